//! Operation `message`: the fields of an attestation to the bytes that are signed.

use assay_statement::{attestation_message, Attestation, Kind, V1};
use serde_json::{json, Value};

use crate::operation::{outputs, text, Found, Operation};
use crate::vector_file::{Notes, VectorFile};

/// The operation of these cases.
pub const OPERATION: Operation = Operation {
    name: "message",
    run,
};

fn run(_: &Value, case: &Value) -> Found {
    let attestation = Attestation {
        assay: V1,
        kind: Kind::new(),
        subject: text(case, "subject").parse().unwrap(),
        as_of: text(case, "as_of").parse().unwrap(),
        custodian: text(case, "custodian").parse().unwrap(),
        book: text(case, "book").parse().unwrap(),
        policy: None,
        table: None,
        commitment: text(case, "commitment").parse().unwrap(),
        signatures: vec![],
    };
    let message = hex::encode(attestation_message(&attestation, None));
    Ok(outputs(json!({ "message": message })))
}

const NOTES: &Notes = &[(
    "Framing",
    "Puts the fields together otherwise, or without their lengths.",
    "Signatures of others do not verify, or one signature holds for two attestations.",
)];

pub fn file() -> VectorFile {
    let mut file = VectorFile::new(
        OPERATION,
        "The fields of an attestation, and the message that its custodian signs.",
        NOTES,
    );
    let (book, commitment) = ("0a".repeat(32), "0b".repeat(32));
    let mut add = |comment: &str, subject: &str, custodian: &str| {
        let input = json!({
            "subject": subject, "as_of": "2026-11-20T22:00:00Z", "custodian": custodian, "book": book,
            "commitment": commitment,
        });
        file.valid("Framing", comment, input);
    };
    add("a plain one", "fund:x", "north");
    add(
        "a byte moved from the subject to the custodian",
        "fund:",
        "xnorth",
    );
    add(
        "the longest subject and custodian",
        &"~".repeat(256),
        &"!".repeat(128),
    );
    add("the shortest", "x", "y");
    add(
        "a time and digits as custodian",
        "fund:x",
        "2026-11-20T22:00:00Z",
    );
    file
}
