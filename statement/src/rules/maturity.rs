//! `maturity`: the weighted average maturity and life stay under their limits.
//!
//! Formula: `sum d_j v_j q_j / V <= limit`, so `m_j = limit - d_j`, `b = 0`. Both averages run to final maturity:
//! interest reset dates, which the law lets shorten the first of them, do not count here. That is the stricter reading.

use alloc::format;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::error::RuleError;
use super::kind::RuleKind;
use crate::macros::fields;

/// Parameters of `maturity`; at least one limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Maturity {
    /// Most days of weighted average maturity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wam_max_days: Option<u32>,
    /// Most days of weighted average life.
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
    const SOURCE: &'static str = "17 CFR 270.2a-7(d)(1)(ii) and (iii).";

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
        let constraint = |(name, limit): (&str, u32)| LinearConstraint {
            label: format!("{name} <= {limit} days"),
            multipliers: context.multipliers(|row| i64::from(limit) - row.days),
            denominator: 1,
            bound: ConstraintBound::zero(),
            unit: Unit::CurrencyDays,
        };
        Ok(self.limits().map(constraint).collect())
    }
}

impl Maturity {
    /// The limits given, with their names.
    fn limits(&self) -> impl Iterator<Item = (&'static str, u32)> {
        let wam = self.wam_max_days.map(|days| ("WAM", days));
        let wal = self.wal_max_days.map(|days| ("WAL", days));
        wam.into_iter().chain(wal)
    }
}
