//! `maturity`: the weighted average maturity and life stay under their limits.
//!
//! Formula: `sum d_j v_j q_j / V <= limit`, so `m_j = limit - d_j`, `b = 0`. Both averages run to final maturity: interest
//! reset dates, which the law lets shorten the first of them, do not count here. That is the stricter reading.
//!
//! Source: 17 CFR 270.2a-7(d)(1)(ii) and (iii).

use alloc::format;
use alloc::vec::Vec;
use num_bigint::BigInt;
use serde::Serialize;

use super::{Context, Draft, RuleError};
use crate::compile::Unit;
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

impl Maturity {
    /// See [`RuleError`].
    pub(super) fn validate(&self) -> Result<(), RuleError> {
        match self.limits().next() {
            Some(_) => Ok(()),
            None => Err(RuleError::NoLimit),
        }
    }

    /// The limits given, with their names.
    pub(super) fn limits(&self) -> impl Iterator<Item = (&'static str, u32)> {
        let wam = self.wam_max_days.map(|days| ("WAM", days));
        let wal = self.wal_max_days.map(|days| ("WAL", days));
        wam.into_iter().chain(wal)
    }

    pub(super) fn drafts(&self, context: &Context<'_>) -> Vec<Draft> {
        self.limits()
            .map(|(name, limit)| Draft {
                label: format!("{name} <= {limit} days"),
                multipliers: context.multipliers(|_, days| i64::from(limit) - days),
                bound: BigInt::ZERO,
                denominator: 1,
                unit: Unit::CurrencyDays,
            })
            .collect()
    }
}
