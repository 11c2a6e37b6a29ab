//! `nav`: the portfolio is worth what the tokens say, within a band.
//!
//! Formulas, `N` the value per token: `V >= (1 - band) N T`, so `m_j = 1`, `b = ceil((1 - band) N T * 10^S)`; and
//! `V <= (1 + band) N T`, so `m_j = -1`, `b = -floor((1 + band) N T * 10^S)`.
//!
//! Source: half a percent is where 17 CFR 270.2a-7(g)(1)(i)(B) makes a board act.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

use super::{Context, Draft, RuleError};
use crate::compile::Unit;
use crate::decimal::Decimal;
use crate::macros::fields;
use crate::rounding::{ceil_requirement, floor_limit};

/// Parameters of `nav`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Nav {
    /// Net asset value per token, in the book's currency.
    pub per_token: Decimal,
    /// Half the width of the band, as a share of it: `0.005` is half a percent either way.
    pub band: Decimal,
}

fields!(Nav { per_token, band });

impl Nav {
    /// See [`RuleError`].
    pub(super) fn validate(&self) -> Result<(), RuleError> {
        self.factors().map(|_| ())
    }

    /// `1 - band` and `1 + band`.
    fn factors(&self) -> Result<(Decimal, Decimal), RuleError> {
        let one = Decimal::from(1);
        let lower = one.checked_sub(&self.band).ok_or(RuleError::BandTooWide)?;
        Ok((lower, &one + &self.band))
    }

    pub(super) fn drafts(&self, context: &Context<'_>) -> Result<Vec<Draft>, RuleError> {
        let (lower, upper) = self.factors()?;
        let value = &self.per_token * context.tokens;
        let (per_token, scale) = (&self.per_token, context.scale);
        let draft = |label, multiplier, bound| Draft {
            label,
            multipliers: context.multipliers(|_, _| multiplier),
            bound,
            denominator: 1,
            unit: Unit::Currency,
        };
        Ok(vec![
            draft(
                format!("assets >= {lower} x {per_token} per token"),
                1,
                ceil_requirement(1, &(&lower * &value), scale),
            ),
            draft(
                format!("assets <= {upper} x {per_token} per token"),
                -1,
                -floor_limit(1, &(&upper * &value), scale),
            ),
        ])
    }
}
