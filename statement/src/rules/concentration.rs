//! `concentration`: no group holds more than its share.
//!
//! One inequality per group that the book has a row of and `except` does not name, in the order of first appearance.
//! Formula, `s` the share in millionths: `sum [member] v_j q_j <= s V`, so `m_j = s - 10^6 [member]`, `b = 0`.

use alloc::format;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::error::RuleError;
use super::groups::{GroupBy, Groups};
use super::kind::RuleKind;
use super::limits::MAX_ENTRIES;
use super::lists::check_each_once;
use super::share_ppm::share_ppm;
use super::units::PPM;
use crate::decimal::Decimal;
use crate::id::Id;
use crate::json::field_readers::some_at_most;
use crate::macros::fields;

/// Parameters of `concentration`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Concentration {
    /// What rows are grouped by.
    pub by: GroupBy,
    /// Most that one group may be of the value of all rows, 0 to 1 with at most 6 decimals.
    pub max_share: Decimal,
    /// Groups without a limit; kinds by their names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Id>,
}

fields!(Concentration { by, max_share, except by some_at_most::<MAX_ENTRIES, _> });

impl RuleKind for Concentration {
    const NAME: &'static str = "concentration";
    const SUMMARY: &'static str = "No group holds more than its share.";
    const SOURCE: &'static str = "Diversification, 17 CFR 270.2a-7(d)(3).";

    fn validate(&self, _: &PolicyContext<'_>) -> Result<(), RuleError> {
        check_each_once("except", &self.except)?;
        share_ppm(&self.max_share).map(|_| ())
    }

    fn count(&self, context: &BookContext<'_>) -> usize {
        let groups = context.groups(self.by);
        // Each name is in `except` once.
        groups
            .names
            .len()
            .saturating_sub(self.excepted(groups).count())
    }

    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError> {
        let share = share_ppm(&self.max_share)? as i64;
        let groups = context.groups(self.by);
        let mut limited = alloc::vec![true; groups.names.len()];
        for position in self.excepted(groups) {
            if let Some(limited) = limited.get_mut(position) {
                *limited = false;
            }
        }
        let constraint = |(position, group): (usize, &&str)| LinearConstraint {
            label: format!(
                "{} {group} <= {} of assets",
                self.by.as_str(),
                self.max_share
            ),
            multipliers: {
                let of_rows = groups.of_rows.iter();
                let is_member = of_rows.map(|of_row| i64::from(*of_row == Some(position)));
                let of_rows = is_member.map(|member| share - PPM as i64 * member);
                context.with_income(of_rows.collect())
            },
            denominator: PPM,
            bound: ConstraintBound::zero(),
            unit: Unit::Currency,
        };
        let groups = groups.names.iter().enumerate();
        let limited = groups.zip(limited).filter(|(_, limited)| *limited);
        Ok(limited.map(|(group, _)| constraint(group)).collect())
    }
}

impl Concentration {
    /// The groups without a limit, by their positions: those of `except` that the book has.
    fn excepted<'a>(&'a self, groups: &'a Groups<'_>) -> impl Iterator<Item = usize> + 'a {
        let names = self.except.iter().map(Id::as_str);
        names.filter_map(|name| groups.position(name))
    }
}
