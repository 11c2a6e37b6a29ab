//! Rows of the earlier book that get no income, and why.

use std::fmt;

use assay_statement::Id;

use crate::valuation::{UnknownTerm, ValueError};

/// A row of the earlier book that got no income.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithoutIncome {
    /// Who held it.
    pub custodian: Id,
    /// What was held.
    pub instrument: Id,
    /// Why it got none.
    pub why: NoIncome,
}

/// Why a row of the earlier book got no income.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoIncome {
    /// It is not in the new book, and was not repaid in the period.
    Gone,
    /// The new book has it by another name, of another kind or maturity, or in other units.
    Changed,
    /// Its income is no public fact, and the custodians file gives none.
    NotPublic,
    /// It earned nothing.
    Nothing,
    /// Its rate is in no file.
    NoRate,
    /// What it pays is not known without an entry in a terms file.
    Unknown(UnknownTerm),
    /// What its terms need for the period is not in the terms file.
    Missing(ValueError),
}

impl fmt::Display for NoIncome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoIncome::Gone => "neither in this book nor repaid since",
            NoIncome::Changed => {
                "of another name, kind, maturity or number of decimals in this book"
            }
            NoIncome::NotPublic => {
                "nothing public says what it earned; \"income\" of the custodians file may"
            }
            NoIncome::Nothing => "earned nothing",
            NoIncome::NoRate => "no rate in the price file; \"rate\" of the terms file may say it",
            NoIncome::Unknown(UnknownTerm::FirstPeriod) => {
                "without terms, may have been in a first period"
            }
            NoIncome::Unknown(UnknownTerm::FloatingRate) => "without terms, with a floating rate",
            NoIncome::Unknown(UnknownTerm::IndexRatio) => "without terms, indexed to inflation",
            NoIncome::Missing(error) => return write!(f, "terms file: {error}"),
        })
    }
}
