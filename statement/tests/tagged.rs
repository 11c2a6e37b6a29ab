//! Tagged objects (rules, supply entries) and names: read with the exact place of an error.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::*;
use assay_testkit::documents::*;
use serde_json::{json, Value};

#[test]
fn rules_and_entries_are_read_strictly() {
    let refused = |rule: Value| {
        let mut json = serde_json::to_value(policy(all_rules())).unwrap();
        json["rules"][2] = rule;
        field(parse_document::<Policy>(json.to_string().as_bytes()).unwrap_err())
    };
    for (rule, place, part) in [
        (
            json!({ "rule": "hope" }),
            "",
            "unknown variant `hope`, expected one of `coverage`",
        ),
        (json!({ "rule": 1 }), ".rule", "expected a string"),
        (json!({ "min_ratio": "1" }), "", "missing field `rule`"),
        (
            json!({ "rule": "coverage" }),
            "",
            "missing field `min_ratio`",
        ),
        (
            json!({ "rule": "coverage", "min_ratio": 1 }),
            ".min_ratio",
            "invalid type",
        ),
        (
            json!({ "rule": "coverage", "min_ratio": "1", "x": 1 }),
            ".x",
            "unknown field `x`",
        ),
        (
            json!({ "rule": "coverage", "min_ratio": "1", "haircuts_bps": {} }),
            ".haircuts_bps",
            "leave the field out",
        ),
        (
            json!({ "rule": "coverage", "min_ratio": "1", "haircuts_by_days": [] }),
            ".haircuts_by_days",
            "leave the field out",
        ),
        (
            json!({ "rule": "coverage", "min_ratio": "1", "haircuts_bps": { "gold": 1 } }),
            ".haircuts_bps.gold",
            "unknown variant `gold`",
        ),
        (
            json!({ "rule": "maturity", "wam_max_days": -1 }),
            ".wam_max_days",
            "invalid value",
        ),
        (
            json!({ "rule": "concentration", "by": "moon", "max_share": "1" }),
            ".by",
            "unknown variant `moon`",
        ),
        (
            json!({ "rule": "share", "min": "0", "max": "0.5" }),
            "",
            "missing field `of`",
        ),
        (
            json!({ "rule": "share", "of": { "kinds": [] }, "min": "0", "max": "0.5" }),
            ".of.kinds",
            "leave the field out",
        ),
        (
            json!({ "rule": "share", "of": { "countries": ["us"] }, "min": "0", "max": "0.5" }),
            ".of.countries[0]",
            "two upper-case letters",
        ),
        (
            json!({ "rule": "tenor", "of": { "kinds": ["bill"], "country": "US" }, "min_days": 1, "max_days": 2 }),
            ".of.country",
            "unknown field `country`",
        ),
        (
            json!({ "rule": "tenor", "min_days": 1, "max_days": 4_294_967_296u64 }),
            ".max_days",
            "invalid value",
        ),
        (
            json!(["coverage", "1"]),
            "",
            "expected a string or an object",
        ),
        (
            json!("coverage"),
            "",
            "invalid type: string \"coverage\", expected an object with the field `rule`",
        ),
        (
            json!({ "rule": "share", "of": [["bill"]], "min": "0", "max": "0.5" }),
            ".of[0]",
            "expected a string or an object",
        ),
        (
            json!({ "rule": "share", "of": [], "min": "0", "max": "0.5" }),
            ".of",
            "invalid type: sequence",
        ),
        (
            json!({ "rule": "tenor", "of": [], "min_days": 1, "max_days": 2 }),
            ".of",
            "invalid type: sequence",
        ),
    ] {
        let (path, message) = refused(rule.clone());
        assert_eq!(path, format!("rules[2]{place}"), "{rule}");
        assert!(message.contains(part), "{rule}: {message}");
    }
    let text = pretty(&policy(all_rules())).unwrap();
    let twice = text.replacen("\"note\": 50", "\"note\": 50, \"note\": 51", 1);
    assert_eq!(
        parse_document::<Policy>(twice.as_bytes()),
        Err(ParseError::Duplicate {
            path: "rules[0].haircuts_bps.note".into()
        })
    );

    let mut json = serde_json::to_value(report().supply).unwrap();
    json["entries"][1]["entry"] = json!("moonshot");
    let (path, message) = field(parse_document::<Supply>(json.to_string().as_bytes()).unwrap_err());
    assert_eq!(path, "entries[1]");
    assert!(message.contains("unknown variant `moonshot`"), "{message}");
}

/// Names and strings are what they mean, however they are spelled; only their bytes differ.
#[test]
fn escapes_mean_what_they_escape() {
    let text = pretty(&policy(all_rules())).unwrap();
    let escaped = text
        .replace("\"rule\"", "\"r\\u0075le\"")
        .replace("\"coverage\"", "\"cover\\u0061ge\"")
        .replace("\"note\"", "\"n\\u006fte\"");
    assert_ne!(escaped, text);
    assert_eq!(
        parse_document::<Policy>(escaped.as_bytes()),
        Ok(policy(all_rules()))
    );
    let twice = text.replacen("\"note\": 50", "\"note\": 50, \"n\\u006fte\": 51", 1);
    assert_eq!(
        parse_document::<Policy>(twice.as_bytes()),
        Err(ParseError::Duplicate {
            path: "rules[0].haircuts_bps.note".into()
        })
    );
}

/// The tag of a rule or entry may be anywhere among its fields, and only once.
#[test]
fn tags_may_be_anywhere() {
    let at = |fields: &str| {
        let text = pretty(&policy(all_rules())).unwrap();
        let mut json: Value = serde_json::from_str(&text).unwrap();
        json["rules"] = json!(["HERE"]);
        parse_document::<Policy>(json.to_string().replace("\"HERE\"", fields).as_bytes())
    };
    let first = at(r#"{"rule":"tenor","min_days":1,"max_days":2}"#).unwrap();
    assert_eq!(
        at(r#"{"min_days":1,"rule":"tenor","max_days":2}"#),
        Ok(first.clone())
    );
    assert_eq!(
        at(r#"{"min_days":1,"max_days":2,"rule":"tenor"}"#),
        Ok(first)
    );
    assert_eq!(
        at(r#"{"rule":"tenor","min_days":1,"max_days":2,"rule":"share"}"#),
        Err(ParseError::Duplicate {
            path: "rules[0].rule".into()
        })
    );
}
