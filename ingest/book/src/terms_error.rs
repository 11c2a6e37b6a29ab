//! What is wrong with a terms file.

use assay_statement::{Date, Decimal, Id, InstrumentKind};
use thiserror::Error;

use crate::price_error::MAX_RATE_PERCENT;
use crate::security_dates::DateFault;

/// Decimals of a consumer price index and of a reference CPI.
pub(crate) const INDEX_DECIMALS: u32 = 5;

/// A consumer price index is believed below this. It was 100 in 1983.
pub(crate) const MAX_INDEX: u64 = 100_000;

/// Decimals of a high rate in percent; the Treasury gives three.
pub(crate) const RATE_DECIMALS: u32 = 6;

/// What is wrong with a terms file. Entries count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TermsError {
    /// Neither ISIN nor CUSIP.
    #[error(
        "securities[{entry}]: expected an ISIN or CUSIP with right check digits, found {found}"
    )]
    Instrument {
        /// The entry.
        entry: usize,
        /// What is there.
        found: Id,
    },
    /// A security twice.
    #[error("securities[{entry}]: expected each security once, found {found} again")]
    SecurityTwice {
        /// The second entry.
        entry: usize,
        /// Its ISIN.
        found: Id,
    },
    /// A reference CPI that is none.
    #[error("securities[{entry}]: reference_cpi: expected a number above 0 and below {MAX_INDEX} with at most {INDEX_DECIMALS} decimals, found {found}")]
    ReferenceCpi {
        /// The entry.
        entry: usize,
        /// What is there.
        found: Decimal,
    },
    /// A rate that is none.
    #[error("securities[{entry}]: rate: expected a rate per year on 1 of face below 0.{MAX_RATE_PERCENT}, found {found}")]
    Rate {
        /// The entry.
        entry: usize,
        /// What is there.
        found: Decimal,
    },
    /// A rate of what has a floating one.
    #[error("securities[{entry}]: rate: expected none beside \"spread_tenth_bps\", found {found}")]
    RateBesideSpread {
        /// The entry.
        entry: usize,
        /// What is there.
        found: Decimal,
    },
    /// A spread of 100 percent or more either way.
    #[error("securities[{entry}]: spread_tenth_bps: expected less than 100000 either way, found {found}")]
    Spread {
        /// The entry.
        entry: usize,
        /// What is there.
        found: i32,
    },
    /// The first payment comes before interest begins.
    #[error("securities[{entry}]: expected the first payment after the dated date {dated}, found {first_payment}")]
    FirstPayment {
        /// The entry.
        entry: usize,
        /// The dated date.
        dated: Date,
        /// The first payment.
        first_payment: Date,
    },
    /// Neither ISIN nor CUSIP.
    #[error(
        "static_data[{entry}]: expected an ISIN or CUSIP with right check digits, found {found}"
    )]
    StaticInstrument {
        /// The entry.
        entry: usize,
        /// What is there.
        found: Id,
    },
    /// A security twice.
    #[error("static_data[{entry}]: expected each security once, found {found} again")]
    StaticDataTwice {
        /// The second entry.
        entry: usize,
        /// What is there.
        found: Id,
    },
    /// An entry that says nothing.
    #[error("static_data[{entry}]: expected \"kind\", \"maturity\", \"reset\", \"demand\" or \"institution\" of {found}, found none of them")]
    NoStaticData {
        /// The entry.
        entry: usize,
        /// Its instrument.
        found: Id,
    },
    /// A kind that is no security's.
    #[error("static_data[{entry}]: kind: expected a kind of security with a final maturity, found {found}")]
    StaticKind {
        /// The entry.
        entry: usize,
        /// What is there.
        found: InstrumentKind,
    },
    /// Dates that do not go together.
    #[error("static_data[{entry}]: {source}")]
    StaticDates {
        /// The entry.
        entry: usize,
        /// What does not.
        source: DateFault,
    },
    /// A month that is not named by its first day.
    #[error("consumer_prices[{entry}]: month: expected the first day of a month, found {found}")]
    Month {
        /// The entry.
        entry: usize,
        /// What is there.
        found: Date,
    },
    /// A month twice.
    #[error("consumer_prices[{entry}]: expected each month once, found {found} again")]
    MonthTwice {
        /// The second entry.
        entry: usize,
        /// The month.
        found: Date,
    },
    /// An index that is none.
    #[error("consumer_prices[{entry}]: index: expected a number above 0 and below {MAX_INDEX} with at most {INDEX_DECIMALS} decimals, found {found}")]
    Index {
        /// The entry.
        entry: usize,
        /// What is there.
        found: Decimal,
    },
    /// A day of auction twice.
    #[error("bill_auctions[{entry}]: expected one auction a day, found {found} again")]
    AuctionTwice {
        /// The second entry.
        entry: usize,
        /// The day.
        found: Date,
    },
    /// An issue before the auction, or a bill that is not one of 13 weeks.
    #[error("bill_auctions[{entry}]: expected an issue after the auction {auction} and a bill of about 91 days, found {issue} to {maturity}")]
    Bill {
        /// The entry.
        entry: usize,
        /// Day of the auction.
        auction: Date,
        /// Day of the issue.
        issue: Date,
        /// Day of maturity.
        maturity: Date,
    },
    /// A high rate that is none.
    #[error("bill_auctions[{entry}]: high_rate: expected a percentage below 100 with at most {RATE_DECIMALS} decimals, found {found}")]
    HighRate {
        /// The entry.
        entry: usize,
        /// What is there.
        found: Decimal,
    },
}
