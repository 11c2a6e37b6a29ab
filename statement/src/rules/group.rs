//! The rows that a `share` or `tenor` rule speaks of.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::Serialize;

use super::error::RuleError;
use super::kind_set::KindSet;
use super::limits::MAX_ENTRIES;
use super::lists::check_each_once;
use super::row_facts::RowFacts;
use crate::book::{Book, BookRow};
use crate::country::{Country, CountrySet};
use crate::instrument::InstrumentKind;
use crate::json::field_readers::some_at_most;
use crate::macros::fields;

/// Rows of some kinds, or in custody in some countries, or both; at least one of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Only these kinds. Absent: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<InstrumentKind>,
    /// Only rows whose custodian keeps them in one of these countries, as the book says. Absent: wherever they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Country>,
}

fields!(Group {
    kinds by some_at_most::<MAX_ENTRIES, _>,
    countries by some_at_most::<MAX_ENTRIES, _>,
});

impl Group {
    /// See [`RuleError`].
    pub(super) fn validate(&self) -> Result<(), RuleError> {
        if self.kinds.is_empty() && self.countries.is_empty() {
            return Err(RuleError::NoGroup);
        }
        check_each_once("kinds", &self.kinds)?;
        check_each_once("countries", &self.countries)
    }

    /// Whether a row of the book is in it. Where the book says of no custodian in which country it is, no row is in
    /// any.
    pub fn contains(&self, book: &Book, row: &BookRow) -> bool {
        self.members().contains(&RowFacts::new(book, row))
    }

    /// What a rule asks for every row.
    pub(super) fn members(&self) -> Members {
        Members {
            kinds: KindSet::of_optional(&self.kinds),
            countries: match self.countries.is_empty() {
                true => None,
                false => Some(CountrySet::of(&self.countries)),
            },
        }
    }
}

/// The rows of a group, as sets.
pub(super) struct Members {
    kinds: KindSet,
    /// `None` is everywhere.
    countries: Option<CountrySet>,
}

impl Members {
    /// Whether a row is in the group. Where the book says of no custodian in which country it is, no row is in any.
    pub fn contains(&self, row: &RowFacts<'_>) -> bool {
        let countries = self.countries.as_ref();
        let is_there = |countries: &CountrySet| row.country.is_some_and(|c| countries.contains(c));
        self.kinds.contains(row.kind) && countries.is_none_or(is_there)
    }
}

impl fmt::Display for Group {
    /// Such as `bill, note in US`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kinds.is_empty() {
            f.write_str("all kinds")?;
        }
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.as_str()).collect();
        f.write_str(&kinds.join(", "))?;
        if self.countries.is_empty() {
            return Ok(());
        }
        let countries: Vec<String> = self
            .countries
            .iter()
            .map(|c| alloc::format!("{c}"))
            .collect();
        write!(f, " in {}", countries.join(", "))
    }
}
