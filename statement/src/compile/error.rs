//! What does not compile.

use alloc::string::String;
use core::fmt;

use assay_circuits::Shape;
use num_bigint::{BigInt, BigUint};
use thiserror::Error;

use crate::book::BookError;
use crate::currency::Currency;
use crate::id::Subject;
use crate::policy::PolicyError;
use crate::program::ProgramError;
use crate::supply::SupplyError;
use crate::table::TableError;
use crate::time::Timestamp;

/// Why documents do not compile. Rows and rules count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CompileError {
    /// The book makes no sense.
    #[error("book: {0}")]
    Book(#[from] BookError),
    /// The policy makes no sense.
    #[error("policy: {0}")]
    Policy(#[from] PolicyError),
    /// The supply makes no sense.
    #[error("supply: {0}")]
    Supply(#[from] SupplyError),
    /// The supply is of something else.
    #[error("the book is about {book}, the supply about {supply}")]
    OtherSubject {
        /// Subject of the book.
        book: Subject,
        /// Subject of the supply.
        supply: Subject,
    },
    /// The supply is of another time.
    #[error("the book is as of {book}, the supply as of {supply}")]
    OtherTime {
        /// Time of the book.
        book: Timestamp,
        /// Time of the supply.
        supply: Timestamp,
    },
    /// The supply counts in another currency.
    #[error("the book is in {book}, the supply in {supply}")]
    OtherCurrency {
        /// Currency of the book.
        book: Currency,
        /// Currency of the supply.
        supply: Currency,
    },
    /// A rule speaks of countries, and the book does not say in which country each custodian is.
    #[error(
        "rule {rule} ({name}) speaks of countries, but the book does not say in which country each custodian is"
    )]
    NoCountries {
        /// The rule's position in the policy.
        rule: usize,
        /// Its name.
        name: &'static str,
    },
    /// A rule speaks of income, and the book lists none.
    #[error(
        "rule {rule} ({name}) speaks of income, but the book lists none: make the book with the earlier one, from which the \
         period runs"
    )]
    NoIncome {
        /// The rule's position in the policy.
        rule: usize,
        /// Its name.
        name: &'static str,
    },
    /// A rule speaks of what was distributed, and the supply does not say what was.
    #[error(
        "rule {rule} ({name}) speaks of what was distributed to holders, but the supply has no such entry; if nothing was, let \
         it say 0"
    )]
    NothingDistributed {
        /// The rule's position in the policy.
        rule: usize,
        /// Its name.
        name: &'static str,
    },
    /// One unit of quantity is worth 2^64 or more at the book's scale.
    #[error(
        "row {row}: one unit of quantity is worth {value} at the book's scale of 10^-{scale}, expected less than \
         2^64: give it more quantity decimals, or the other rows fewer price or quantity decimals"
    )]
    ValueTooLarge {
        /// The row.
        row: usize,
        /// Its value.
        value: BigUint,
        /// The book's scale.
        scale: u32,
    },
    /// No inequality: a report would prove nothing. A concentration rule turns into none if the book has no group of
    /// its kind, or `except` names them all.
    #[error("the policy demands nothing of this book: none of its rules applies to any row")]
    NoInequalities,
    /// More inequalities than the shape has rules.
    #[error("the policy needs {found} inequalities, shape {shape} has {}; {}", .shape.rules(), Advice { fits: *.fits, most: *.most })]
    TooManyInequalities {
        /// Inequalities needed.
        found: usize,
        /// The book's shape.
        shape: Shape,
        /// The first standard shape that holds the book and the policy.
        fits: Option<Shape>,
        /// The standard shape that holds the book and the most inequalities.
        most: Option<Shape>,
    },
    /// A multiplier of 2^31 or more either way.
    #[error(
        "rule {rule} ({label}), row {row}: the multiplier {found} must be below 2^31 either way"
    )]
    MultiplierTooLarge {
        /// The rule's position in the policy.
        rule: usize,
        /// What it demands, to 400 characters.
        label: String,
        /// The row.
        row: usize,
        /// The multiplier.
        found: i64,
    },
    /// A bound of 2^176 or more either way.
    #[error("rule {rule} ({label}): the bound {found} must be below 2^176 either way")]
    BoundTooLarge {
        /// The rule's position in the policy.
        rule: usize,
        /// What it demands, to 400 characters.
        label: String,
        /// The bound.
        found: BigInt,
    },
    /// What was compiled is not a table.
    #[error("table: {0}")]
    Table(#[from] TableError),
    /// What was compiled is not a program.
    #[error("program: {0}")]
    Program(#[from] ProgramError),
}

/// What to do about a shape that is too small.
struct Advice {
    fits: Option<Shape>,
    most: Option<Shape>,
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.fits, self.most) {
            (Some(shape), _) => write!(f, "the first standard shape that fits is {shape}"),
            (None, Some(most)) => write!(
                f,
                "no standard shape fits: with room for as many rows, {most} has the most"
            ),
            (None, None) => f.write_str("no standard shape has room for as many rows"),
        }
    }
}
