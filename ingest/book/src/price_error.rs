//! What is wrong with a price file.

use assay_lines::LineError;
use thiserror::Error;

use crate::quote::PRICE_DECIMALS;

/// A rate per year is believed below this many hundredths. The highest coupon of a Treasury security was 15.75 percent; a file
/// with percentages but no sign has some above it.
pub(crate) const MAX_RATE_PERCENT: u64 = 25;

/// Most lines a price file may have.
pub(crate) const MAX_LINES: usize = 20_000;

/// What is wrong with a price file, and on which line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PriceError {
    /// A line cannot be read or split.
    #[error(transparent)]
    Line(#[from] LineError),
    /// Another number of fields than eight.
    #[error("line {line}: expected 8 fields (CUSIP, type, rate, maturity, call date, buy, sell, end of day), found {found}")]
    FieldCount {
        /// Line, from 1.
        line: u64,
        /// Number of fields.
        found: usize,
    },
    /// A header of other columns, or of the same in another order.
    #[error("line {line}: expected the header CUSIP, type, rate, maturity, call date, buy, sell, end of day, found \"{found}\" as field {field}; read a file of other columns with --price-list")]
    Header {
        /// Line, from 1.
        line: u64,
        /// The first field that differs, from 1.
        field: usize,
        /// What is there.
        found: String,
    },
    /// The CUSIP is malformed or its check digit wrong.
    #[error("line {line}: CUSIP: expected nine characters with a right check digit, found \"{found}\": {reason}")]
    Cusip {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The CUSIP stands in the file twice.
    #[error("line {line}: expected each CUSIP once, found {cusip} again (first on line {first})")]
    Duplicate {
        /// Line, from 1.
        line: u64,
        /// The CUSIP.
        cusip: String,
        /// Where it stood first.
        first: u64,
    },
    /// The type of security is unknown.
    #[error("line {line}: type: expected MARKET BASED BILL, NOTE, BOND or FRN, or TIPS, found \"{found}\"")]
    Type {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
    },
    /// The rate is no decimal, or too high.
    #[error("line {line}: rate: expected a rate per year below {MAX_RATE_PERCENT}%, such as 0.04125 or 4.125%, found \"{found}\"")]
    Rate {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
    },
    /// A date is malformed or does not exist.
    #[error("line {line}: {field}: expected a date MM/DD/YYYY, found \"{found}\"")]
    Date {
        /// Line, from 1.
        line: u64,
        /// `maturity` or `call date`.
        field: &'static str,
        /// What is there.
        found: String,
    },
    /// A price is malformed, too exact or too large.
    #[error("line {line}: {field}: expected a price per 100 with at most {PRICE_DECIMALS} decimals, below 100000, found \"{found}\"")]
    Price {
        /// Line, from 1.
        line: u64,
        /// `buy`, `sell` or `end of day`.
        field: &'static str,
        /// What is there.
        found: String,
    },
    /// The file has no line.
    #[error("expected at least one line, found none")]
    Empty,
    /// The file has more lines than there are Treasury securities, many times over.
    #[error("expected at most {MAX_LINES} lines, found more")]
    TooLong,
}
