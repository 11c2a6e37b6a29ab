//! What is wrong with a price list.

use assay_lines::LineError;
use assay_statement::{Currency, Id, InstrumentKind};
use thiserror::Error;

use crate::price_day::PriceDayError;

/// Most lines a price list may have.
pub(crate) const MAX_LINES: usize = 200_000;

/// A price for 1 of face from which on it is taken for one per 100. The highest that a Treasury security had is below 3.
pub(crate) const LOOKS_PER_HUNDRED: u64 = 10;

/// What is wrong with a price list, and on which line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PriceListError {
    /// A line cannot be read or split.
    #[error(transparent)]
    Line(#[from] LineError),
    /// A column that the header or the line does not have.
    #[error("line {line}: expected the column {column}, which the mapping names, found none")]
    NoColumn {
        /// Line, from 1.
        line: u64,
        /// The column.
        column: String,
    },
    /// A column that the header has twice.
    #[error(
        "line {line}: expected one column {column}, found two; name it by its position in the mapping"
    )]
    ColumnTwice {
        /// Line, from 1.
        line: u64,
        /// The column.
        column: String,
    },
    /// A line with more fields than the first has, or with fewer.
    #[error("line {line}: expected {most} fields, as the first line has, found {found}: a separator that is not quoted, or a field that is left out, moves columns; if only empty ones at the end of a line are left out, say so by \"csv.short_lines\": true in the mapping")]
    Fields {
        /// Line, from 1.
        line: u64,
        /// Fields of the first line.
        most: usize,
        /// Fields of this line.
        found: usize,
    },
    /// Neither ISIN nor CUSIP.
    #[error("line {line}: expected an ISIN or CUSIP in capital letters with right check digits, found \"{found}\"")]
    Identifier {
        /// Line, from 1.
        line: u64,
        /// What is there.
        found: String,
    },
    /// A price or interest that is no number of the layout.
    #[error("line {line}: {field}: expected a number that is not negative, as the mapping has it written, found \"{found}\"")]
    Number {
        /// Line, from 1.
        line: u64,
        /// `price` or `accrued`.
        field: &'static str,
        /// What is there.
        found: String,
    },
    /// A clean price without its interest.
    #[error("line {line}: accrued: expected the accrued interest of the clean price, 0 if there is none, found nothing")]
    NoAccrued {
        /// Line, from 1.
        line: u64,
    },
    /// A price that is no price of 1 of face.
    #[error("line {line}: price: expected a price below {LOOKS_PER_HUNDRED} for 1 of face, found {found}; see whether \"per\" of the mapping should be 100")]
    TooHigh {
        /// Line, from 1.
        line: u64,
        /// The price of 1 of face.
        found: String,
    },
    /// Another currency than the book's.
    #[error("line {line}: currency: expected {expected}, the currency of the book, found \"{found}\"; take the line out of the list")]
    Currency {
        /// Line, from 1.
        line: u64,
        /// The book's.
        expected: Currency,
        /// What is there.
        found: String,
    },
    /// A date that is written in another way.
    #[error("line {line}: {field}: expected a date written {form}, found \"{found}\"")]
    Date {
        /// Line, from 1.
        line: u64,
        /// The field of the mapping.
        field: &'static str,
        /// How it should be written.
        form: String,
        /// What is there.
        found: String,
    },
    /// A price without a day.
    #[error("line {line}: as_of: expected the day of the price, found nothing; name the column or the day in the mapping, or give --prices-date")]
    NoDay {
        /// Line, from 1.
        line: u64,
    },
    /// A price of another day than the book's.
    #[error("line {line}: {source}")]
    Day {
        /// Line, from 1.
        line: u64,
        /// What was expected.
        source: PriceDayError,
    },
    /// A kind that no price list can price.
    #[error("line {line}: kind: expected a kind of security with one final maturity, other than tips (whose prices are before indexing), found {found}")]
    Kind {
        /// Line, from 1.
        line: u64,
        /// The kind.
        found: InstrumentKind,
    },
    /// Two lines say different things of one security.
    #[error("line {line}: {field} of {instrument}: expected that of line {first}, or the security once, found another one")]
    Differs {
        /// Line, from 1.
        line: u64,
        /// Its name in the book.
        instrument: Id,
        /// `price`, `kind`, `maturity`, `reset`, `demand`, `institution` or `as_of`.
        field: &'static str,
        /// The line that has the security first.
        first: u64,
    },
    /// The file has no price.
    #[error("expected at least one price, found none")]
    Empty,
    /// The file has more lines than there are securities, many times over.
    #[error("expected at most {MAX_LINES} lines, found more")]
    TooLong,
    /// The mapping fixes another currency than the book's.
    #[error("fixed.currency: expected {expected}, the currency of the book, found {found}")]
    FixedCurrency {
        /// The book's.
        expected: Currency,
        /// The mapping's.
        found: Currency,
    },
    /// The mapping fixes another day than the book's.
    #[error("fixed.as_of: {0}")]
    FixedDay(PriceDayError),
}

impl PriceListError {
    /// Whether it is about the mapping and not about the list.
    pub fn is_about_mapping(&self) -> bool {
        matches!(
            self,
            PriceListError::FixedCurrency { .. } | PriceListError::FixedDay(_)
        )
    }
}
