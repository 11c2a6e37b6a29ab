//! `coverage`: the value after haircuts covers what is owed.
//!
//! Formula: `sum (1 - h_j) v_j q_j >= min_ratio * A`, with the haircut `h_j = min(1, kind's + days')` in basis
//! points. Over the denominator 10^4: `m_j = 10^4 - h_j`, `b = ceil(10^4 * min_ratio * A * 10^S)`.
//! Days are those to final maturity. What has none has no days left: only its kind's haircut touches it.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::coverage_terms::{CoverageTerms, DayHaircut};
use super::error::RuleError;
use super::kind::RuleKind;
use super::limits::MAX_ENTRIES;
use super::lists::check_length;
use super::units::BPS;
use crate::decimal::Decimal;
use crate::instrument::InstrumentKind;
use crate::json::field_readers::{non_empty, some_at_most};
use crate::macros::fields;
use crate::table::coefficient::BoundFactor;

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

fields!(Coverage { min_ratio, haircuts_bps by non_empty, haircuts_by_days by some_at_most::<MAX_ENTRIES, _> });

impl RuleKind for Coverage {
    const NAME: &'static str = "coverage";
    const SUMMARY: &'static str = "The value after haircuts covers what is owed.";
    const SOURCE: &'static str =
        "1:1 backing, GENIUS Act (Pub. L. 119-27) section 4(a)(1); Regulation (EU) 2023/1114 articles 36 and 54.";

    fn validate(&self, _: &PolicyContext<'_>) -> Result<(), RuleError> {
        if self.min_ratio.is_zero() {
            return Err(RuleError::ZeroRatio);
        }
        check_length("haircuts_by_days", &self.haircuts_by_days)?;
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

    fn coverage(&self) -> Option<CoverageTerms<'_>> {
        Some(self.terms())
    }

    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError> {
        let terms = self.terms();
        Ok(vec![LinearConstraint {
            label: format!("coverage >= {}", self.min_ratio),
            multipliers: context.multipliers(|row| BPS as i64 - terms.haircut(row)),
            denominator: BPS,
            bound: ConstraintBound::at_least(self.min_ratio.clone(), BoundFactor::Amount),
            unit: Unit::Currency,
        }])
    }
}

impl Coverage {
    fn terms(&self) -> CoverageTerms<'_> {
        CoverageTerms {
            min_ratio: &self.min_ratio,
            haircuts_bps: &self.haircuts_bps,
            haircuts_by_days: &self.haircuts_by_days,
        }
    }
}
