//! The form of `report/vectors.json`.

use assay_testkit::patch::Edit;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::vector_file::Note;

/// The file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vectors {
    pub operation: String,
    pub comment: String,
    pub registry: String,
    pub options: Value,
    pub notes: Vec<Note>,
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub id: u32,
    pub comment: String,
    pub flags: Vec<String>,
    pub report: String,
    pub edit: Vec<Edit>,
    pub result: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}
