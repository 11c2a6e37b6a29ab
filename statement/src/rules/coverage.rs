//! `coverage`: the value after haircuts covers what is owed.
//!
//! Formula: `sum (1 - h_j) v_j q_j >= min_ratio * A`, with the haircut `h_j = min(1, kind's + days')` in basis
//! points. Over the denominator 10^4: `m_j = 10^4 - h_j`, `b = ceil(10^4 * min_ratio * A * 10^S)`.
//! Cash, funds and tokens have no days left: only their kind's haircut touches them.
//!
//! Source: 1:1 backing, GENIUS Act (Pub. L. 119-27) section 4(a)(1); Regulation (EU) 2023/1114 articles 36 and 54.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec::Vec;
use serde::Serialize;

use super::{Context, Draft, RuleError, BPS};
use crate::book::BookRow;
use crate::compile::Unit;
use crate::decimal::Decimal;
use crate::instrument::InstrumentKind;
use crate::json::field_readers::non_empty;
use crate::macros::fields;
use crate::rounding::ceil_requirement;

/// Parameters of `coverage`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Least ratio of haircut value to the amount to cover, such as `1.00`.
    pub min_ratio: Decimal,
    /// Haircut per kind, in basis points (1/10,000 of the value).
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub haircuts_bps: BTreeMap<InstrumentKind, u32>,
    /// Haircut by days left, on top of the one per kind: the last entry whose `over_days` is exceeded counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub haircuts_by_days: Vec<DayHaircut>,
}

fields!(Coverage { min_ratio, haircuts_bps by non_empty, haircuts_by_days by non_empty });

/// A haircut on rows with more than `over_days` days left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DayHaircut {
    /// Days left that must be exceeded.
    pub over_days: u32,
    /// The haircut, in basis points.
    pub bps: u32,
}

fields!(DayHaircut { over_days, bps });

impl Coverage {
    /// See [`RuleError`].
    pub(super) fn validate(&self) -> Result<(), RuleError> {
        if self.min_ratio.is_zero() {
            return Err(RuleError::ZeroRatio);
        }
        let by_days = self.haircuts_by_days.iter().map(|entry| entry.bps);
        for found in self.haircuts_bps.values().copied().chain(by_days) {
            if u64::from(found) > BPS {
                return Err(RuleError::HaircutTooLarge { found });
            }
        }
        let mut last = None;
        for (entry, haircut) in self.haircuts_by_days.iter().enumerate() {
            if last >= Some(haircut.over_days) {
                return Err(RuleError::DaysNotIncreasing { entry });
            }
            last = Some(haircut.over_days);
        }
        Ok(())
    }

    /// `h_j` in basis points: that of the kind plus that of the days left, at most all of it.
    pub(super) fn haircut(&self, row: &BookRow, days: i64) -> i64 {
        let by_kind = self.haircuts_bps.get(&row.kind).copied().unwrap_or(0);
        let by_days = self
            .haircuts_by_days
            .iter()
            .rev()
            .find(|entry| i64::from(entry.over_days) < days)
            .map_or(0, |entry| entry.bps);
        (i64::from(by_kind) + i64::from(by_days)).min(BPS as i64)
    }

    /// `min_ratio * A`, exact.
    pub(super) fn requirement(&self, context: &Context<'_>) -> Decimal {
        &self.min_ratio * context.amount
    }

    pub(super) fn draft(&self, context: &Context<'_>) -> Draft {
        Draft {
            label: format!("coverage >= {}", self.min_ratio),
            multipliers: context.multipliers(|row, days| BPS as i64 - self.haircut(row, days)),
            bound: ceil_requirement(BPS, &self.requirement(context), context.scale),
            denominator: BPS,
            unit: Unit::Currency,
        }
    }
}
