//! What a case of each operation asks for, and what this implementation finds.

use assay_statement::{parse_document, Document};
use serde_json::{Map, Value};

use crate::patch::{apply, Edit};
use crate::{
    attestation, canonical, commitment, compile, documents, parsing, programs, proof, reports,
    signature,
};

/// The outputs, or the code of the refusal.
pub type Found = Result<Map<String, Value>, String>;

/// Every operation, and how many files are of it.
pub const OPERATIONS: [(&str, usize); 14] = [
    ("attestation", 1),
    ("canonical", 1),
    ("commitment", 1),
    ("compile", 2),
    ("context", 1),
    ("document", 1),
    ("hash-to-curve", 1),
    ("message", 1),
    ("parse", 1),
    ("point", 1),
    ("program", 1),
    ("proof", 3),
    ("report", 1),
    ("signature", 3),
];

/// Runs a case. `file` is the file that it is in, for what cases share.
pub fn run(operation: &str, file: &Value, case: &Value) -> Found {
    match operation {
        "attestation" => attestation::run(file, case),
        "canonical" => canonical::run(case),
        "commitment" => commitment::run(case),
        "compile" => compile::run(file, case),
        "context" => proof::contexts::run(case),
        "document" => documents::run(case),
        "hash-to-curve" => commitment::generators::run(case),
        "message" => attestation::messages::run(case),
        "parse" => parsing::run(case),
        "point" => commitment::points::run(case),
        "program" => programs::run(case),
        "proof" => proof::run(file, case),
        "report" => reports::run(case),
        "signature" => signature::run(file, case),
        other => panic!("unknown operation {other}"),
    }
}

/// `shared` after the edit of the case.
pub fn edited(shared: &Value, case: &Value) -> Value {
    let mut value = shared.clone();
    let edits: Vec<Edit> = serde_json::from_value(case["edit"].clone()).unwrap();
    apply(&mut value, &edits);
    value
}

/// A document, read strictly.
pub fn document<D: Document>(value: &Value) -> Result<D, String> {
    parse_document(value.to_string().as_bytes()).map_err(|_| "malformed".into())
}

/// A field that is text.
#[track_caller]
pub fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field]
        .as_str()
        .unwrap_or_else(|| panic!("no text {field}"))
}

/// A field of bytes in hex.
#[track_caller]
pub fn bytes(value: &Value, field: &str) -> Vec<u8> {
    hex::decode(text(value, field)).unwrap()
}

/// Outputs from a JSON object.
pub fn outputs(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        other => panic!("{other} is no object"),
    }
}
