//! What can be wrong with a ledger.

use std::io;
use std::path::PathBuf;

use assay_statement::{steers, Id};
use datafusion::error::DataFusionError;
use thiserror::Error;

use crate::holdings_error::HoldingsError;

/// What is wrong with a ledger. Messages name instruments, never accounts or quantities.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// A file or directory cannot be read.
    #[error("{}: cannot read: {kind}", path.display())]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// The kind of the system's error.
        kind: io::ErrorKind,
    },
    /// The directory has no Parquet file.
    #[error("{}: expected a file ending in .parquet, found none", path.display())]
    NoFiles {
        /// The directory.
        path: PathBuf,
    },
    /// The directory has something else than Parquet files, which might hold further lines.
    #[error("{}: expected only files ending in .parquet in a ledger's directory (or names that begin with \"_\" or \".\"), found this", path.display())]
    Stray {
        /// What is there.
        path: PathBuf,
    },
    /// The first line of a CSV file is not the header.
    #[error(transparent)]
    Header(#[from] HoldingsError),
    /// There is no such column.
    #[error("expected the columns account, instrument and quantity, found no {column}")]
    NoColumn {
        /// The column.
        column: &'static str,
    },
    /// A column has a type that cannot be read, or not exactly.
    #[error("{column}: expected {expected}, found {found}")]
    ColumnType {
        /// The column.
        column: &'static str,
        /// The types it may have.
        expected: &'static str,
        /// The type it has, as Arrow calls it.
        found: String,
    },
    /// A column has one type in one file and another in the next.
    #[error("{}: {column}: expected {expected} as in the files before it, found {found}", path.display())]
    Disagree {
        /// The file.
        path: PathBuf,
        /// The column.
        column: &'static str,
        /// Its type in the first file, as Arrow calls it.
        expected: String,
        /// Its type in this file.
        found: String,
    },
    /// A line has no account.
    #[error("account: expected a name on every line, found a line for {instrument} without one")]
    NoAccount {
        /// The row's instrument.
        instrument: Id,
    },
    /// A field of a CSV file goes over several lines.
    #[error("account: expected a name on one line, found a line break in one for {instrument}; a quote may be missing")]
    LineBreak {
        /// The row's instrument.
        instrument: Id,
    },
    /// An ISIN or CUSIP whose check digit is wrong.
    #[error("instrument: expected an ISIN or CUSIP with a right check digit, found \"{found}\"")]
    CheckDigit {
        /// What is there.
        found: String,
    },
    /// No row of the book holds the instrument for this custodian.
    #[error("instrument: expected one that the book lists for {custodian}, found \"{found}\"; correct the ledger, or make the book with it")]
    NoRow {
        /// What is there.
        found: String,
        /// The custodian.
        custodian: Id,
    },
    /// A line has no quantity.
    #[error("quantity: expected one on every line, found a line for {instrument} without one")]
    NoQuantity {
        /// The row's instrument.
        instrument: Id,
    },
    /// A quantity is below zero.
    #[error("quantity: expected zero or more for {instrument}, found a negative number; short positions cannot back anything")]
    Negative {
        /// The row's instrument.
        instrument: Id,
    },
    /// A quantity in text is no plain decimal.
    #[error("quantity: expected digits with an optional decimal point for {instrument}, found something else")]
    Malformed {
        /// The row's instrument.
        instrument: Id,
    },
    /// A quantity has more decimals than its row.
    #[error("quantity: expected at most {allowed} decimals for {instrument}, found more")]
    TooManyDecimals {
        /// The row's instrument.
        instrument: Id,
        /// Decimals of the row.
        allowed: u8,
    },
    /// A quantity, or the sum of its row, does not fit 64 bits.
    #[error("quantity: expected the sum for {instrument} to stay below 2^64 units, found more")]
    Overflow {
        /// The row's instrument.
        instrument: Id,
    },
    /// The engine failed: a file is no Parquet, a CSV line has too many fields, the cluster is not there.
    #[error("{doing}: {reason}")]
    Engine {
        /// What it was doing.
        doing: &'static str,
        /// The engine's message, on one line.
        reason: String,
    },
}

/// Longest message of the engine that is passed on, in characters.
const LONGEST: usize = 400;

/// Passes on the engine's error.
///
/// The query casts nothing that can fail and has no checked arithmetic, so that no message of the engine can show a value.
pub(super) fn engine(doing: &'static str) -> impl FnOnce(DataFusionError) -> LedgerError {
    move |error| LedgerError::Engine {
        doing,
        reason: error
            .strip_backtrace()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .filter(|c| !steers(*c))
            .take(LONGEST)
            .collect(),
    }
}
