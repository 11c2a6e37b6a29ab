//! `yield`: what was held throughout the period earned what holders were given out of it.
//!
//! Formula: `sum e_i p_i >= min_ratio * D`, where `p_i` is the private quantity of row i of the book's income, that is how
//! many units were held without a break from the earlier book to this one or until they were repaid, `e_i` what one unit
//! earned, and `D` what was distributed. With `v_i = |e_i|` at the book's scale: `m_i` is the sign of `e_i`,
//! `b = ceil(min_ratio * D * 10^S)`.
//!
//! What was bought or sold in the period is not counted, whatever it earned: that is against the prover.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::error::RuleError;
use super::kind::RuleKind;
use crate::decimal::Decimal;
use crate::macros::fields;
use crate::table::coefficient::BoundFactor;

/// Parameters of `yield`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Yield {
    /// Least ratio of the income to what was distributed: `1` says that all of it was earned.
    pub min_ratio: Decimal,
}

fields!(Yield { min_ratio });

impl RuleKind for Yield {
    const NAME: &'static str = "yield";
    const SUMMARY: &'static str =
        "What was held throughout the period earned what holders were given out of it.";
    const SOURCE: &'static str =
        "A dividend out of another source than net income has to be told, 15 U.S.C. 80a-19(a).";

    fn validate(&self, _: &PolicyContext<'_>) -> Result<(), RuleError> {
        match self.min_ratio.is_zero() {
            true => Err(RuleError::ZeroRatio),
            false => Ok(()),
        }
    }

    fn needs_income(&self) -> bool {
        true
    }

    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError> {
        let sign = |negative| if negative { -1 } else { 1 };
        Ok(vec![LinearConstraint {
            label: format!("income >= {} x distributed", self.min_ratio),
            multipliers: context.income_multipliers(|row| sign(row.per_unit.is_negative())),
            denominator: 1,
            bound: ConstraintBound::at_least(self.min_ratio.clone(), BoundFactor::Distributed),
            unit: Unit::Currency,
        }])
    }
}
