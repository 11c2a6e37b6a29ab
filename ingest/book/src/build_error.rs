//! Why no book can be built.

use std::fmt;

use assay_circuits::Shape;
use assay_statement::{
    BookError, CompileError, Country, Currency, Id, IdError, InstrumentKind, SuiteName,
};
use thiserror::Error;

use crate::contradiction::Contradiction;
use crate::income::{EarlierBookError, GivenIncomeError};
use crate::place::Place;
use crate::price_day::PriceDayError;
use crate::security_dates::DateFault;
use crate::valuation::ValueError;

/// Currency of the price file.
pub(crate) const PRICE_CURRENCY: &str = "USD";

/// Why no book can be built.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BuildError {
    /// Prices of the Treasury's file of another day.
    #[error(transparent)]
    PricesDay(PriceDayError),
    /// Two sources that say different things of one security.
    #[error(transparent)]
    Contradiction(Box<Contradiction>),
    /// A date of a security that is none.
    #[error("{instrument}{}: {source}", .at.map_or(String::new(), |at| format!(" ({at})")))]
    Dates {
        /// Where it is.
        at: Option<Place>,
        /// The instrument.
        instrument: Id,
        /// What is wrong with it.
        source: DateFault,
    },
    /// Another currency than that of the prices.
    #[error("currency: expected {PRICE_CURRENCY}, the currency of the price file, found {found}")]
    Currency {
        /// The custodians file's.
        found: Currency,
    },
    /// Both or none of `kinds` and `instruments`.
    #[error("custodian {custodian}: securities: expected either \"kinds\" or \"instruments\", found {found}")]
    Selection {
        /// The custodian.
        custodian: Id,
        /// `both` or `neither`.
        found: &'static str,
    },
    /// `max_remaining_days` beside `instruments`, where it would do nothing.
    #[error("custodian {custodian}: securities: \"max_remaining_days\" goes with \"kinds\", found it with \"instruments\"")]
    StrayLimit {
        /// The custodian.
        custodian: Id,
    },
    /// A kind without public price.
    #[error("custodian {custodian}: securities: expected kinds of securities: bill, note, bond, tips, frn, agency_note, agency_frn, agency_discount; found {found}")]
    NotPriced {
        /// The custodian.
        custodian: Id,
        /// The kind.
        found: InstrumentKind,
    },
    /// A listed instrument that the price file does not quote.
    #[error("custodian {custodian}: securities: expected instruments that the price file or a price list quotes, found {instrument}, {reason}")]
    NotQuoted {
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
        /// Why there is no price.
        reason: &'static str,
    },
    /// A listed instrument that nothing but its terms gives a price.
    #[error("custodian {custodian}: securities: expected terms of {instrument}, whose index ratio may be below 1, found none; list it in --terms FILE")]
    NoTerms {
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
    },
    /// Terms that do not fit the security.
    #[error("terms of {instrument}: {source}")]
    Terms {
        /// The instrument.
        instrument: Id,
        /// What does not fit.
        source: ValueError,
    },
    /// A listed instrument twice.
    #[error("custodian {custodian}: securities: expected each instrument once, found {instrument} again")]
    ListedTwice {
        /// The custodian.
        custodian: Id,
        /// The instrument.
        instrument: Id,
    },
    /// A name that has the form of an ISIN or CUSIP and a wrong check digit.
    #[error("custodian {custodian}: {list}: expected a right check digit if it is the {code} that it looks like, or another name, found {instrument}")]
    CheckDigit {
        /// The custodian.
        custodian: Id,
        /// `securities`, `funds` or `other`.
        list: &'static str,
        /// The instrument.
        instrument: Id,
        /// `ISIN` or `CUSIP`.
        code: &'static str,
    },
    /// An account name that is too long for a row.
    #[error("custodian {custodian}: account {account}: {reason}")]
    Account {
        /// The custodian.
        custodian: Id,
        /// The account.
        account: Id,
        /// What is wrong with it.
        reason: IdError,
    },
    /// A country code that ISO 3166-1 does not assign.
    #[error("custodian {custodian}: country: expected a code that ISO 3166-1 assigns, such as US or GB, found {found}")]
    NoSuchCountry {
        /// The custodian.
        custodian: Id,
        /// The code.
        found: Country,
    },
    /// No standard shape is large enough.
    #[error("no standard shape has room for the rows ({rows}) and the inequalities ({rules}); {}", NoRoom(*.most))]
    NoShape {
        /// Rows of the book.
        rows: usize,
        /// Inequalities asked for.
        rules: usize,
        /// The standard shape that has room for the rows and for most inequalities; `None` if the rows are too many.
        most: Option<Shape>,
    },
    /// The shape asked for is none of the suite's.
    #[error("verifiers have no key of shape {shape} in the suite {suite}: name another, or none")]
    ShapeOfSuite {
        /// The shape.
        shape: Shape,
        /// The suite.
        suite: SuiteName,
    },
    /// The shape asked for holds fewer inequalities than the rules need.
    #[error("shape {shape} holds {holds} inequalities, the rules need {rules}")]
    TooManyRules {
        /// The shape.
        shape: Shape,
        /// Inequalities it holds.
        holds: usize,
        /// Inequalities needed.
        rules: usize,
    },
    /// No income since the earlier book.
    #[error(transparent)]
    Earlier(#[from] EarlierBookError),
    /// Income of the custodians file that cannot be taken.
    #[error(transparent)]
    GivenIncome(#[from] GivenIncomeError),
    /// Policy and book do not go together.
    #[error("policy: {0}")]
    Policy(CompileError),
    /// The rows make no book.
    #[error("the book would not be valid: {0}")]
    Book(#[from] BookError),
}

/// What to do where no standard shape has room.
struct NoRoom(Option<Shape>);

impl fmt::Display for NoRoom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(most) => write!(
                f,
                "with room for the rows, {most} has the most inequalities: {}",
                most.rules()
            ),
            None => {
                let buckets = Shape::STANDARD.into_iter().map(Shape::buckets);
                let most = buckets.max().unwrap_or(0);
                write!(f, "at most {most} rows fit: let custodians hold fewer kinds or shorter maturities")
            }
        }
    }
}
