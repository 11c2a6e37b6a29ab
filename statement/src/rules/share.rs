//! `share`: a group is a share of all assets within a band.
//!
//! Formulas, `low` and `high` the ends of the band in millionths: `sum [member] v_j q_j >= low V`, so
//! `m_j = 10^6 [member] - low`; and `sum [member] v_j q_j <= high V`, so `m_j = high - 10^6 [member]`; `b = 0`. A `min`
//! of 0 and a `max` of 1 hold for any quantities, so they turn into no inequality.
//!
//! A group without value has the share 0. If there is no value at all (`V = 0`), every band holds: what shows that
//! there is some is another inequality, any of a bound above zero, such as coverage.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::error::RuleError;
use super::group::Group;
use super::kind::RuleKind;
use super::share_ppm::share_ppm;
use super::units::PPM;
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

impl RuleKind for Share {
    const NAME: &'static str = "share";
    const SUMMARY: &'static str = "A group is a share of all assets within a band.";
    const SOURCE: &'static str =
        "Composition of reserves, GENIUS Act (Pub. L. 119-27) section 4(a)(1)(C).";

    fn validate(&self, _: &PolicyContext<'_>) -> Result<(), RuleError> {
        self.of.validate()?;
        let (low, high) = self.ends()?;
        match (low, high) {
            (0, PPM) => Err(RuleError::AnyShare),
            _ if low > high => Err(RuleError::BandReversed),
            _ => Ok(()),
        }
    }

    fn needs_countries(&self) -> bool {
        !self.of.countries.is_empty()
    }

    fn count(&self, _: &BookContext<'_>) -> usize {
        let ends = self.ends();
        ends.map_or(0, |(low, high)| {
            usize::from(low > 0) + usize::from(high < PPM)
        })
    }

    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError> {
        let (low, high) = self.ends()?;
        let one = PPM as i64;
        let of = self.of.members();
        let constraint = |label: String, multiplier: &dyn Fn(bool) -> i64| LinearConstraint {
            label,
            multipliers: context.multipliers(|row| multiplier(of.contains(row))),
            denominator: PPM,
            bound: ConstraintBound::zero(),
            unit: Unit::Currency,
        };
        let mut constraints = Vec::with_capacity(2);
        if low > 0 {
            constraints.push(constraint(
                format!("{} >= {} of assets", self.of, self.min),
                &|member| one * i64::from(member) - low as i64,
            ));
        }
        if high < PPM {
            constraints.push(constraint(
                format!("{} <= {} of assets", self.of, self.max),
                &|member| high as i64 - one * i64::from(member),
            ));
        }
        Ok(constraints)
    }
}

impl Share {
    /// `min` and `max` in millionths.
    fn ends(&self) -> Result<(u64, u64), RuleError> {
        Ok((share_ppm(&self.min)?, share_ppm(&self.max)?))
    }
}
