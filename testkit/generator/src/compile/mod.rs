//! Operation `compile`: book, policy and supply to the program, or the code of the refusal.

mod arithmetic;
mod bands;
mod base;
mod business_days;
mod dates;
mod income;
mod limits;
mod lists;
mod owed;
mod refused_dates;
mod refused_income;
mod refused_rules;
mod rules;

use assay_statement::{compile_with_supply, Book, Policy, Supply};
use assay_verifier::ReportError;
use num_bigint::BigInt;
use serde_json::{json, Value};

use self::base::{book, coverage, policy, supply};
use crate::operation::{document, edited, outputs, Found, Operation};
use crate::vector_file::{Notes, VectorFile};

/// The operation of these cases.
pub const OPERATION: Operation = Operation {
    name: "compile",
    run,
};

fn run(file: &Value, case: &Value) -> Found {
    let documents = edited(&file["documents"], case);
    let book: Book = document(&documents["book"])?;
    let policy: Policy = document(&documents["policy"])?;
    let supply: Supply = document(&documents["supply"])?;
    let compiled = compile_with_supply(&book, &policy, &supply)
        .map_err(|error| ReportError::Compile(error).code().to_string())?;
    let program = &compiled.program;
    let inequality =
        |(what, rule): (&assay_statement::Inequality, &assay_statement::ProgramRule)| {
            json!({
                "rule": what.rule,
                "multipliers": rule.multipliers,
                "bound": BigInt::from(rule.bound).to_string(),
            })
        };
    let inequalities = compiled.inequalities.iter().zip(&program.rules);
    Ok(outputs(json!({
        "scale": compiled.scale,
        "row_values": program.rows.iter().map(|row| row.value.to_string()).collect::<Vec<_>>(),
        "inequalities": inequalities.map(inequality).collect::<Vec<_>>(),
        "program": hex::encode(program.to_bytes().unwrap()),
    })))
}

const NOTES: [(&str, &str, &str); 6] = [
    (
        "Normal",
        "Computes another program than everybody else.",
        "Honest reports are lost, or other limits are proved than those published.",
    ),
    (
        "Rounding",
        "Rounds a requirement down or a limit up, adds one where nothing is to be rounded, or goes through floats.",
        "A shortfall passes, or an honest report is lost.",
    ),
    (
        "Boundary",
        "Takes an interval without its ends, or with more.",
        "Rows count that should not, or honest reports are lost.",
    ),
    (
        "Overflow",
        "Lets a value, multiplier or bound grow beyond what the relation can hold.",
        "Integers wrap: reserves that do not exist are proved.",
    ),
    (
        "Calendar",
        "Counts days otherwise: by seconds, by local time, without leap days.",
        "Haircuts and maturities are those of another day.",
    ),
    (
        "Validity",
        "Compiles documents that make no sense.",
        "What is proved is not what people read.",
    ),
];

/// A file of these flags, whose cases edit the book of ten rows.
fn file(comment: &str, flags: &[&str]) -> VectorFile {
    let documents =
        json!({ "book": book(), "policy": policy(json!([coverage()])), "supply": supply() });
    file_of(comment, flags, documents)
}

/// A file of these flags, whose cases edit these documents.
fn file_of(comment: &str, flags: &[&str], documents: Value) -> VectorFile {
    let used: Vec<_> = NOTES
        .into_iter()
        .filter(|(flag, ..)| flags.contains(flag))
        .collect();
    assert_eq!(used.len(), flags.len());
    let list: &Notes = &used;
    let mut file = VectorFile::new(OPERATION, comment, list);
    file.share("documents", documents);
    file
}

pub fn arithmetic_file() -> VectorFile {
    let mut file = file(
        "Each case edits the documents by JSON Patch: scale, row values, amounts to cover, bounds, limits of integers.",
        &[
            "Normal", "Rounding", "Boundary", "Overflow", "Calendar", "Validity",
        ],
    );
    arithmetic::add_to(&mut file);
    limits::add_to(&mut file);
    owed::add_amounts_to(&mut file);
    file
}

pub fn rules_file() -> VectorFile {
    let mut file = file(
        "Each case edits the documents by JSON Patch: what each kind of rule compiles to.",
        &["Normal", "Rounding", "Boundary", "Validity"],
    );
    rules::add_to(&mut file);
    refused_rules::add_to(&mut file);
    bands::add_to(&mut file);
    lists::add_to(&mut file);
    owed::add_rules_to(&mut file);
    file
}

pub fn dates_file() -> VectorFile {
    let mut file = file_of(
        "Each case edits the documents by JSON Patch: resets, demand dates, agency debt, and the days that rules count.",
        &["Normal", "Boundary", "Calendar", "Validity"],
        dates::documents(),
    );
    dates::add_to(&mut file);
    business_days::add_to(&mut file);
    refused_dates::add_to(&mut file);
    file
}

pub fn income_file() -> VectorFile {
    let mut file = file_of(
        "Each case edits the documents by JSON Patch: income of what was held throughout, and what was distributed.",
        &[
            "Normal", "Rounding", "Boundary", "Overflow", "Calendar", "Validity",
        ],
        income::documents(),
    );
    income::add_to(&mut file);
    refused_income::add_to(&mut file);
    file
}
