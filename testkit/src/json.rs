//! Books as JSON. They know no type of any crate, so unit tests inside a crate can use them too.

use serde_json::{json, Value};

/// A row of two decimals.
pub fn row(custodian: &str, instrument: &str, kind: &str, price: &str) -> Value {
    json!({
        "custodian": custodian, "instrument": instrument, "kind": kind, "price": price, "quantity_decimals": 2,
    })
}

/// The row, with a maturity.
pub fn maturing(mut row: Value, maturity: &str) -> Value {
    row["maturity"] = maturity.into();
    row
}

/// The row, owed by an institution.
pub fn owed(mut row: Value, institution: &str) -> Value {
    row["institution"] = institution.into();
    row
}

/// A book in dollars, of shape (7, 4).
pub fn book(subject: &str, as_of: &str, custodians: &[&str], rows: &[Value]) -> Value {
    json!({
        "assay": "v1", "kind": "book", "subject": subject, "as_of": as_of, "currency": "USD",
        "shape": { "k": 7, "rules": 4 }, "custodians": custodians, "rows": rows,
    })
}
