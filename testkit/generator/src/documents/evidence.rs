//! Evidence beside a supply: its form. What it proves is not for these vectors.

use serde_json::{json, Value};

use super::samples::with;
use crate::vector_file::VectorFile;

/// An entry with this evidence.
fn entry(evidence: Value) -> Value {
    json!({ "entry": "chain", "chain": "eip155:1", "token": "0x77", "block": 1, "block_hash": "0x0a", "raw": "5",
        "decimals": 6, "evidence": evidence })
}

fn sample() -> Value {
    json!({ "slot": "02".repeat(32), "header": "f9", "account_proof": ["f8", "f9"], "storage_proof": ["fa"] })
}

/// The sample with one field changed.
fn changed(name: &str, value: impl Into<Value>) -> Value {
    let mut evidence = sample();
    evidence[name] = value.into();
    evidence
}

pub fn add_to(file: &mut VectorFile) {
    let good = [
        ("evidence of a supply", sample()),
        ("evidence without nodes", {
            let mut evidence = changed("account_proof", json!([]));
            evidence["storage_proof"] = json!([]);
            evidence
        }),
        ("evidence with an empty header", changed("header", "")),
    ];
    for (comment, evidence) in good {
        let case = with("supply", "/entries/0", entry(evidence));
        file.valid("Spelling", &format!("supply: {comment}"), case);
    }
    let mut without = sample();
    without.as_object_mut().unwrap().remove("header");
    let bad = [
        ("evidence of null", Value::Null),
        ("evidence of nothing", json!({})),
        ("evidence as text", "02".into()),
        (
            "evidence as a list",
            json!(["02".repeat(32), "f9", "f8", "fa"]),
        ),
        ("evidence without a header", without),
        (
            "a field of evidence that does not exist",
            changed("code", "00"),
        ),
        ("a slot of 31 bytes", changed("slot", "02".repeat(31))),
        (
            "a slot with 0x",
            changed("slot", format!("0x{}", "02".repeat(31))),
        ),
        ("a slot as a number", changed("slot", 2)),
        (
            "a node in upper case",
            changed("storage_proof", json!(["FA"])),
        ),
        (
            "a node with half a byte",
            changed("account_proof", json!(["f"])),
        ),
        (
            "a node as a list",
            changed("account_proof", json!([["f8"]])),
        ),
        ("a proof as text", changed("storage_proof", "fa")),
        (
            "a header of 65,537 bytes",
            changed("header", "f9".repeat(65_537)),
        ),
    ];
    for (comment, evidence) in bad {
        let case = with("supply", "/entries/0", entry(evidence));
        file.refused("malformed", "Form", &format!("supply: {comment}"), case);
    }
    let book_entry =
        json!({ "entry": "book_entry", "registrar": "r", "quantity": "10", "evidence": sample() });
    let case = with("supply", "/entries/0", book_entry);
    file.refused(
        "malformed",
        "Form",
        "supply: evidence of a book entry",
        case,
    );
}
