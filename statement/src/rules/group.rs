//! The rows that a `share` or `tenor` rule speaks of.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::Serialize;

use super::error::RuleError;
use crate::book::{Book, BookRow};
use crate::country::Country;
use crate::instrument::InstrumentKind;
use crate::json::field_readers::non_empty;
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

fields!(Group { kinds by non_empty, countries by non_empty });

impl Group {
    /// See [`RuleError`].
    pub(super) fn validate(&self) -> Result<(), RuleError> {
        match self.kinds.is_empty() && self.countries.is_empty() {
            true => Err(RuleError::NoGroup),
            false => Ok(()),
        }
    }

    /// Whether a row of the book is in it. Where the book says of no custodian in which country it is, no row is in
    /// any.
    pub fn contains(&self, book: &Book, row: &BookRow) -> bool {
        let of_kind = self.kinds.is_empty() || self.kinds.contains(&row.kind);
        let kept = || book.countries.get(&row.custodian);
        let in_country =
            self.countries.is_empty() || kept().is_some_and(|c| self.countries.contains(c));
        of_kind && in_country
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
