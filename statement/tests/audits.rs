//! The auditor's copy: round-trips, tells nothing, and has a length that tells nothing.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::*;
use assay_testkit::documents::*;
use proptest::prelude::*;
use serde_json::Value;

fn audit(quantities: [u64; 2]) -> Audit {
    let mut first = opening();
    for (item, quantity) in first.quantities.iter_mut().zip(quantities) {
        item.quantity = quantity;
    }
    let mut second = opening();
    second.custodian = id("bank-\"\\");
    Audit {
        assay: V1,
        kind: Kind::new(),
        report: Digest([7; 32]),
        openings: vec![first, second],
    }
}

fn read(text: &str) -> Result<Audit, ParseError> {
    parse_document(text.as_bytes())
}

#[test]
fn audits_round_trip_and_tell_nothing() {
    let audit = audit([987_654_321, u64::MAX]);
    let json = audit.to_json();
    assert_eq!(json.len(), json.capacity());
    assert_eq!(read(&json).as_ref(), Ok(&audit));
    let raw: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(raw["kind"], "audit");
    assert_eq!(raw["report"], "07".repeat(32));
    let openings = raw["openings"].as_array().unwrap();
    for (opening, read) in audit.openings.iter().zip(openings) {
        let alone: Value = serde_json::from_str(&opening.to_json()).unwrap();
        assert_eq!(alone, *read);
    }
    let shown = format!("{audit:?}");
    assert!(
        !shown.contains("98765") && !shown.contains("0202"),
        "{shown}"
    );
    let more = [&json[..], "   \n  "].concat();
    assert_eq!(read(&more), Ok(audit), "white space may follow");
}

#[test]
fn what_is_no_audit() {
    let json = audit([987_654_321, 5]).to_json();
    let refused = |from: &str, to: &str| {
        let text = json.replacen(from, to, 1);
        assert_ne!(text, **json);
        let error = read(&text).unwrap_err();
        assert!(!error.to_string().contains("98765"), "{error}");
        error
    };
    for (from, to, path) in [
        (
            "\"987654321\"",
            "987654321",
            "openings[0].quantities[0].quantity",
        ),
        (
            "\"987654321\"",
            "\"+987654321\"",
            "openings[0].quantities[0].quantity",
        ),
        ("\"0202", "\"02023", "openings[0].blinders[1]"),
        ("\"report\": \"07", "\"report\": \"7", "report"),
        (
            "\"kind\": \"opening\"",
            "\"kind\": \"book\"",
            "openings[0].kind",
        ),
        (
            "\"openings\": [",
            "\"openings\": [\"987654321\", ",
            "openings[0]",
        ),
        ("\"openings\": [", "\"openings\": [[], ", "openings[0]"),
    ] {
        assert_eq!(field(refused(from, to)).0, path, "{to}");
    }
    assert!(matches!(
        refused("\"openings\"", "\"more\": \"\", \"openings\""),
        ParseError::Field { .. }
    ));
    assert!(matches!(
        refused("\"kind\": \"audit\"", "\"kind\": \"opening\""),
        ParseError::Kind {
            expected: "audit",
            ..
        }
    ));
    assert!(matches!(
        refused("\"report\"", "\"report\": \"\", \"report\""),
        ParseError::Duplicate { .. }
    ));
    assert_eq!(
        read(&format!("{}{{}}", *json)),
        Err(ParseError::TrailingData)
    );
    let opening = audit([1, 2]).openings[0].to_json();
    assert!(matches!(read(&opening), Err(ParseError::Kind { .. })));
    assert!(matches!(
        parse_document::<Opening>(json.as_bytes()),
        Err(ParseError::Kind { .. })
    ));
}

proptest! {
    #[test]
    fn the_length_shown_is_the_same_for_all_quantities(a in digits(), b in digits()) {
        let [audit, most] = [[a, b], [u64::MAX; 2]].map(|quantities| {
            let mut audit = audit(quantities);
            audit.openings.truncate(1);
            audit
        });
        let json = audit.to_json();
        prop_assert_eq!(audit.longest(), most.to_json().len());
        prop_assert!(json.len() <= audit.longest());
        prop_assert_eq!(read(&json), Ok(audit));
    }
}

/// A quantity of any number of digits.
fn digits() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0u32..64).prop_map(|(quantity, shift)| quantity >> shift)
}
