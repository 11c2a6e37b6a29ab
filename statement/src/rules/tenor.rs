//! `tenor`: the days left of a group, weighted by value, average within a band.
//!
//! Formulas: `sum [member] d_j v_j q_j >= min_days sum [member] v_j q_j`, so `m_j = [member] (d_j - min_days)`; and
//! `sum [member] d_j v_j q_j <= max_days sum [member] v_j q_j`, so `m_j = [member] (max_days - d_j)`; `b = 0`. A
//! `min_days` of 0 holds for any quantities, so it turns into no inequality.
//!
//! A group without value has no average, and every band holds. What shows that it has some is a `share` of it, or of a
//! part of it, with a `min` above 0, in a report that also shows that there is value at all.
//!
//! Days run to final maturity. A band has two sides, so no other date would be the stricter one.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::error::RuleError;
use super::group::Group;
use super::kind::RuleKind;
use crate::macros::fields;

/// Parameters of `tenor`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tenor {
    /// Which rows. Absent: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<Group>,
    /// Least days of the average.
    pub min_days: u32,
    /// Most days of the average, `min_days` or more.
    pub max_days: u32,
}

fields!(Tenor {
    of,
    min_days,
    max_days
});

impl RuleKind for Tenor {
    const NAME: &'static str = "tenor";
    const SUMMARY: &'static str =
        "The days left of a group, weighted by value, average within a band.";
    const SOURCE: &'static str =
        "Average tenor of reserves, GENIUS Act (Pub. L. 119-27) section 4(a)(1)(C).";

    fn validate(&self, _: &PolicyContext<'_>) -> Result<(), RuleError> {
        self.of.as_ref().map_or(Ok(()), Group::validate)?;
        match self.min_days <= self.max_days {
            true => Ok(()),
            false => Err(RuleError::BandReversed),
        }
    }

    fn needs_countries(&self) -> bool {
        self.of.as_ref().is_some_and(|of| !of.countries.is_empty())
    }

    fn count(&self, _: &BookContext<'_>) -> usize {
        1 + usize::from(self.min_days > 0)
    }

    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError> {
        let (low, high) = (i64::from(self.min_days), i64::from(self.max_days));
        let of = self.of.as_ref().map(Group::members);
        let constraint = |label: String, multiplier: &dyn Fn(i64) -> i64| LinearConstraint {
            label,
            multipliers: context.multipliers(|row| {
                match of.as_ref().is_none_or(|of| of.contains(row)) {
                    true => multiplier(row.days.to_maturity),
                    false => 0,
                }
            }),
            denominator: 1,
            bound: ConstraintBound::zero(),
            unit: Unit::GroupCurrencyDays,
        };
        let what = match &self.of {
            Some(group) => format!("{group}"),
            None => "all kinds".into(),
        };
        let mut constraints = Vec::with_capacity(2);
        if low > 0 {
            constraints.push(constraint(
                format!("{what}: average tenor >= {low} days"),
                &|days| days - low,
            ));
        }
        constraints.push(constraint(
            format!("{what}: average tenor <= {high} days"),
            &|days| high - days,
        ));
        Ok(constraints)
    }
}
