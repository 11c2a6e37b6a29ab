//! `tenor`: the days left of a group, weighted by value, average within a band.
//!
//! Formulas: `sum [member] d_j v_j q_j >= min_days sum [member] v_j q_j`, so `m_j = [member] (d_j - min_days)`; and
//! `sum [member] d_j v_j q_j <= max_days sum [member] v_j q_j`, so `m_j = [member] (max_days - d_j)`; `b = 0`. A `min_days` of
//! 0 holds for any quantities, so it turns into no inequality.
//!
//! A group without value has no average, and every band holds. What shows that it has some is a `share` of it, or of a part
//! of it, with a `min` above 0, in a report that also shows that there is value at all.
//!
//! Source: average tenor of reserves, GENIUS Act (Pub. L. 119-27) section 4(a)(1)(C). Days run to final maturity, as in
//! `maturity`.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use num_bigint::BigInt;
use serde::Serialize;

use super::{Context, Draft, Group, RuleError};
use crate::compile::Unit;
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

impl Tenor {
    /// See [`RuleError`].
    pub(super) fn validate(&self) -> Result<(), RuleError> {
        self.of.as_ref().map_or(Ok(()), Group::validate)?;
        match self.min_days <= self.max_days {
            true => Ok(()),
            false => Err(RuleError::BandReversed),
        }
    }

    /// How many inequalities it turns into.
    pub(super) fn count(&self) -> usize {
        1 + usize::from(self.min_days > 0)
    }

    pub(super) fn drafts(&self, context: &Context<'_>) -> Vec<Draft> {
        let (low, high) = (i64::from(self.min_days), i64::from(self.max_days));
        let draft = |label: String, multiplier: &dyn Fn(i64) -> i64| Draft {
            label,
            multipliers: context.multipliers(|row, days| {
                let group = self.of.as_ref();
                match group.is_none_or(|group| group.contains(context.book, row)) {
                    true => multiplier(days),
                    false => 0,
                }
            }),
            bound: BigInt::ZERO,
            denominator: 1,
            unit: Unit::GroupCurrencyDays,
        };
        let what = match &self.of {
            Some(group) => format!("{group}"),
            None => "all kinds".into(),
        };
        let mut drafts = Vec::with_capacity(2);
        if low > 0 {
            drafts.push(draft(
                format!("{what}: average tenor >= {low} days"),
                &|days| days - low,
            ));
        }
        drafts.push(draft(
            format!("{what}: average tenor <= {high} days"),
            &|days| high - days,
        ));
        drafts
    }
}
