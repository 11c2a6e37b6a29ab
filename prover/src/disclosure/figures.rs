//! The figures of a disclosure, and why some are not disclosed.

use std::fmt;

use assay_statement::Decimal;

/// A figure, and what proves it. Rules are positions in the policy, from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The band.
    pub band: Band,
    /// The rule whose band it is.
    pub rule: usize,
    /// Its name.
    pub name: &'static str,
    /// Other rules that the band depends on: they prove that the reserve is not empty, or that some of the category is
    /// held. Without them the band would hold of nothing.
    pub with: Vec<usize>,
}

/// The bounds between which a figure lies, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Band {
    /// Value of all rows, in the book's currency.
    Amount {
        /// The lower bound, if one is proved.
        min: Option<Decimal>,
        /// The upper bound, if one is proved.
        max: Option<Decimal>,
    },
    /// Share of the value of all rows, 0 to 1.
    Share {
        /// The lower bound.
        min: Decimal,
        /// The upper bound.
        max: Decimal,
    },
    /// Average days left to final maturity, weighted by value.
    Days {
        /// The lower bound.
        min: u32,
        /// The upper bound.
        max: u32,
    },
}

/// Why a figure is not disclosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotDisclosed {
    /// No rule of the policy is about it.
    NoRule,
    /// The policy has a rule about it, but an empty reserve would obey it, and the rest of the policy.
    MayBeEmpty,
    /// The policy has a rule about its tenor, but none that shows that any of it is held.
    MayBeNone,
    /// None of it is held.
    NoneHeld,
    /// It is of kinds without maturity.
    NoMaturity,
    /// The book does not say in which country each custodian is.
    NoCountries,
    /// The book has no row of it.
    NoRows,
}

impl NotDisclosed {
    /// A short stable name, for programs: lower case, words joined by hyphens.
    pub const fn code(self) -> &'static str {
        match self {
            NotDisclosed::NoRule => "no-rule",
            NotDisclosed::MayBeEmpty => "may-be-empty",
            NotDisclosed::MayBeNone => "may-be-none",
            NotDisclosed::NoneHeld => "none-held",
            NotDisclosed::NoMaturity => "no-maturity",
            NotDisclosed::NoCountries => "no-countries",
            NotDisclosed::NoRows => "no-rows",
        }
    }
}

impl fmt::Display for NotDisclosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotDisclosed::NoRule => "not disclosed: no rule is about it",
            NotDisclosed::MayBeEmpty => {
                "not disclosed: no rule proves that the reserve is not empty"
            }
            NotDisclosed::MayBeNone => "not disclosed: no rule proves that any of it is held",
            NotDisclosed::NoneHeld => "none is held",
            NotDisclosed::NoMaturity => "has no maturity",
            NotDisclosed::NoCountries => "not disclosed: the book does not tell countries",
            NotDisclosed::NoRows => "the book has no row of it",
        })
    }
}
