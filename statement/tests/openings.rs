//! Openings are private: they round-trip, belong to one book, and errors tell nothing of them.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::*;
use assay_testkit::documents::*;
use serde_json::{json, Value};

#[test]
fn openings_round_trip_and_tell_nothing() {
    let opening = opening();
    let json = opening.to_json();
    assert_eq!(json.len(), json.capacity());
    assert_eq!(
        parse_document::<Opening>(json.as_bytes()).as_ref(),
        Ok(&opening)
    );
    let raw: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        raw["quantities"][1],
        json!({ "row": 2, "quantity": "18446744073709551615" })
    );

    for text in [
        format!("{opening:?}"),
        format!("{:?}", opening.quantities),
        format!("{:?}", opening.blinders),
    ] {
        for secret in ["987654321", "0202"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    let mut quoted = opening.clone();
    quoted.subject = "a\"b\\c".parse().unwrap();
    assert_eq!(
        parse_document::<Opening>(quoted.to_json().as_bytes()).as_ref(),
        Ok(&quoted)
    );

    for (from, to, path) in [
        ("\"987654321\"", "987654321", "quantities[0].quantity"),
        ("\"987654321\"", "\"+987654321\"", "quantities[0].quantity"),
        ("\"987654321\"", "\"0987654321\"", "quantities[0].quantity"),
        ("\"987654321\"", "\"-987654321\"", "quantities[0].quantity"),
        (
            "\"987654321\"",
            "\"9876543219876543210000\"",
            "quantities[0].quantity",
        ),
        ("\"row\": 1", "\"row\": \"987654321\"", "quantities[0].row"),
        ("\"0202", "\"02023", "blinders[1]"),
    ] {
        let text = json.replacen(from, to, 1);
        let error = parse_document::<Opening>(text.as_bytes()).unwrap_err();
        assert!(!error.to_string().contains("98765"), "{error}");
        assert_eq!(field(error).0, path, "{to}");
    }
}

#[test]
fn openings_belong_to_a_book() {
    let book = book();
    let of = digest(&book).unwrap();
    assert_eq!(opening().check(&book, &of), Ok(()));
    assert_eq!(
        opening().check(&book, &Digest([0; 32])),
        Err(OpeningError::OtherBook {
            expected: Digest([0; 32]),
            found: of
        })
    );
    let mut other = opening();
    other.as_of = "2026-03-30T21:00:00Z".parse().unwrap();
    assert!(matches!(
        other.check(&book, &of),
        Err(OpeningError::OtherSubjectOrTime { .. })
    ));
    let mut other = opening();
    other.subject = "fund:other".parse().unwrap();
    assert!(matches!(
        other.check(&book, &of),
        Err(OpeningError::OtherSubjectOrTime { .. })
    ));
    let mut other = opening();
    other.custodian = id("bank-x");
    assert_eq!(
        other.check(&book, &of),
        Err(OpeningError::UnknownCustodian {
            custodian: id("bank-x")
        })
    );
    let changes: [fn(&mut Opening); 4] = [
        |o| o.quantities.swap(0, 1),
        |o| drop(o.quantities.pop()),
        |o| o.quantities[0].row = 0,
        |o| {
            o.quantities.push(RowQuantity {
                row: 3,
                quantity: 0,
            })
        },
    ];
    for change in changes {
        let mut other = opening();
        change(&mut other);
        assert_eq!(
            other.check(&book, &of),
            Err(OpeningError::Rows {
                custodian: id("bank-b"),
                expected: 2
            })
        );
    }
}

/// Four blinders, no more and no fewer: a fifth would be another spelling of the same opening.
#[test]
fn blinders_are_counted() {
    let json = opening().to_json();
    for count in [0, 3, 5, 8] {
        let mut raw: Value = serde_json::from_str(&json).unwrap();
        let blinders: Vec<Value> = raw["blinders"].as_array().unwrap().clone();
        raw["blinders"] = blinders.iter().cycle().take(count).cloned().collect();
        let (path, message) =
            field(parse_document::<Opening>(raw.to_string().as_bytes()).unwrap_err());
        assert_eq!(path, "blinders", "{count}");
        assert!(message.contains("contents not shown"), "{message}");
    }
}
