//! All files of vectors: what the code makes of them, what they must hold, and that each case comes out as it says.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde_json::{Map, Value};

use crate::files::{holds, path, read};
use crate::operation::text;
use crate::operations::{self, OPERATIONS};
use crate::report::{all_rules, bands, bls12_381, cases, income, owed};
use crate::vector_file::VectorFile;
use crate::{attestation, commitment, compile, documents, program, proof, signature};

/// Names and texts of all files of cases, made once.
fn made() -> &'static [(String, String)] {
    static MADE: OnceLock<Vec<(String, String)>> = OnceLock::new();
    MADE.get_or_init(|| {
        let one = |name: &str, file: VectorFile| (name.to_string(), file);
        let mut files = vec![
            one("attestation/attestations.json", attestation::file()),
            one("attestation/messages.json", attestation::messages::file()),
            one("commitment/commitments.json", commitment::file()),
            one("commitment/generators.json", commitment::generators::file()),
            one("commitment/points.json", commitment::points::file()),
            one("compile/arithmetic.json", compile::arithmetic_file()),
            one("compile/rules.json", compile::rules_file()),
            one("compile/dates.json", compile::dates_file()),
            one("compile/income.json", compile::income_file()),
            one("documents/canonical.json", documents::canonical::file()),
            one("documents/documents.json", documents::document::file()),
            one("documents/parse.json", documents::parse::file()),
            one("program/programs.json", program::file()),
            one("proof/contexts.json", proof::contexts::file()),
        ];
        files.extend(proof::files());
        files.extend(signature::files());
        let mut texts: Vec<(String, String)> = files
            .iter()
            .map(|(name, file)| (name.clone(), pretty(file)))
            .collect();
        texts.push(("report/vectors.json".into(), pretty(&cases::cases())));
        let of_suite = "report/bls12-381/vectors.json";
        texts.push((of_suite.into(), pretty(&bls12_381::cases())));
        texts
    })
}

fn pretty<T: serde::Serialize>(file: &T) -> String {
    format!("{}\n", serde_json::to_string_pretty(file).unwrap())
}

/// Every file with cases, as it is on disk.
pub fn all() -> Vec<(String, Value)> {
    the_files_are_those_of_the_code();
    let files = json_files().into_iter();
    let read = |name: String| {
        let value: Value = serde_json::from_str(&read(&name)).unwrap();
        value["cases"].is_array().then_some((name, value))
    };
    files.filter_map(read).collect()
}

/// Names of all JSON files but the schemas and the reference verifier's.
pub fn json_files() -> Vec<String> {
    fn walk(folder: &str, names: &mut Vec<String>) {
        for entry in std::fs::read_dir(path(folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let name = if folder.is_empty() {
                name
            } else {
                format!("{folder}/{name}")
            };
            if entry.file_type().unwrap().is_dir() {
                if !["schemas", "reference"].contains(&name.as_str()) {
                    walk(&name, names);
                }
            } else if name.ends_with(".json") {
                names.push(name);
            }
        }
    }
    let mut names = Vec::new();
    walk("", &mut names);
    names.sort();
    names
}

/// Every file with cases, and every report with a seed, holds what the code makes of it.
pub fn the_files_are_those_of_the_code() {
    all_rules::all_rules_are_those_of_the_code();
    bands::bands_are_those_of_the_code();
    owed::payables_are_those_of_the_code();
    income::income_is_that_of_the_code();
    bls12_381::reports_are_those_of_the_code();
    for (name, text) in made() {
        holds(name, text);
    }
}

/// Every case comes out as it says, from the files alone.
pub fn every_vector_gives_its_result() {
    let mut wrong = String::new();
    for (name, file) in all() {
        let operation = text(&file, "operation");
        for case in file["cases"].as_array().unwrap() {
            if let Err(why) = outcome(operation, &file, case) {
                wrong += &format!("\n{name}, {} ({}): {why}", case["id"], case["comment"]);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a case says that comes of it, against what does.
fn outcome(operation: &str, file: &Value, case: &Value) -> Result<(), String> {
    let found = operations::run(operation, file, case);
    let same = match (text(case, "result"), &found) {
        ("valid", Ok(output)) => case.get("error").is_none() && holds_all(case, output),
        // The one operation whose refusals have no code.
        ("invalid", Err(_)) if operation == "parse" => case.get("error").is_none(),
        ("invalid", Err(code)) => case["error"] == **code,
        _ => false,
    };
    match same {
        true => Ok(()),
        false => Err(format!("found {found:?}")),
    }
}

/// The case has these outputs.
fn holds_all(case: &Value, output: &Map<String, Value>) -> bool {
    output.iter().all(|(name, value)| case[name] == *value)
}

/// Every operation has its number of files, and there are no other files with cases.
pub fn there_are_enough_of_every_operation() {
    let files = all();
    let (mut valid, mut invalid) = (0, 0);
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, file) in &files {
        let cases = file["cases"].as_array().unwrap();
        let good = cases
            .iter()
            .filter(|case| case["result"] == "valid")
            .count();
        println!("{name}: {good} valid, {} invalid", cases.len() - good);
        valid += good;
        invalid += cases.len() - good;
        *found.entry(text(file, "operation")).or_default() += 1;
    }
    println!("all: {valid} valid, {invalid} invalid");
    assert!(valid + invalid >= 150, "{valid} and {invalid}");
    assert!(invalid >= 100, "{invalid}");
    let operations = OPERATIONS.map(|(operation, files)| (operation.name, files));
    assert_eq!(found, BTreeMap::from(operations));
    let names: Vec<String> = files.into_iter().map(|(name, _)| name).collect();
    let mut expected: Vec<String> = made().iter().map(|(name, _)| name.clone()).collect();
    expected.sort();
    assert_eq!(names, expected);
}

/// In each file ids, comments and flags are there once, and every flag is used and explained.
pub fn ids_are_unique_and_flags_explained() {
    for (name, file) in all() {
        let cases = file["cases"].as_array().unwrap();
        let ids: BTreeSet<u64> = cases.iter().map(|c| c["id"].as_u64().unwrap()).collect();
        assert_eq!(ids.len(), cases.len(), "{name}: an id twice");
        let comments: BTreeSet<&str> = cases.iter().map(|c| text(c, "comment")).collect();
        assert_eq!(comments.len(), cases.len(), "{name}: a comment twice");
        let notes = file["notes"].as_array().unwrap();
        let explained: BTreeSet<&str> = notes.iter().map(|n| text(n, "flag")).collect();
        assert_eq!(
            explained.len(),
            notes.len(),
            "{name}: a flag explained twice"
        );
        let used: BTreeSet<&str> = cases
            .iter()
            .flat_map(|c| c["flags"].as_array().unwrap())
            .map(|flag| flag.as_str().unwrap())
            .collect();
        assert_eq!(used, explained, "{name}");
        assert!(
            cases
                .iter()
                .all(|c| !c["flags"].as_array().unwrap().is_empty()),
            "{name}"
        );
    }
}

/// Two cases with the same input would be one.
pub fn no_case_is_there_twice() {
    for (name, file) in all() {
        let mut inputs = BTreeSet::new();
        for case in file["cases"].as_array().unwrap() {
            let mut input = case.as_object().unwrap().clone();
            for about in ["id", "comment", "flags"] {
                input.remove(about);
            }
            let input = Value::Object(input).to_string();
            assert!(inputs.insert(input), "{name}: {} again", case["comment"]);
        }
    }
}
