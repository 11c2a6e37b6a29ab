//! Why there is no income since an earlier book.

use assay_statement::{
    BookError, CanonicalError, Currency, Id, InstrumentKind, SignedDecimal, Subject, Timestamp,
};
use thiserror::Error;

use crate::valuation::INCOME_DECIMALS;

/// What is wrong with the earlier book.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EarlierBookError {
    /// It is no valid book.
    #[error(transparent)]
    Book(#[from] BookError),
    /// Of something else.
    #[error("subject: expected {expected}, that of the book to be made, found {found}")]
    Subject {
        /// The new book's.
        expected: Subject,
        /// What is there.
        found: Subject,
    },
    /// In another currency.
    #[error("currency: expected {expected}, that of the book to be made, found {found}")]
    Currency {
        /// The new book's.
        expected: Currency,
        /// What is there.
        found: Currency,
    },
    /// Not earlier.
    #[error("as_of: expected a time before {as_of}, that of the book to be made, found {found}")]
    Time {
        /// The new book's.
        as_of: Timestamp,
        /// What is there.
        found: Timestamp,
    },
    /// It has no digest.
    #[error(transparent)]
    Digest(CanonicalError),
    /// Nothing of it has income.
    #[error("expected a row that earned something from {since} to {as_of}, found none whose income is known; make the book without an earlier one")]
    NothingEarned {
        /// Its time.
        since: Timestamp,
        /// The new book's.
        as_of: Timestamp,
    },
}

/// An entry of `income` in the custodians file that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("custodian {custodian}: income[{entry}]: {fault}")]
pub struct GivenIncomeError {
    /// The custodian.
    pub custodian: Id,
    /// The entry, from 0.
    pub entry: usize,
    /// What is wrong with it.
    #[source]
    pub fault: GivenIncomeFault,
}

/// Why income of the custodians file cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GivenIncomeFault {
    /// The book has no earlier one.
    #[error("expected none in a book that is made without an earlier one; name that with --since, or leave out \"income\"")]
    NoPeriod,
    /// Income of another period.
    #[error("since: expected {expected}, the time of the earlier book, found {found}")]
    Period {
        /// The time of the earlier book.
        expected: Timestamp,
        /// What is there.
        found: Timestamp,
    },
    /// Income of zero.
    #[error("per_unit: expected income other than zero; leave out what earned nothing")]
    Zero,
    /// More decimals than income has: twelve.
    #[error("per_unit: expected at most {INCOME_DECIMALS} decimals, rounded down, found {found}")]
    Decimals {
        /// What is there.
        found: SignedDecimal,
    },
    /// An instrument twice.
    #[error("instrument: expected each once, found {instrument} again")]
    Twice {
        /// The instrument.
        instrument: Id,
    },
    /// What cannot have been held throughout.
    #[error("instrument: expected a row that the earlier book has, and that this one has in the same units or that was repaid since, found {instrument}")]
    NotHeld {
        /// The instrument.
        instrument: Id,
    },
    /// What has public income.
    #[error("instrument: expected one whose income is not computed from prices and terms, found {instrument}, of the kind {kind}")]
    Computed {
        /// The instrument.
        instrument: Id,
        /// Its kind.
        kind: InstrumentKind,
    },
}
