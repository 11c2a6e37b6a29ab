//! `maturity`: the weighted average maturity and life stay under their limits.
//!
//! Formula: `sum d_j v_j q_j / V <= limit`, so `m_j = limit - d_j`, `b = 0`. Of the first average (WAM), `d_j` are the
//! days as 17 CFR 270.2a-7(i) shortens them; of the second (WAL) they are those without regard to resets.

use alloc::format;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::error::RuleError;
use super::kind::RuleKind;
use super::row_facts::RowFacts;
use crate::book::Book;
use crate::macros::fields;

/// Parameters of `maturity`; at least one limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Maturity {
    /// Most days of weighted average maturity: to the next reset, for kinds that have one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wam_max_days: Option<u32>,
    /// Most days of weighted average life: to final maturity, or to the demand date of an agency_frn or a repo.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wal_max_days: Option<u32>,
}

fields!(Maturity {
    wam_max_days,
    wal_max_days
});

impl RuleKind for Maturity {
    const NAME: &'static str = "maturity";
    const SUMMARY: &'static str = "The weighted average maturity and life stay under their limits.";
    const SOURCE: &'static str =
        "17 CFR 270.2a-7(d)(1)(ii) and (iii), counted as its paragraph (i) says.";

    fn validate(&self, _: &PolicyContext<'_>) -> Result<(), RuleError> {
        match self.limits().next() {
            Some(_) => Ok(()),
            None => Err(RuleError::NoLimit),
        }
    }

    fn count(&self, _: &BookContext<'_>) -> usize {
        self.limits().count()
    }

    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError> {
        let constraint = |(average, limit): (Average, u32)| LinearConstraint {
            label: format!("{} <= {limit} days", average.as_str()),
            multipliers: context.multipliers(|row| i64::from(limit) - average.days(row)),
            denominator: 1,
            bound: ConstraintBound::zero(),
            unit: Unit::CurrencyDays,
        };
        Ok(self.limits().map(constraint).collect())
    }
}

impl Maturity {
    /// Most days of the average to final maturity, whatever is held of the book: the smaller of the limits that count
    /// no row of it to an earlier date. `None` if all do.
    pub fn max_days_to_final(&self, book: &Book) -> Option<u32> {
        let counts_to_the_end = |average: Average| {
            book.rows.iter().all(|row| {
                let facts = RowFacts::new(book, row);
                average.days(&facts) == facts.days.to_maturity
            })
        };
        let limits = self.limits();
        let to_the_end = limits.filter(|(average, _)| counts_to_the_end(*average));
        to_the_end.map(|(_, limit)| limit).min()
    }

    /// The limits given, and of which average.
    fn limits(&self) -> impl Iterator<Item = (Average, u32)> {
        let wam = self.wam_max_days.map(|days| (Average::Maturity, days));
        let wal = self.wal_max_days.map(|days| (Average::Life, days));
        wam.into_iter().chain(wal)
    }
}

/// The two averages.
#[derive(Clone, Copy)]
enum Average {
    Maturity,
    Life,
}

impl Average {
    const fn as_str(self) -> &'static str {
        match self {
            Average::Maturity => "WAM",
            Average::Life => "WAL",
        }
    }

    /// What a row counts in it.
    const fn days(self, row: &RowFacts<'_>) -> i64 {
        match self {
            Average::Maturity => row.days.shortened,
            Average::Life => row.days.life,
        }
    }
}
