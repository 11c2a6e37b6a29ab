//! What the cases of an operation ask for, and helpers to read and answer them.

use assay_statement::{parse_document, Document};
use assay_testkit::patch::{apply, Edit};
use serde_json::{Map, Value};

/// The outputs, or the code of the refusal.
pub type Found = Result<Map<String, Value>, String>;

/// What is done with each case of a file.
#[derive(Clone, Copy)]
pub struct Operation {
    /// The name that files have it by.
    pub name: &'static str,
    /// Runs a case, the second; the first is the file that it is in, for what cases share.
    pub run: fn(&Value, &Value) -> Found,
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
