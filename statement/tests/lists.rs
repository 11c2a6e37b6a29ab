//! Lists: how long they may be, that nothing is in some of them twice, and how long the messages about them are.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::rules::*;
use assay_statement::*;
use assay_testkit::documents::*;
use serde_json::{json, Value};

/// The report with `count` times `item` at `pointer`.
fn with_list(pointer: &str, item: &Value, count: usize) -> Result<Report, ParseError> {
    let mut json = serde_json::to_value(report()).unwrap();
    let (outer, name) = pointer.rsplit_once('/').unwrap();
    json.pointer_mut(outer).unwrap()[name] = vec![item.clone(); count].into();
    parse_document(json.to_string().as_bytes())
}

#[test]
fn every_list_of_a_report_has_a_most() {
    let json = serde_json::to_value(report()).unwrap();
    let sample = |pointer: &str| json.pointer(pointer).unwrap().clone();
    let chain = json["supply"]["entries"]
        .as_array()
        .unwrap()
        .iter()
        .position(|entry| entry["entry"] == "chain")
        .unwrap();
    let signature = json!({ "scheme": "p256", "public_key": "", "signature": "" });
    let rule = json!({ "rule": "maturity", "wam_max_days": 60 });
    let id = json!("a");
    for (pointer, item, most) in [
        ("/book/custodians", id.clone(), 16_384),
        ("/book/rows", sample("/book/rows/0"), 16_384),
        ("/attestations", sample("/attestations/0"), 16_384),
        ("/attestations/0/signatures", signature, 1024),
        (
            "/supply/entries",
            json!({ "entry": "pending_redemptions", "quantity": "1" }),
            4096,
        ),
        ("/columns/weights", sample("/columns/tags"), 1024),
        ("/policy/rules", rule, 1024),
    ] {
        assert!(with_list(pointer, &item, most).is_ok(), "{pointer}");
        assert_eq!(
            with_list(pointer, &item, most + 1),
            Err(ParseError::Field {
                path: pointer[1..].replace("/0/", "[0].").replace('/', "."),
                message: format!("expected at most {most} entries, found {}", most + 1),
            })
        );
    }
    for proof in ["account_proof", "storage_proof"] {
        let evidence = |nodes: usize| {
            let mut json = json.clone();
            let mut evidence = json!({ "slot": "02".repeat(32), "header": "", "account_proof": [], "storage_proof": [] });
            evidence[proof] = vec![""; nodes].into();
            json["supply"]["entries"][chain]["evidence"] = evidence;
            parse_document::<Report>(json.to_string().as_bytes())
        };
        assert!(evidence(128).is_ok());
        assert_eq!(
            evidence(129).map_err(|error| error.to_string()),
            Err(format!(
                "supply.entries[{chain}].evidence.{proof}: expected at most 128 entries, found 129"
            ))
        );
    }
    let countries = |count: usize| {
        let mut json = json.clone();
        let country = |i: usize| (i.to_string(), json!("US"));
        json["book"]["countries"] = (0..count)
            .map(country)
            .collect::<serde_json::Map<_, _>>()
            .into();
        parse_document::<Report>(json.to_string().as_bytes())
    };
    assert!(countries(16_384).is_ok());
    assert_eq!(
        countries(16_385).map_err(|error| error.to_string()),
        Err("book.countries: expected at most 16384 entries, found 16385".into())
    );
}

fn policy_of(rule: Value) -> Result<Policy, ParseError> {
    let mut json = serde_json::to_value(policy(vec![Rule::Coverage(coverage("1"))])).unwrap();
    json["rules"] = json!([rule]);
    parse_document(json.to_string().as_bytes())
}

/// A rule with this list in it, each in the field that is named.
fn rules_with(list: impl Fn(&str) -> Value) -> Vec<(&'static str, Value)> {
    vec![
        (
            "kinds",
            json!({ "rule": "eligible", "kinds": list("kind") }),
        ),
        (
            "only",
            json!({ "rule": "liquid", "within_days": 1, "min_share": "0.1", "of": "assets", "only": list("kind") }),
        ),
        (
            "always",
            json!({ "rule": "liquid", "within_days": 1, "min_share": "0.1", "of": "assets", "always": list("kind") }),
        ),
        (
            "except",
            json!({ "rule": "concentration", "by": "kind", "max_share": "0.1", "except": list("id") }),
        ),
        (
            "kinds",
            json!({ "rule": "share", "of": { "kinds": list("kind") }, "min": "0", "max": "0.1" }),
        ),
        (
            "countries",
            json!({ "rule": "share", "of": { "countries": list("country") }, "min": "0", "max": "0.1" }),
        ),
        (
            "kinds",
            json!({ "rule": "tenor", "of": { "kinds": list("kind") }, "min_days": 0, "max_days": 1 }),
        ),
        (
            "countries",
            json!({ "rule": "tenor", "of": { "countries": list("country") }, "min_days": 0, "max_days": 1 }),
        ),
    ]
}

#[test]
fn nothing_is_in_a_list_of_a_rule_twice() {
    let twice = |of: &str| match of {
        "country" => json!(["US", "GB", "US"]),
        _ => json!(["cash", "bill", "cash"]),
    };
    for (field, rule) in rules_with(twice) {
        let name = Rule::NAMES
            .iter()
            .copied()
            .find(|name| rule["rule"] == *name);
        assert_eq!(
            policy_of(rule).unwrap().validate(),
            Err(PolicyError::Rule {
                rule: 0,
                name: name.unwrap(),
                error: RuleError::Repeated { field, entry: 2 },
            })
        );
    }
}

