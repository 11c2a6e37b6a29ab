//! The refusals of mappings.

use thiserror::Error;

use assay_lines::MAX_FIELDS;

/// What is wrong with a mapping.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MappingError {
    /// Nothing that maps anything.
    #[error("expected \"csv\", \"cash\", \"securities\", \"accounts\" or \"pass_over\", found none of them; leave the mapping out, or say something in it")]
    Empty,
    /// A delimiter of another kind.
    #[error("csv.delimiter: expected a comma, a semicolon, a bar or a tab, found something else")]
    Delimiter,
    /// A decimal point of another kind.
    #[error("csv.decimal: expected a point or a comma, found something else")]
    Decimal,
    /// A thousands separator of another kind, or the decimal point.
    #[error("csv.thousands: expected a point, a comma, an apostrophe or a space, and not the decimal point, found something else")]
    Thousands,
    /// A zero that is nothing, or a number.
    #[error("csv.zero: expected what stands for zero beside the digit, such as a dash, found something else")]
    Zero,
    /// A column without a name, or at no position.
    #[error("csv.{field}: expected the name of a column, or its position from 1 to {MAX_FIELDS}, found something else")]
    Column {
        /// The field of the mapping.
        field: &'static str,
    },
    /// A form that is none of a day.
    #[error("csv.date: expected a form of YYYY or YY, MM or MMM, and DD, as in MM/DD/YYYY, found something else")]
    DateForm,
    /// A line that is no position, and cannot be told.
    #[error("csv.totals[{index}]: expected a column, by its name or position, and what it begins with, found something else")]
    Total {
        /// From 0.
        index: usize,
    },
    /// A name in a file that has none.
    #[error("csv.{field}: expected a position, as the file has no header, found a name")]
    NoHeader {
        /// The field of the mapping.
        field: &'static str,
    },
    /// One column for two things.
    #[error("csv.{field}: expected a column of its own, found that of csv.{other}")]
    SameColumn {
        /// The field of the mapping.
        field: &'static str,
        /// The field that has it.
        other: &'static str,
    },
    /// An account twice.
    #[error("cash[{index}].account: expected each account once, found one again (not shown)")]
    AccountTwice {
        /// From 0.
        index: usize,
    },
    /// A number that is none, or an instrument that is no ISIN, and no CUSIP without one.
    #[error("securities[{index}]: expected a scheme, a slash and a number (GB/0798059), each once, and the ISIN of the book's instrument, or the CUSIP of what has none, found something else")]
    Security {
        /// From 0.
        index: usize,
    },
    /// An account in two lists, in one twice, or without a name.
    #[error("accounts, pass_over.accounts: expected each account in one list, once, by its name, found one again or one without a name (not shown)")]
    Lists,
    /// An account without a name.
    #[error("cash[{index}].account: expected a name, found nothing")]
    NoAccount {
        /// From 0.
        index: usize,
    },
}
