//! Operation `compile`: book, policy and supply to the program, or the code of the refusal.

mod arithmetic;
mod bands;
mod limits;
mod refused_rules;
mod rules;

use assay_statement::{compile_with_supply, Book, Policy, Supply};
use assay_verifier::ReportError;
use num_bigint::BigInt;
use serde_json::{json, Value};

use crate::operations::{document, edited, outputs, Found};
use crate::vector_file::{Notes, VectorFile};

const AS_OF: &str = "2026-11-20T22:00:00Z";
const SUBJECT: &str = "fund:vectors";

pub fn run(file: &Value, case: &Value) -> Found {
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

/// A row whose price and kind matter; quantities have two decimals.
fn row(custodian: &str, instrument: &str, kind: &str, price: &str) -> Value {
    json!({
        "custodian": custodian, "instrument": instrument, "kind": kind, "price": price, "quantity_decimals": 2,
    })
}

fn dated(custodian: &str, instrument: &str, kind: &str, price: &str, maturity: &str) -> Value {
    let mut row = row(custodian, instrument, kind, price);
    row["maturity"] = maturity.into();
    row
}

fn owed(mut row: Value, institution: &str) -> Value {
    row["institution"] = institution.into();
    row
}

/// One row of each kind and a second one of cash.
fn book() -> Value {
    json!({
        "assay": "v1", "kind": "book", "subject": SUBJECT, "as_of": AS_OF, "currency": "USD",
        "shape": { "k": 8, "rules": 8 },
        "custodians": ["north", "east", "harbor"],
        "rows": [
            dated("north", "bill-13", "bill", "0.99867111", "2026-12-03"),
            dated("north", "note-87", "note", "1.00046875", "2027-02-15"),
            dated("east", "bond-731", "bond", "0.9821", "2028-11-20"),
            dated("east", "tips-181", "tips", "1.0312", "2027-05-20"),
            dated("east", "frn-72", "frn", "1.0001", "2027-01-31"),
            owed(row("north", "operating", "cash", "1"), "first-metropolitan"),
            owed(dated("east", "over-weekend", "repo", "1", "2026-11-23"), "coastal-bank"),
            row("harbor", "mmf", "fund", "1.0002"),
            row("harbor", "other-token", "token", "1"),
            owed(row("harbor", "settlement", "cash", "1"), "first-metropolitan"),
        ],
    })
}

fn policy(rules: Value) -> Value {
    json!({ "assay": "v1", "kind": "policy", "name": "Vectors", "status": "proposed", "rules": rules })
}

fn coverage() -> Value {
    json!({ "rule": "coverage", "min_ratio": "1.00" })
}

fn supply() -> Value {
    json!({
        "assay": "v1", "kind": "supply", "subject": SUBJECT, "as_of": AS_OF, "currency": "USD",
        "value_per_token": "1.00",
        "entries": [book_entry("1000000")],
    })
}

fn book_entry(quantity: &str) -> Value {
    json!({ "entry": "book_entry", "registrar": "transfer-agent", "quantity": quantity })
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

/// A file of these flags.
fn file(comment: &str, flags: &[&str]) -> VectorFile {
    let used: Vec<_> = NOTES
        .into_iter()
        .filter(|(flag, ..)| flags.contains(flag))
        .collect();
    assert_eq!(used.len(), flags.len());
    let list: &Notes = &used;
    let mut file = VectorFile::new("compile", comment, list);
    let documents =
        json!({ "book": book(), "policy": policy(json!([coverage()])), "supply": supply() });
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
    file
}