#[test]
fn lists_of_rules_have_a_most() {
    let long = |count: usize| {
        move |of: &str| match of {
            "country" => vec!["US"; count].into(),
            _ => Value::from(vec!["cash"; count]),
        }
    };
    for (field, rule) in rules_with(long(1025)) {
        let error = policy_of(rule).unwrap_err().to_string();
        let end = format!("{field}: expected at most 1024 entries, found 1025");
        assert!(
            error.starts_with("rules[0].") && error.ends_with(&end),
            "{error}"
        );
    }
    for (_, rule) in rules_with(long(1024)) {
        assert!(policy_of(rule).is_ok());
    }
    let haircuts = |count: u32| -> Value {
        let entry = |days: u32| json!({ "over_days": days, "bps": 1 });
        json!({ "rule": "coverage", "min_ratio": "1", "haircuts_by_days": (0..count).map(entry).collect::<Vec<_>>() })
    };
    assert_eq!(policy_of(haircuts(1024)).unwrap().validate(), Ok(()));
    assert_eq!(
        policy_of(haircuts(1025)).unwrap_err().to_string(),
        "rules[0].haircuts_by_days: expected at most 1024 entries, found 1025"
    );
    // A policy that was made, and not read.
    let mut made = coverage("1");
    made.haircuts_by_days = (0..1025)
        .map(|over_days| DayHaircut { over_days, bps: 1 })
        .collect();
    assert_eq!(
        policy(vec![Rule::Coverage(made)]).validate(),
        Err(PolicyError::Rule {
            rule: 0,
            name: "coverage",
            error: RuleError::TooManyEntries {
                field: "haircuts_by_days",
                found: 1025
            },
        })
    );
}

/// Neither a name, nor a value, nor the place of it makes a message longer than a few times [`MAX_SHOWN`].
#[test]
fn messages_are_short_whatever_is_refused() {
    let long = "a".repeat(1 << 20);
    let mut texts = Vec::new();
    for (pointer, value) in [
        ("/policy/rules/0/rule", json!(long)),
        ("/book/rows/0/kind", json!(long)),
        ("/book/rows/0/price", json!(long)),
        ("/book/custodians/0", json!(long)),
        ("/book/shape/k", json!(long)),
        ("/kind", json!(long)),
        ("/assay", json!(long)),
        ("/supply/entries/0/entry", json!(long)),
        ("/attestations/0/signatures", json!(long)),
        ("/columns", json!({ long.clone(): 1 })),
        ("/columns", json!({ long.clone(): { long.clone(): null } })),
        ("/columns", json!({ long.clone(): [1] })),
    ] {
        let mut json = serde_json::to_value(report()).unwrap();
        *json.pointer_mut(pointer).unwrap() = value;
        texts.push(json.to_string());
    }
    texts.push(format!("{{\"{long}\": 1.5}}"));
    texts.push(format!("{{\"a\": {}}}", "1".repeat(1 << 20)));
    texts.push(format!("{{\"a\": {long}}}"));
    for text in texts {
        let error = parse_document::<Report>(text.as_bytes()).unwrap_err();
        let message = error.to_string();
        assert!(message.chars().count() <= 2 * MAX_SHOWN + 100, "{message}");
    }
}

/// The label of a rule names all that its lists name; the error that quotes it does not.
#[test]
fn labels_are_whole_and_errors_quote_a_part() {
    let letters = || 'A'..='Z';
    let countries: Vec<Country> = letters()
        .flat_map(|a| letters().map(move |b| format!("{a}{b}").parse().unwrap()))
        .collect();
    assert_eq!(countries.len(), 676);
    let tenor = |max_days| {
        let of = Some(Group {
            kinds: vec![],
            countries: countries.clone(),
        });
        policy(vec![Rule::Tenor(Tenor {
            of,
            min_days: 0,
            max_days,
        })])
    };
    let mut book = book();
    book.countries = book
        .custodians
        .iter()
        .map(|id| (id.clone(), countries[0]))
        .collect();
    let compiled = compile_with_supply(&book, &tenor(90), &supply("1")).unwrap();
    let label = &compiled.inequalities[0].label;
    assert!(
        label.contains("AA, AB") && label.contains("ZY, ZZ: average"),
        "{label}"
    );
    assert!(label.len() < 4096);
    let error = compile_with_supply(&book, &tenor(u32::MAX), &supply("1")).unwrap_err();
    assert!(matches!(error, CompileError::MultiplierTooLarge { .. }));
    assert!(
        error.to_string().chars().count() <= MAX_SHOWN + 100,
        "{error}"
    );
}

/// Of haircuts by days the last counts that is exceeded, wherever in the list it is.
#[test]
fn haircuts_are_found_wherever_they_are() {
    let mut one = coverage("1");
    one.haircuts_bps.clear();
    let book = book();
    let as_of = book.as_of.date();
    for count in 0..70u32 {
        let entry = |i: u32| DayHaircut {
            over_days: 3 * i,
            bps: i + 1,
        };
        one.haircuts_by_days = (0..count).map(entry).collect();
        let table = compile(&book, &policy(vec![Rule::Coverage(one.clone())])).unwrap();
        for (row, multiplier) in book.rows.iter().zip(&table.rules[0].multipliers) {
            let exceeded = one.haircuts_by_days.iter().rev();
            let mut exceeded =
                exceeded.filter(|entry| i64::from(entry.over_days) < row.days_left(as_of));
            let haircut = exceeded.next().map_or(0, |entry| entry.bps);
            assert_eq!(*multiplier, 10_000 - haircut as i32);
        }
    }
}
