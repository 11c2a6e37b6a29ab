//! Operation `attestation`: the attestations of a book against a registry.

mod base;
mod cases;
pub mod messages;

use assay_statement::{Attestation, Book, Registry};
use assay_verifier::{check_attestations, AttestedBook, ReportError, RustSignatures};
use serde_json::{json, Value};

use crate::operation::{document, edited, outputs, Found, Operation};
use crate::vector_file::{Notes, VectorFile};

/// The operation of these cases.
pub const OPERATION: Operation = Operation {
    name: "attestation",
    run,
};

fn run(file: &Value, case: &Value) -> Found {
    let documents = edited(&file["documents"], case);
    let book: Book = document(&documents["book"])?;
    let registry: Registry = document(&documents["registry"])?;
    let list = documents["attestations"].as_array().unwrap().iter();
    let attestations: Vec<Attestation> = list.map(document).collect::<Result<_, _>>()?;
    registry
        .validate()
        .map_err(|error| ReportError::Registry(error).code().to_string())?;
    let attested = AttestedBook::of(&book, None).unwrap();
    let signed = check_attestations(&attested, &attestations, &registry, &RustSignatures)
        .map_err(|error| error.code().to_string())?;
    let signed: Vec<Value> = signed
        .iter()
        .map(|s| json!({ "custodian": s.custodian, "needed": s.needed, "found": s.found }))
        .collect();
    Ok(outputs(json!({ "signed": signed })))
}

const NOTES: &Notes = &[
    (
        "Normal",
        "Refuses what is in order.",
        "Honest reports are lost.",
    ),
    (
        "Threshold",
        "Counts a signature that does not count, counts one twice, or counts too few as enough.",
        "Fewer people than the registry asks for sign for holdings.",
    ),
    (
        "Validity",
        "Takes a key outside its time, or not at the ends of it.",
        "A key that was lost or retired signs, or honest reports are lost.",
    ),
    (
        "TrustRoot",
        "Takes a key that the registry does not list for this custodian, or a registry that makes no sense.",
        "The issuer signs for its custodians, or one custodian for another.",
    ),
    (
        "Who",
        "Takes attestations that are not those of the book's custodians, each once and in order.",
        "A custodian's holdings count twice or under another's tag, or nobody vouches for them.",
    ),
    (
        "Binding",
        "Does not check that an attestation is about this book, or that the signature covers it all.",
        "An old attestation, or one about other holdings, is used again.",
    ),
    (
        "Signature",
        "Stops when the threshold is reached, or takes a signature that is none.",
        "Reports with rubbish in them pass at one verifier and not at another.",
    ),
];

pub fn file() -> VectorFile {
    let mut file = VectorFile::new(OPERATION,
        "Each case edits the book, the attestations and the registry by JSON Patch: who signed, or why the attestations \
         are refused. Signing keys are 32 times one byte, known to everyone.",
        NOTES,
    );
    cases::add_to(&mut file);
    file
}
