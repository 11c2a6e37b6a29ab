//! What is not known of a security, and what does not go together with the rest.

use assay_statement::{Date, Decimal};
use thiserror::Error;

/// Longest half year times two, in months: a first payment comes no later than this after a whole period and a part.
pub const LONGEST_FIRST_PERIOD: u32 = 2;

/// What is unknown of a security without its entry in a terms file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnknownTerm {
    /// Whether a note or bond is in its first period, and since when interest accrues.
    FirstPeriod,
    /// The rates of a floating rate note.
    FloatingRate,
    /// The index ratio of TIPS.
    IndexRatio,
}

/// Why the terms of a security do not go together with the rest.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ValueError {
    /// A field that this kind of security does not have, or one that it needs.
    #[error("expected {expected} for {kind}, found {found}")]
    Fields {
        /// The `kind` of the book row.
        kind: &'static str,
        /// Fields that its terms have.
        expected: &'static str,
        /// What is there.
        found: &'static str,
    },
    /// A first payment that is not one of the payment days before maturity.
    #[error("expected a first payment some whole {months} months before maturity {maturity}, found {first_payment}")]
    OffSchedule {
        /// Months between payments.
        months: u32,
        /// Maturity of the security.
        maturity: Date,
        /// First payment in the terms.
        first_payment: Date,
    },
    /// A first period of more than two regular ones.
    #[error("expected a dated date at most {} months before the first payment {first_payment}, found {dated}", .months * LONGEST_FIRST_PERIOD)]
    FirstPeriodTooLong {
        /// Months between payments.
        months: u32,
        /// Dated date in the terms.
        dated: Date,
        /// First payment in the terms.
        first_payment: Date,
    },
    /// Another rate than the price file has.
    #[error("expected the rate {expected} of the price file, found {found}")]
    OtherRate {
        /// The rate in the price file, per 1 and year.
        expected: Decimal,
        /// The rate in the terms.
        found: Decimal,
    },
    /// Dated after the day of the book.
    #[error("expected a dated date by {day}, the day of the book in New York, found {dated}")]
    NotIssued {
        /// Day of the book.
        day: Date,
        /// Dated date in the terms.
        dated: Date,
    },
    /// A consumer price index that is needed for an index ratio.
    #[error("expected the consumer price index of the month of {month} in \"consumer_prices\", found none")]
    NoConsumerPrice {
        /// First day of the month.
        month: Date,
    },
    /// An auction that is needed for a floating rate.
    #[error(
        "expected an auction after {after} and before {before} in \"bill_auctions\", found none"
    )]
    NoAuction {
        /// The last auction that is there, or the day from which one is looked for.
        after: Date,
        /// The next auction that is there, or the day up to which one is looked for.
        before: Date,
    },
}
