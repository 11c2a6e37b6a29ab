//! Reading and writing documents: one spelling, everything else refused.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::*;
use assay_testkit::documents::*;
use serde_json::{json, Value};

#[test]
fn every_document_round_trips() {
    round_trips(&book());
    let mut with_countries = book();
    with_countries.countries = [(id("bank-a"), "US".parse().unwrap())].into();
    round_trips(&with_countries);
    round_trips(&policy(all_rules()));
    round_trips(&report().supply);
    round_trips(&registry());
    round_trips(&commitment());
    round_trips(&attestation());
    round_trips(&report());
    let mut chained = report();
    chained.previous = Some(Digest([8; 32]));
    round_trips(&chained);
}

/// The book as JSON after a change.
fn changed(change: impl Fn(&mut Value)) -> ParseError {
    let mut json = serde_json::to_value(book()).unwrap();
    change(&mut json);
    parse_document::<Book>(json.to_string().as_bytes()).unwrap_err()
}

#[test]
fn version_and_kind() {
    let version = |found: &str| ParseError::Version {
        found: found.into(),
    };
    let kind = |found: &str| ParseError::Kind {
        expected: "book",
        found: found.into(),
    };
    assert_eq!(changed(|b| b["assay"] = json!("v2")), version("\"v2\""));
    assert_eq!(changed(|b| b["assay"] = json!(1)), version("no string"));
    assert_eq!(
        changed(|b| drop(b.as_object_mut().unwrap().remove("assay"))),
        version("nothing")
    );
    assert_eq!(changed(|b| b["kind"] = json!("policy")), kind("\"policy\""));
    assert_eq!(
        changed(|b| b["kind"] = json!("x".repeat(33))),
        kind("another string")
    );
    assert_eq!(
        changed(|b| drop(b.as_object_mut().unwrap().remove("kind"))),
        kind("nothing")
    );

    // Nested documents carry theirs too.
    let mut json = serde_json::to_value(report()).unwrap();
    json["book"]["kind"] = json!("policy");
    let error = parse_document::<Report>(json.to_string().as_bytes()).unwrap_err();
    assert_eq!(field(error).0, "book.kind");
    let mut json = serde_json::to_value(report()).unwrap();
    json["attestations"][0]["assay"] = json!("v0");
    let error = parse_document::<Report>(json.to_string().as_bytes()).unwrap_err();
    assert_eq!(field(error).0, "attestations[0].assay");
}

#[test]
fn json_that_readers_take_differently() {
    let text = pretty(&book()).unwrap();
    let refused = |text: &str| parse_document::<Book>(text.as_bytes()).unwrap_err();
    let path = |p: &str| p.to_string();

    let twice = text.replacen("\"price\"", "\"price\": \"1\", \"price\"", 1);
    assert_eq!(
        refused(&twice),
        ParseError::Duplicate {
            path: path("rows[0].price")
        }
    );
    // The same key by another spelling.
    let twice = text.replacen("\"price\"", "\"pric\\u0065\": \"1\", \"price\"", 1);
    assert_eq!(
        refused(&twice),
        ParseError::Duplicate {
            path: path("rows[0].price")
        }
    );
    assert_eq!(
        changed(|b| b["rows"][2]["maturity"] = Value::Null),
        ParseError::Null {
            path: path("rows[2].maturity")
        }
    );
    for number in ["2.0", "2e0", "-0", "1.5", "18446744073709551616"] {
        let float = text.replacen(
            "\"quantity_decimals\": 2",
            &format!("\"quantity_decimals\": {number}"),
            1,
        );
        assert_eq!(
            refused(&float),
            ParseError::Float {
                path: path("rows[0].quantity_decimals")
            },
            "{number}"
        );
    }
    for number in [
        "9007199254740992",
        "-9007199254740992",
        "18446744073709551615",
    ] {
        let large = text.replacen("\"k\": 8", &format!("\"k\": {number}"), 1);
        assert_eq!(
            refused(&large),
            ParseError::IntegerTooLarge {
                path: path("shape.k")
            }
        );
    }
    assert_eq!(refused(&format!("{text}x")), ParseError::TrailingData);
    assert_eq!(refused(&format!("{text}{text}")), ParseError::TrailingData);
    for text in ["[]", "\"book\"", "1", "true"] {
        assert_eq!(refused(text), ParseError::NotAnObject);
    }
    for text in [
        "",
        "{",
        "{\"a\" 1}",
        "\u{feff}{}",
        "{\"a\": 1,}",
        "{\"a\": NaN}",
        "{'a': 1}",
    ] {
        assert!(matches!(refused(text), ParseError::Json { .. }), "{text}");
    }
    let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
    assert!(matches!(refused(&deep), ParseError::Json { .. }));
    for cut in 0..text.trim_end().len() {
        assert!(
            matches!(refused(&text[..cut]), ParseError::Json { .. }),
            "{cut}"
        );
    }
}

