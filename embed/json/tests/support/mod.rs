//! Every report vector as the three texts that an embedder is given, and texts that are none.

use std::path::{Path, PathBuf};

use serde_json::{json, Value};

#[path = "../../../../prover/tests/vectors/patch.rs"]
#[allow(dead_code)]
mod patch;

/// One call and its verdict.
pub struct Case {
    pub id: u64,
    pub comment: String,
    pub report: String,
    pub registry: String,
    pub options: String,
    /// The code of the refusal.
    pub expected: Result<(), String>,
}

/// A file of `test-vectors/`.
pub fn vectors(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../test-vectors")
        .join(name)
}

/// The text of one.
pub fn text(name: &str) -> String {
    std::fs::read_to_string(vectors(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

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
        let edits: Vec<patch::Edit> = serde_json::from_value(case["edit"].clone()).unwrap();
        patch::apply(&mut input, &edits);
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

/// Inputs that JSON Patch cannot make, one of the three at a time. Their numbers begin at 1001.
pub fn inputs() -> Vec<Case> {
    let good = [
        text("report/report.json"),
        text("report/registry.json"),
        "{}".into(),
    ];
    let supply = text("report/supply.json");
    let twice = |text: &str, field: &str| text.replacen('{', &format!("{{\n  {field},"), 1);
    let deep = format!("{}1{}", r#"{"supply":"#.repeat(200), "}".repeat(200));
    let list: Vec<(&str, usize, String, &str)> = vec![
        ("in order", 2, "{}".into(), ""),
        ("no options at all", 2, "".into(), ""),
        ("options: white space around", 2, " \n{ }\n".into(), ""),
        (
            "options: an expected supply",
            2,
            format!("{{\"supply\": {supply}}}"),
            "",
        ),
        ("report: empty", 0, "".into(), "malformed"),
        (
            "report: cut short",
            0,
            good[0][..good[0].len() / 2].into(),
            "malformed",
        ),
        (
            "report: a field twice",
            0,
            twice(&good[0], r#""assay": "v1""#),
            "malformed",
        ),
        (
            "report: something after it",
            0,
            good[0].clone() + "{}",
            "malformed",
        ),
        (
            "report: NUL after it",
            0,
            good[0].clone() + "\0",
            "malformed",
        ),
        (
            "report: a byte order mark",
            0,
            format!("\u{feff}{}", good[0]),
            "malformed",
        ),
        ("report: a registry", 0, good[1].clone(), "malformed"),
        ("registry: empty", 1, "".into(), "registry-malformed"),
        (
            "registry: a report",
            1,
            good[0].clone(),
            "registry-malformed",
        ),
        (
            "registry: a field twice",
            1,
            twice(&good[1], r#""kind": "registry""#),
            "registry-malformed",
        ),
        (
            "registry: cut short",
            1,
            good[1][..good[1].len() / 2].into(),
            "registry-malformed",
        ),
        ("options: a list", 2, "[]".into(), "options-malformed"),
        ("options: null", 2, "null".into(), "options-malformed"),
        (
            "options: white space only",
            2,
            " ".into(),
            "options-malformed",
        ),
        (
            "options: an unknown field",
            2,
            r#"{"max_age": 3600}"#.into(),
            "options-malformed",
        ),
        (
            "options: a field that is null",
            2,
            r#"{"now": null}"#.into(),
            "options-malformed",
        ),
        (
            "options: a field twice",
            2,
            r#"{"previous": "none", "previous": "none"}"#.into(),
            "options-malformed",
        ),
        (
            "options: something after them",
            2,
            "{} {}".into(),
            "options-malformed",
        ),
        (
            "options: a time with an offset",
            2,
            r#"{"now": "2026-03-31T21:00:00+00:00"}"#.into(),
            "options-malformed",
        ),
        (
            "options: an age with a fraction",
            2,
            r#"{"now": "2026-03-31T21:00:00Z", "max_age_seconds": 1.0}"#.into(),
            "options-malformed",
        ),
        (
            "options: an age below zero",
            2,
            r#"{"now": "2026-03-31T21:00:00Z", "max_age_seconds": -1}"#.into(),
            "options-malformed",
        ),
        (
            "options: an age in a string",
            2,
            r#"{"now": "2026-03-31T21:00:00Z", "max_age_seconds": "1"}"#.into(),
            "options-malformed",
        ),
        (
            "options: no digest",
            2,
            r#"{"previous": "first"}"#.into(),
            "options-malformed",
        ),
        (
            "options: a digest in upper case",
            2,
            format!("{{\"policy\": \"{}\"}}", "AB".repeat(32)),
            "options-malformed",
        ),
        (
            "options: a policy that is a supply",
            2,
            format!("{{\"policy\": {supply}}}"),
            "options-malformed",
        ),
        (
            "options: a supply that is a digest",
            2,
            format!("{{\"supply\": \"{}\"}}", "ab".repeat(32)),
            "options-malformed",
        ),
        (
            "options: a field twice in the supply",
            2,
            format!("{{\"supply\": {}}}", twice(&supply, r#""assay": "v1""#)),
            "options-malformed",
        ),
        (
            "options: an unknown field in the supply",
            2,
            format!("{{\"supply\": {}}}", twice(&supply, r#""more": "v1""#)),
            "options-malformed",
        ),
        ("options: nested too deep", 2, deep, "options-malformed"),
        (
            "options: an age without a clock",
            2,
            r#"{"max_age_seconds": 3600}"#.into(),
            "no-clock",
        ),
    ];
    let case = |(number, (comment, which, text, code)): (usize, (&str, usize, String, &str))| {
        let mut three = good.clone();
        three[which] = text;
        let [report, registry, options] = three;
        Case {
            id: 1001 + number as u64,
            comment: comment.into(),
            report,
            registry,
            options,
            expected: if code.is_empty() {
                Ok(())
            } else {
                Err(code.into())
            },
        }
    };
    list.into_iter().enumerate().map(case).collect()
}
