//! The refusals of single holdings: lines of CSV files, and balances of statements as they are added up.

use assay_lines::LineError;
use assay_statement::Id;
use thiserror::Error;

use crate::csv_header::HEADER;

/// What is wrong with a line of a CSV file or with a balance.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HoldingsError {
    /// A line cannot be read or split.
    #[error(transparent)]
    Line(#[from] LineError),
    /// The custodian is not in the book.
    #[error("expected a custodian of the book ({known}), found \"{custodian}\"")]
    UnknownCustodian {
        /// The one asked for.
        custodian: String,
        /// Those of the book.
        known: String,
    },
    /// The file is empty.
    #[error("line 1: expected the header \"{HEADER}\", found an empty file; ask the custodian for it again, or leave it out")]
    NoHeader,
    /// The first line is not the header.
    #[error("line {line}: expected the header \"{HEADER}\", found something else; --mapping names the columns of other files")]
    Header {
        /// Line, from 1.
        line: u64,
    },
    /// Another number of fields than three.
    #[error("line {line}: expected 3 fields ({HEADER}), found {found}; a quantity has no thousands separators")]
    FieldCount {
        /// Line, from 1.
        line: u64,
        /// Number of fields.
        found: usize,
    },
    /// The account is empty.
    #[error("line {line}: account: expected a name, found nothing; correct the line")]
    NoAccount {
        /// Line, from 1.
        line: u64,
    },
    /// An ISIN or CUSIP whose check digit is wrong.
    #[error("line {line}: instrument: expected an ISIN or CUSIP with a right check digit, found \"{found}\"; ask the custodian which security it is")]
    CheckDigit {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
    },
    /// No row of the book holds the instrument for this custodian.
    #[error("line {line}: instrument: expected one that the book lists for {custodian}, found \"{found}\"; correct the line, or make the book with it")]
    NoRow {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
        /// The custodian.
        custodian: Id,
    },
    /// A position among the lines that are passed over as those before it.
    #[error("line {line}: expected no position before the list, and its header if it has one, found an instrument of the book with a number; correct \"csv.skip\" and \"csv.header\" of the mapping")]
    PositionSkipped {
        /// Line, from 1.
        line: u64,
    },
    /// A position without a quantity.
    #[error("line {line}: quantity: expected a number, found nothing; ask the custodian for it, or say in \"csv.totals\" of the mapping that the line is no position")]
    NoQuantity {
        /// Line, from 1.
        line: u64,
    },
    /// The quantity is below zero.
    #[error("line {line}: quantity: expected zero or more, found a negative number; short positions cannot back anything")]
    Negative {
        /// Line, from 1.
        line: u64,
    },
    /// The quantity is no plain decimal.
    #[error("line {line}: quantity: expected digits with an optional decimal point, found something else; correct the line, or say in a mapping how the file writes numbers")]
    Malformed {
        /// Line, from 1.
        line: u64,
    },
    /// The quantity has more decimals than its row.
    #[error("line {line}: quantity: expected at most {allowed} decimals, found {found}; ask the custodian, or make the book with as many")]
    TooManyDecimals {
        /// Line, from 1.
        line: u64,
        /// Decimals of the row.
        allowed: u8,
        /// Decimals found.
        found: usize,
    },
    /// A quantity, or the sum of its row, does not fit 64 bits.
    #[error("line {line}: quantity: expected the sum for {instrument} to stay below 2^64 units, found more")]
    Overflow {
        /// Line, from 1.
        line: u64,
        /// The row's instrument.
        instrument: Id,
    },
    /// The sum of several files does not fit 64 bits.
    #[error("expected the sum of all files for {instrument} to stay below 2^64 units, found more")]
    SumOverflow {
        /// The row's instrument.
        instrument: Id,
    },
}
