//! `nav`: the portfolio, less what is owed besides tokens, is worth what the tokens say, within a band.
//!
//! Formulas, `N` the value per token, `L` the payables: `V - L >= (1 - band) N T`, so `m_j = 1`,
//! `b = ceil(((1 - band) N T + L) * 10^S)`; and `V - L <= (1 + band) N T`, so `m_j = -1`,
//! `b = -floor(((1 + band) N T + L) * 10^S)`.

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

/// Parameters of `nav`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Nav {
    /// Net asset value per token, in the book's currency.
    pub per_token: Decimal,
    /// Half the width of the band, as a share of it: `0.005` is half a percent either way.
    pub band: Decimal,
}

fields!(Nav { per_token, band });

impl RuleKind for Nav {
    const NAME: &'static str = "nav";
    const SUMMARY: &'static str =
        "The portfolio, less what is owed besides tokens, is worth what the tokens say, within a band.";
    const SOURCE: &'static str =
        "Half a percent is where 17 CFR 270.2a-7(g)(1)(i)(B) makes a board act.";

    fn validate(&self, _: &PolicyContext<'_>) -> Result<(), RuleError> {
        self.factors().map(|_| ())
    }

    fn count(&self, _: &BookContext<'_>) -> usize {
        2
    }

    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError> {
        let (lower, upper) = self.factors()?;
        let per_token = &self.per_token;
        let constraint = |label, multiplier, bound| LinearConstraint {
            label,
            multipliers: context.multipliers(|_| multiplier),
            denominator: 1,
            bound,
            unit: Unit::Currency,
        };
        Ok(vec![
            constraint(
                format!("assets less payables >= {lower} x {per_token} per token"),
                1,
                ConstraintBound::at_least(&lower * per_token, BoundFactor::TokensAndPayables),
            ),
            constraint(
                format!("assets less payables <= {upper} x {per_token} per token"),
                -1,
                ConstraintBound::at_most(&upper * per_token, BoundFactor::TokensAndPayables),
            ),
        ])
    }
}

impl Nav {
    /// `1 - band` and `1 + band`.
    fn factors(&self) -> Result<(Decimal, Decimal), RuleError> {
        let one = Decimal::from(1);
        let lower = one.checked_sub(&self.band).ok_or(RuleError::BandTooWide)?;
        Ok((lower, &one + &self.band))
    }
}
