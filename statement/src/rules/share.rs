//! `share`: a group is a share of all assets within a band.
//!
//! Formulas, `low` and `high` the ends of the band in millionths: `sum [member] v_j q_j >= low V`, so
//! `m_j = 10^6 [member] - low`; and `sum [member] v_j q_j <= high V`, so `m_j = high - 10^6 [member]`; `b = 0`. A `min` of 0
//! and a `max` of 1 hold for any quantities, so they turn into no inequality.
//!
//! A group without value has the share 0. If there is no value at all (`V = 0`), every band holds: what shows that there is
//! some is another inequality, any of a bound above zero, such as coverage.
//!
//! Source: composition of reserves, GENIUS Act (Pub. L. 119-27) section 4(a)(1)(C).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use num_bigint::BigInt;
use serde::Serialize;

use super::{share_ppm, Context, Draft, Group, RuleError, PPM};
use crate::compile::Unit;
use crate::decimal::Decimal;
use crate::macros::fields;

/// Parameters of `share`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Which rows.
    pub of: Group,
    /// Least that they are of the value of all rows, 0 to 1 with at most 6 decimals.
    pub min: Decimal,
    /// Most that they are of it, from `min` to 1 with at most 6 decimals.
    pub max: Decimal,
}

fields!(Share { of, min, max });

impl Share {
    /// See [`RuleError`].
    pub(super) fn validate(&self) -> Result<(), RuleError> {
        self.of.validate()?;
        let (low, high) = self.ends()?;
        match (low, high) {
            (0, PPM) => Err(RuleError::AnyShare),
            _ if low > high => Err(RuleError::BandReversed),
            _ => Ok(()),
        }
    }

    /// `min` and `max` in millionths.
    fn ends(&self) -> Result<(u64, u64), RuleError> {
        Ok((share_ppm(&self.min)?, share_ppm(&self.max)?))
    }

    /// How many inequalities it turns into.
    pub(super) fn count(&self) -> usize {
        let ends = self.ends();
        ends.map_or(0, |(low, high)| {
            usize::from(low > 0) + usize::from(high < PPM)
        })
    }

    pub(super) fn drafts(&self, context: &Context<'_>) -> Result<Vec<Draft>, RuleError> {
        let (low, high) = self.ends()?;
        let one = PPM as i64;
        let draft = |label: String, multiplier: &dyn Fn(bool) -> i64| Draft {
            label,
            multipliers: context
                .multipliers(|row, _| multiplier(self.of.contains(context.book, row))),
            bound: BigInt::ZERO,
            denominator: PPM,
            unit: Unit::Currency,
        };
        let mut drafts = Vec::with_capacity(2);
        if low > 0 {
            drafts.push(draft(
                format!("{} >= {} of assets", self.of, self.min),
                &|member| one * i64::from(member) - low as i64,
            ));
        }
        if high < PPM {
            drafts.push(draft(
                format!("{} <= {} of assets", self.of, self.max),
                &|member| high as i64 - one * i64::from(member),
            ));
        }
        Ok(drafts)
    }
}
