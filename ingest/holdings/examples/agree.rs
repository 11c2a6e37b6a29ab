//! Reads the files that `independent/generate.py` made, and compares the quantities: `agree DIRECTORY`.

use std::error::Error;
use std::fs;
use std::io::BufReader;
use std::path::Path;

use assay_holdings::{Collector, Expectation, Format, HoldingsMapping, Index};
use assay_statement::{parse_document, Book};
use serde_json::Value;

const BOOK: &str = include_str!("../../../testkit/inputs/book.json");

fn main() -> Result<(), Box<dyn Error>> {
    let directory = std::env::args().nth(1).ok_or("expected a directory")?;
    let directory = Path::new(&directory);
    let cases: Value = serde_json::from_slice(&fs::read(directory.join("cases.json"))?)?;
    let cases = cases.as_array().ok_or("expected a list of cases")?;
    let mut wrong = 0u32;
    for case in cases {
        let expected = numbers(case, "quantities");
        let found = read(directory, case);
        if found.as_ref().ok() != Some(&expected) {
            wrong += 1;
            let found = found.map_err(|error| error.to_string());
            println!("{}: expected {expected:?}, found {found:?}", case["files"]);
        }
    }
    match (cases.len(), wrong) {
        (0, _) => Err("expected cases, found none".into()),
        (_, 0) => {
            println!(
                "{} cases of independent software are read exactly",
                cases.len()
            );
            Ok(())
        }
        (all, _) => Err(format!("{wrong} of {all} cases are read otherwise").into()),
    }
}

/// What the files of a case add up to.
fn read(directory: &Path, case: &Value) -> Result<Vec<u64>, Box<dyn Error>> {
    let mut book: Book = parse_document(BOOK.as_bytes())?;
    for (row, decimals) in book.rows.iter_mut().zip(numbers(case, "decimals")) {
        row.quantity_decimals = u8::try_from(decimals)?;
    }
    let mapping = match &case["mapping"] {
        Value::Null => None,
        mapping => {
            let mapping: HoldingsMapping = parse_document(mapping.to_string().as_bytes())?;
            mapping.validate()?;
            Some(mapping)
        }
    };
    let mut expected = Expectation::new(&book, mapping);
    expected.as_of = case["as_of"].as_str().unwrap_or_default().parse()?;
    let index = Index::new(&book, "northbank")?;
    let files: Vec<&str> = case["files"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut collector = Collector::new(&expected, &index, files.len());
    for (number, name) in files.iter().enumerate() {
        let start = fs::read(directory.join(name))?;
        let format = Format::recognise(&start)?;
        collector.read(number, format, BufReader::new(start.as_slice()))?;
    }
    let collected = collector.finish().map_err(|(_file, error)| error)?;
    Ok(collected.sums.quantities.to_vec())
}

fn numbers(case: &Value, field: &str) -> Vec<u64> {
    let list = case[field].as_array().into_iter().flatten();
    list.filter_map(Value::as_u64).collect()
}