/// serde reads a struct from the list of its values too; then the digest would not be that of the canonical form of
/// what was read.
#[test]
fn an_object_has_no_second_spelling_as_a_list() {
    let mut report = report();
    report.policy.source = Some("none".into());
    report.book.rows[0].institution = Some(id("treasury"));
    let document = |fields: &[&'static str]| [&["assay", "kind"][..], fields].concat();
    let cases: [(&str, Vec<&str>); 11] = [
        ("/book/shape", vec!["k", "rules"]),
        (
            "/book/rows/0",
            vec![
                "custodian",
                "instrument",
                "kind",
                "maturity",
                "price",
                "quantity_decimals",
                "institution",
            ],
        ),
        (
            "/book",
            document(&[
                "subject",
                "as_of",
                "currency",
                "shape",
                "custodians",
                "rows",
                "income",
            ]),
        ),
        ("/book/income", vec!["since", "book", "rows"]),
        (
            "/book/income/rows/2",
            vec![
                "custodian",
                "instrument",
                "per_unit",
                "quantity_decimals",
                "until",
            ],
        ),
        ("/policy", document(&["name", "source", "status", "rules"])),
        (
            "/supply",
            document(&["subject", "as_of", "currency", "entries", "value_per_token"]),
        ),
        (
            "/attestations/0",
            document(&[
                "subject",
                "as_of",
                "custodian",
                "book",
                "commitment",
                "signatures",
            ]),
        ),
        (
            "/attestations/0/signatures/0",
            vec!["scheme", "public_key", "signature"],
        ),
        ("/refreshed", vec!["quantities", "tagged"]),
        ("/columns", vec!["tags", "weights"]),
    ];
    let json = serde_json::to_value(&report).unwrap();
    for (pointer, fields) in cases {
        let mut listed = json.clone();
        let object = listed.pointer_mut(pointer).unwrap();
        assert_eq!(object.as_object().unwrap().len(), fields.len(), "{pointer}");
        *object = fields.iter().map(|name| object[name].clone()).collect();
        assert!(
            matches!(
                parse_document::<Report>(listed.to_string().as_bytes()),
                Err(ParseError::Field { .. })
            ),
            "{pointer}"
        );
    }
}

#[test]
fn bytes_and_sizes() {
    let text = pretty(&book()).unwrap();
    assert_eq!(
        parse::<Book>(text.as_bytes(), text.len() - 1),
        Err(ParseError::TooLarge {
            limit: text.len() - 1,
            found: text.len()
        })
    );
    assert_eq!(parse::<Book>(text.as_bytes(), text.len()), Ok(book()));
    assert_eq!(
        parse_document::<Book>(b"{\"a\": \"\xff\"}"),
        Err(ParseError::NotUtf8 { at: 7 })
    );
}

#[test]
fn fields_are_named_by_their_path() {
    let cases: [(&str, &str, Value); 16] = [
        ("/rows/1/price", "rows[1].price", json!(5)),
        ("/rows/1/price", "rows[1].price", json!("-5")),
        ("/rows/1/maturity", "rows[1].maturity", json!("2026-02-30")),
        ("/rows/1/kind", "rows[1].kind", json!("stock")),
        ("/rows/1/custodian", "rows[1].custodian", json!("bank a")),
        (
            "/rows/1/quantity_decimals",
            "rows[1].quantity_decimals",
            json!(256),
        ),
        (
            "/rows/1/quantity_decimals",
            "rows[1].quantity_decimals",
            json!(-1),
        ),
        ("/rows/1", "rows[1]", json!([])),
        ("/rows", "rows", json!({})),
        ("/as_of", "as_of", json!("2026-03-31T21:00:00+00:00")),
        ("/currency", "currency", json!("usd")),
        ("/shape", "shape", json!({ "k": 3, "rules": 8 })),
        ("/shape", "shape", json!({ "k": 8, "rules": 65 })),
        (
            "/shape",
            "shape.extra",
            json!({ "k": 8, "rules": 8, "extra": 1 }),
        ),
        ("/subject", "subject", json!("")),
        ("/custodians/0", "custodians[0]", json!(true)),
    ];
    for (pointer, path, value) in cases {
        let error = changed(|b| *b.pointer_mut(pointer).unwrap() = value.clone());
        assert_eq!(field(error).0, path, "{value}");
    }
    for bad in [
        json!({}),
        json!({ "bank-a": "us" }),
        json!({ "bank a": "US" }),
        json!(["US"]),
    ] {
        let error = changed(|b| b["countries"] = bad.clone());
        assert!(field(error).0.starts_with("countries"), "{bad}");
    }
    let (path, message) = field(changed(|b| b["rows"][0]["price"] = json!(5)));
    assert_eq!(path, "rows[0].price");
    assert!(message.contains("expected a decimal string"), "{message}");
    let (path, message) = field(changed(|b| b["rows"][0]["colour"] = json!("red")));
    assert_eq!(path, "rows[0].colour");
    assert!(message.contains("unknown field"), "{message}");
    let (_, message) = field(changed(|b| {
        drop(b["rows"][0].as_object_mut().unwrap().remove("price"))
    }));
    assert!(message.contains("missing field `price`"), "{message}");
}

#[test]
fn free_text_steers_no_terminal() {
    for name in [
        "",
        "a\nb",
        "\u{1b}[2J",
        "\u{202e}dilav",
        "\u{2066}a",
        "a\u{2028}b",
        &"x".repeat(4097),
    ] {
        let mut json = serde_json::to_value(policy(all_rules())).unwrap();
        json["name"] = json!(name);
        let error = parse_document::<Policy>(json.to_string().as_bytes()).unwrap_err();
        assert_eq!(field(error).0, "name");
    }
    // Nor does an error message.
    let error = changed(|b| b["rows"][0]["\u{1b}[2J"] = json!(1)).to_string();
    assert!(!error.chars().any(char::is_control), "{error}");
}
