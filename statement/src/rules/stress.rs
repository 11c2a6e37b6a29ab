//! `stress`: coverage survives a parallel shift of rates.
//!
//! Formula: `sum max(0, 1 - h_j - shift * d_j / 365) v_j q_j >= min_ratio * A`, ratio and haircuts those of the
//! policy's one coverage rule. Years to final maturity bound the duration from above, also where a reset or a demand
//! date would make it shorter, and haircut and loss are added where compounding would give less: both against the
//! prover. Over the denominator `10^4 * 365`:
//! `m_j = max(0, 3,650,000 - 365 h_j - shift_bps * d_j)`, `b = ceil(3,650,000 * min_ratio * A * 10^S)`.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::error::RuleError;
use super::kind::RuleKind;
use super::units::BPS;
use crate::macros::fields;
use crate::table::coefficient::BoundFactor;

/// Days in a year of interest.
const DAYS_IN_YEAR: u64 = 365;

const DENOMINATOR: u64 = BPS * DAYS_IN_YEAR;

/// Parameters of `stress`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stress {
    /// The shift of all rates, in basis points.
    pub shift_bps: u32,
}

fields!(Stress { shift_bps });

impl RuleKind for Stress {
    const NAME: &'static str = "stress";
    const SUMMARY: &'static str = "Coverage survives a parallel shift of rates.";
    const SOURCE: &'static str = "Shifts of interest rates, 17 CFR 270.2a-7(g)(8).";

    /// Its only number may be anything.
    fn validate(&self, policy: &PolicyContext<'_>) -> Result<(), RuleError> {
        policy.one_coverage().map(|_| ())
    }

    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError> {
        let coverage = context.policy.one_coverage()?;
        let days_in_year = DAYS_IN_YEAR as i64;
        Ok(vec![LinearConstraint {
            label: format!(
                "coverage >= {} after +{} bps",
                coverage.min_ratio, self.shift_bps
            ),
            multipliers: context.multipliers(|row| {
                let haircut = days_in_year * coverage.haircut(row);
                let loss = i64::from(self.shift_bps) * row.days.to_maturity;
                (DENOMINATOR as i64 - haircut - loss).max(0)
            }),
            denominator: DENOMINATOR,
            bound: ConstraintBound::at_least(coverage.min_ratio.clone(), BoundFactor::Amount),
            unit: Unit::Currency,
        }])
    }
}
