//! The documents that the cases edit.

use assay_testkit::json::{self, maturing, owed, row};
use serde_json::{json, Value};

const AS_OF: &str = "2026-11-20T22:00:00Z";
const SUBJECT: &str = "fund:vectors";

/// A row with a maturity.
pub fn dated(custodian: &str, instrument: &str, kind: &str, price: &str, maturity: &str) -> Value {
    maturing(row(custodian, instrument, kind, price), maturity)
}

/// One row of each kind and a second one of cash.
pub fn book() -> Value {
    let rows = [
        dated("north", "bill-13", "bill", "0.99867111", "2026-12-03"),
        dated("north", "note-87", "note", "1.00046875", "2027-02-15"),
        dated("east", "bond-731", "bond", "0.9821", "2028-11-20"),
        dated("east", "tips-181", "tips", "1.0312", "2027-05-20"),
        dated("east", "frn-72", "frn", "1.0001", "2027-01-31"),
        owed(row("north", "operating", "cash", "1"), "first-metropolitan"),
        owed(
            dated("east", "over-weekend", "repo", "1", "2026-11-23"),
            "coastal-bank",
        ),
        row("harbor", "mmf", "fund", "1.0002"),
        row("harbor", "other-token", "token", "1"),
        owed(
            row("harbor", "settlement", "cash", "1"),
            "first-metropolitan",
        ),
    ];
    let mut book = json::book(SUBJECT, AS_OF, &["north", "east", "harbor"], &rows);
    book["shape"] = json!({ "k": 8, "rules": 8 });
    book
}

/// A policy of these rules.
pub fn policy(rules: Value) -> Value {
    json!({ "assay": "v1", "kind": "policy", "name": "Vectors", "status": "proposed", "rules": rules })
}

/// Coverage without haircuts.
pub fn coverage() -> Value {
    json!({ "rule": "coverage", "min_ratio": "1.00" })
}

/// A million tokens at 1.00.
pub fn supply() -> Value {
    json!({
        "assay": "v1", "kind": "supply", "subject": SUBJECT, "as_of": AS_OF, "currency": "USD",
        "value_per_token": "1.00",
        "entries": [book_entry("1000000")],
    })
}

/// A supply entry of a register.
pub fn book_entry(quantity: &str) -> Value {
    json!({ "entry": "book_entry", "registrar": "transfer-agent", "quantity": quantity })
}
