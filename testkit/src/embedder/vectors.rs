//! The report vectors, edited, as texts.

use serde_json::{json, Value};

use super::case::Case;
use crate::patch::{apply, Edit};
use crate::vectors::text;

/// The first number of the cases of the suite `bls12-381`.
const SUITE_CASES: u64 = 5001;

/// What a verifier without a suite finds before it looks at the suite.
const BEFORE_THE_SUITE: [&str; 3] = ["malformed", "registry-invalid", "wrong-subject"];

/// The cases of `report/vectors.json`.
pub fn cases() -> Vec<Case> {
    of_file("report/vectors.json")
        .into_iter()
        .map(|(case, _)| case)
        .collect()
}

/// The cases of `report/bls12-381/vectors.json`, numbered from 5001.
pub fn suite_cases() -> Vec<Case> {
    let cases = of_file("report/bls12-381/vectors.json").into_iter();
    cases
        .map(|(case, _)| Case {
            id: case.id + SUITE_CASES - 1,
            ..case
        })
        .collect()
}

/// The same, as a verifier without the suite finds them: that it does not support it, unless something else comes first.
pub fn suite_cases_without_the_suite() -> Vec<Case> {
    let found = of_file("report/bls12-381/vectors.json").into_iter();
    let found = found.map(|(_, of_suite)| of_suite);
    let cases = suite_cases().into_iter().zip(found);
    cases
        .map(|(case, of_suite)| {
            let code = case.expected.as_ref().err().map(String::as_str);
            let before = code.is_some_and(|code| BEFORE_THE_SUITE.contains(&code));
            match of_suite && !before {
                true => Case {
                    expected: Err("suite-not-supported".into()),
                    ..case
                },
                false => case,
            }
        })
        .collect()
}

/// The cases of a file, and whether the book of each is of a suite that it names.
fn of_file(name: &str) -> Vec<(Case, bool)> {
    let parsed = |name: &str| -> Value { serde_json::from_str(&text(name)).unwrap() };
    let file = parsed(name);
    let in_folder = |value: &Value| parsed(&format!("report/{}", value.as_str().unwrap()));
    let registry = in_folder(&file["registry"]);
    let case = |case: &Value| {
        let field = |name: &str| case[name].as_str().unwrap();
        let mut input = json!({
            "report": in_folder(&case["report"]), "registry": registry, "options": {},
        });
        let edits: Vec<Edit> = serde_json::from_value(case["edit"].clone()).unwrap();
        apply(&mut input, &edits);
        let of_suite = input["report"]["book"]["suite"].is_string();
        let case = Case {
            id: case["id"].as_u64().unwrap(),
            comment: field("comment").into(),
            report: input["report"].to_string(),
            registry: input["registry"].to_string(),
            options: input["options"].to_string(),
            expected: match field("result") {
                "valid" => Ok(()),
                _ => Err(field("error").into()),
            },
        };
        (case, of_suite)
    };
    file["cases"].as_array().unwrap().iter().map(case).collect()
}
