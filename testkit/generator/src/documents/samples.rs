//! A small document of each kind, and inputs made of them.

use serde_json::{json, Value};

const AS_OF: &str = "2026-11-20T22:00:00Z";

/// A small document of each kind.
pub fn sample(kind: &str) -> Value {
    let mut fields = match kind {
        "attestation" => json!({
            "subject": "fund:x", "as_of": AS_OF, "custodian": "north", "book": "0a".repeat(32),
            "commitment": "0b".repeat(32),
            "signatures": [{ "scheme": "ed25519", "public_key": "0c".repeat(32), "signature": "0d".repeat(64) }],
        }),
        "book" => json!({
            "subject": "fund:x", "as_of": AS_OF, "currency": "USD", "shape": { "k": 7, "rules": 4 },
            "custodians": ["north"],
            "rows": [{ "custodian": "north", "instrument": "US912797SC23", "kind": "bill", "maturity": "2026-12-03",
                "price": "0.9987", "quantity_decimals": 2 }],
        }),
        "commitment" => json!({
            "subject": "fund:x", "as_of": AS_OF, "custodian": "north", "book": "0a".repeat(32),
            "commitment": "0b".repeat(32),
        }),
        "policy" => json!({
            "name": "Small", "status": "final", "rules": [{ "rule": "coverage", "min_ratio": "1" }],
        }),
        "registry" => json!({
            "subject": "fund:x",
            "custodians": [{ "id": "north", "threshold": 1, "keys": [{ "scheme": "p256", "public_key": "02ff",
                "not_before": AS_OF, "not_after": AS_OF }] }],
        }),
        _ => json!({
            "subject": "fund:x", "as_of": AS_OF, "currency": "USD", "value_per_token": "1.00",
            "entries": [{ "entry": "book_entry", "registrar": "r", "quantity": "10" }],
        }),
    };
    fields["assay"] = "v1".into();
    fields["kind"] = kind.into();
    fields
}

/// The kinds of document of the cases.
pub const KINDS: [&str; 6] = [
    "attestation",
    "book",
    "commitment",
    "policy",
    "registry",
    "supply",
];

/// The input of a case.
pub fn case(kind: &str, text: impl Into<String>) -> Value {
    json!({ "kind": kind, "text": text.into() })
}

/// The sample, changed at a JSON pointer; the last name may be new.
pub fn with(kind: &str, at: &str, value: impl Into<Value>) -> Value {
    let mut document = sample(kind);
    let (parent, name) = at.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Array(list) => list[name.parse::<usize>().unwrap()] = value.into(),
        object => object[name] = value.into(),
    }
    case(kind, document.to_string())
}
