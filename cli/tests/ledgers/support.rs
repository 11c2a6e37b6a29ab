//! A book, and ledgers of a few lines.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use assay_holdings::ledger::{self, Ledger, LedgerError};
use assay_holdings::{Aggregate, Index};
use assay_statement::{Book, Id};
use datafusion::arrow::array::{ArrayRef, Decimal128Array, RecordBatch, StringArray};
use datafusion::parquet::arrow::ArrowWriter;
use tempfile::TempDir;

/// A bill of two decimals, and the CUSIP in it.
pub const BILL: &str = "US912797RS85";
pub const BILL_CUSIP: &str = "912797RS8";
/// A bond in whole units.
pub const BOND: &str = "US912810QT88";
/// Cash with 18 decimals.
pub const CASH: &str = "cash:operating";
/// What another custodian holds.
pub const ELSEWHERE: &str = "cash:elsewhere";

pub fn book() -> Book {
    let row = |custodian: &str, instrument: &str, kind: &str, decimals: u8| {
        let mut row = serde_json::json!({
            "custodian": custodian, "instrument": instrument, "kind": kind, "price": "1", "quantity_decimals": decimals,
        });
        match kind {
            "cash" => row["institution"] = "bank".into(),
            _ => row["maturity"] = "2026-12-03".into(),
        }
        row
    };
    let json = serde_json::json!({
        "assay": "v1", "kind": "book", "subject": "fund", "as_of": "2026-11-20T22:00:00Z", "currency": "USD",
        "shape": {"k": 7, "rules": 4}, "custodians": ["north", "south"],
        "rows": [
            row("south", ELSEWHERE, "cash", 2),
            row("north", BILL, "bill", 2),
            row("north", BOND, "bond", 0),
            row("north", CASH, "cash", 18),
        ]
    });
    assay_statement::parse_document(json.to_string().as_bytes()).unwrap()
}

pub fn index() -> Index {
    Index::new(&book(), "north").unwrap()
}

pub fn id(name: &str) -> Id {
    name.parse().unwrap()
}

/// Totals and number of lines.
pub type Totals = (Vec<u64>, u64);

pub fn totals(sums: &Aggregate) -> Totals {
    (sums.quantities.to_vec(), sums.lines)
}

/// Sums what is at `path`.
pub fn sum(path: &Path) -> Result<Totals, LedgerError> {
    ledger::sum(&Ledger::open(path)?, &index()).map(|sums| totals(&sums))
}

/// Writes one Parquet file.
pub fn write(path: &Path, columns: &[(&str, ArrayRef)]) {
    let batch = RecordBatch::try_from_iter(columns.iter().cloned()).unwrap();
    let mut writer =
        ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

pub fn texts<'a>(values: impl IntoIterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<StringArray>())
}

/// Decimals of 38 digits.
pub fn decimals(scale: i8, values: impl IntoIterator<Item = Option<i128>>) -> ArrayRef {
    let values: Decimal128Array = values.into_iter().collect();
    Arc::new(values.with_precision_and_scale(38, scale).unwrap())
}

/// Sums one Parquet file of these columns.
pub fn sum_columns(columns: &[(&str, ArrayRef)]) -> Result<Totals, LedgerError> {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("ledger.parquet");
    write(&path, columns);
    sum(&path)
}

/// Sums one Parquet file: accounts are made up.
pub fn sum_lines(instruments: &[&str], quantities: ArrayRef) -> Result<Totals, LedgerError> {
    let accounts: Vec<String> = (0..instruments.len()).map(|i| format!("A-{i}")).collect();
    sum_columns(&[
        ("account", texts(accounts.iter().map(|a| Some(a.as_str())))),
        ("instrument", texts(instruments.iter().map(|i| Some(*i)))),
        ("quantity", quantities),
    ])
}
