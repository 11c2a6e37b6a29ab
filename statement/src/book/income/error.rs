//! What makes no sense in the income of a book.

use thiserror::Error;

use crate::book::limits::MAX_QUANTITY_DECIMALS;
use crate::id::Id;
use crate::time::{Date, Timestamp};

/// Why the income of a book makes no sense. Rows count from 0, those of the income apart from those of the book.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IncomeError {
    /// A period that does not end after it begins.
    #[error("expected a period that begins before the book's time {as_of}, found {since}")]
    Period {
        /// When it begins.
        since: Timestamp,
        /// The book's time.
        as_of: Timestamp,
    },
    /// Income without a row.
    #[error("expected at least one row; leave out income that has none")]
    NoRows,
    /// A row of a custodian that is not listed.
    #[error("row {row}: custodian {custodian} is not listed")]
    UnknownCustodian {
        /// The row.
        row: usize,
        /// The custodian.
        custodian: Id,
    },
    /// The same (custodian, instrument) again, perhaps by another name.
    #[error("row {row}: {custodian} already has income of {instrument}, in row {first}")]
    Duplicate {
        /// The second row.
        row: usize,
        /// The first row.
        first: usize,
        /// The custodian.
        custodian: Id,
        /// The instrument of the second row.
        instrument: Id,
    },
    /// The book has a row of the same security under another name.
    #[error(
        "row {row}: the book's row of {instrument} names it {expected}: give both the same name"
    )]
    OtherName {
        /// The row.
        row: usize,
        /// The instrument.
        instrument: Id,
        /// Its name in the book's row.
        expected: Id,
    },
    /// Another number of decimals than the book's row has.
    #[error("row {row}: expected {expected} quantity decimals, as the book's row of {instrument} has, found {found}")]
    OtherQuantityDecimals {
        /// The row.
        row: usize,
        /// The instrument.
        instrument: Id,
        /// Decimals of the book's row.
        expected: u8,
        /// Decimals found.
        found: u8,
    },
    /// More than [`MAX_QUANTITY_DECIMALS`].
    #[error(
        "row {row}: expected at most {MAX_QUANTITY_DECIMALS} quantity decimals, found {found}"
    )]
    TooManyQuantityDecimals {
        /// The row.
        row: usize,
        /// Decimals found.
        found: u8,
    },
    /// Income of zero.
    #[error("row {row}: expected income other than zero; leave out {instrument} of {custodian}, which earned nothing")]
    Zero {
        /// The row.
        row: usize,
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
    },
    /// Other income than another custodian's row of the same security.
    #[error("row {row}: {instrument} earned another amount than in row {first}, which is of the same security: give both the same")]
    OtherIncome {
        /// The later row.
        row: usize,
        /// Its instrument.
        instrument: Id,
        /// The first row of the security.
        first: usize,
    },
    /// What the book has a row of was repaid.
    #[error("row {row}: {instrument} of {custodian} is a row of the book, so it was not repaid: expected no day until which it was held, found {until}")]
    StillHeld {
        /// The row.
        row: usize,
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
        /// The day found.
        until: Date,
    },
    /// What the book has no row of, without the day on which it was repaid.
    #[error("row {row}: {instrument} of {custodian} is no row of the book: expected the day on which it was repaid, as until")]
    MissingUntil {
        /// The row.
        row: usize,
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
    },
    /// Repaid on a day outside the period.
    #[error("row {row}: expected {instrument} of {custodian} to be repaid after {since} and not after {as_of}, found {until}")]
    UntilOutside {
        /// The row.
        row: usize,
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
        /// The day found.
        until: Date,
        /// The day on which the period begins.
        since: Date,
        /// The book's day.
        as_of: Date,
    },
}
