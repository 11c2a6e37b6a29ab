//! Writes every report vector as files, for the bindings of other languages:
//!
//!     cargo run -p assay-json --example cases -- DIR [REPORT...]
//!
//! | file | what |
//! |---|---|
//! | `ID/report.json`, `ID/registry.json`, `ID/options.json` | what a verifier is given |
//! | `cases.json` | the report vectors: a list of `{id, comment, result, error}` |
//! | `inputs.json` | the same of inputs that are no documents, numbered from 1001 |
//! | `suite.json` | the same of reports of the suite bls12-381, numbered from 5001 |
//! | `without-suite.json` | what a verifier without this suite finds of them |
//! | `cases.txt` | all but the last, one a line: `ID valid -` or `ID invalid CODE` |
//! | `call.bin` | a call that verifies: the proof of `report/report.json` |
//! | `call-NAME.bin` | that of each `REPORT`, a file `NAME.json` |
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use assay_statement::{parse_document, Report};
use assay_testkit::embedder::{cases, inputs, suite_cases, suite_cases_without_the_suite, Case};
use assay_testkit::vectors::text;
use assay_verifier::envelope::envelope_of;
use serde_json::{json, Value};

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

fn write_call(path: &Path, report: &[u8]) {
    let report: Report = parse_document(report).unwrap();
    fs::write(path, envelope_of(&report).unwrap()).unwrap();
}

fn main() {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let Some(dir) = arguments.next() else {
        eprintln!("usage: cases DIR [REPORT...]");
        std::process::exit(2);
    };
    let dir = dir.as_path();
    let (vectors, inputs, suite) = (cases(), inputs(), suite_cases());
    for (name, list) in [
        ("cases.json", &vectors),
        ("inputs.json", &inputs),
        ("suite.json", &suite),
        ("without-suite.json", &suite_cases_without_the_suite()),
    ] {
        list.iter().for_each(|case| write(dir, case));
        let entries: Vec<Value> = list.iter().map(listed).collect();
        fs::write(dir.join(name), format!("{:#}\n", Value::from(entries))).unwrap();
    }
    let lines: String = vectors
        .iter()
        .chain(&inputs)
        .chain(&suite)
        .map(line)
        .collect();
    fs::write(dir.join("cases.txt"), lines).unwrap();
    write_call(&dir.join("call.bin"), text("report/report.json").as_bytes());
    for report in arguments {
        let name = report.file_stem().unwrap().to_string_lossy();
        write_call(
            &dir.join(format!("call-{name}.bin")),
            &fs::read(&report).unwrap(),
        );
    }
}
