//! Writes every report vector as files, for the bindings of other languages:
//!
//!     cargo run -p assay-json --example cases -- DIR
//!
//! | file | what |
//! |---|---|
//! | `ID/report.json`, `ID/registry.json`, `ID/options.json` | what a verifier is given |
//! | `cases.json` | the report vectors: a list of `{id, comment, result, error}` |
//! | `inputs.json` | the same of inputs that are no documents, numbered from 1001 |
//! | `cases.txt` | both, one a line: `ID valid -` or `ID invalid CODE` |
//! | `call.bin` | a call that verifies: the proof of `report/report.json` |
#![allow(clippy::unwrap_used)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::Path;

use assay_statement::{parse_document, Report};
use assay_verifier::call::call_of;
use serde_json::{json, Value};
use support::{cases, inputs, text, Case};

fn write(dir: &Path, case: &Case) {
    let folder = dir.join(case.id.to_string());
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in [
        ("report", &case.report),
        ("registry", &case.registry),
        ("options", &case.options),
    ] {
        fs::write(folder.join(format!("{name}.json")), text).unwrap();
    }
}

fn listed(case: &Case) -> Value {
    let mut entry = json!({ "id": case.id, "comment": case.comment, "result": "valid" });
    if let Err(code) = &case.expected {
        entry["result"] = "invalid".into();
        entry["error"] = code.as_str().into();
    }
    entry
}

fn line(case: &Case) -> String {
    match &case.expected {
        Ok(()) => format!("{} valid -\n", case.id),
        Err(code) => format!("{} invalid {code}\n", case.id),
    }
}

fn main() {
    let Some(dir) = std::env::args_os().nth(1) else {
        eprintln!("usage: cases DIR");
        std::process::exit(2);
    };
    let dir = Path::new(&dir);
    let (vectors, inputs) = (cases(), inputs());
    for (name, list) in [("cases.json", &vectors), ("inputs.json", &inputs)] {
        list.iter().for_each(|case| write(dir, case));
        let entries: Vec<Value> = list.iter().map(listed).collect();
        fs::write(dir.join(name), format!("{:#}\n", Value::from(entries))).unwrap();
    }
    let lines: String = vectors.iter().chain(&inputs).map(line).collect();
    fs::write(dir.join("cases.txt"), lines).unwrap();
    let report: Report = parse_document(text("report/report.json").as_bytes()).unwrap();
    fs::write(dir.join("call.bin"), call_of(&report).unwrap()).unwrap();
}
