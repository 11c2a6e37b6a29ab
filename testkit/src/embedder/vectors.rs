//! The report vectors, edited, as texts.

use serde_json::{json, Value};

use super::case::Case;
use crate::patch::{apply, Edit};
use crate::vectors::text;

/// The cases of `report/vectors.json`.
pub fn cases() -> Vec<Case> {
    let parsed = |name: &str| -> Value { serde_json::from_str(&text(name)).unwrap() };
    let (file, registry) = (
        parsed("report/vectors.json"),
        parsed("report/registry.json"),
    );
    let case = |case: &Value| {
        let field = |name: &str| case[name].as_str().unwrap();
        let mut input = json!({
            "report": parsed(&format!("report/{}", field("report"))), "registry": registry, "options": {},
        });
        let edits: Vec<Edit> = serde_json::from_value(case["edit"].clone()).unwrap();
        apply(&mut input, &edits);
        Case {
            id: case["id"].as_u64().unwrap(),
            comment: field("comment").into(),
            report: input["report"].to_string(),
            registry: input["registry"].to_string(),
            options: input["options"].to_string(),
            expected: match field("result") {
                "valid" => Ok(()),
                _ => Err(field("error").into()),
            },
        }
    };
    file["cases"].as_array().unwrap().iter().map(case).collect()
}
