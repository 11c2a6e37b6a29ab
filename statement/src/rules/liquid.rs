//! `liquid`: enough is money within a number of days.
//!
//! Liquid are cash and funds (redeemable the same day), and every row that is repaid within `within_days`; tokens of
//! another issuer are not. `always` adds kinds whatever their maturity, `only` takes all other kinds away.
//!
//! Formulas, `s` the share in millionths: of assets, `sum [liquid] v_j q_j >= s V`, so `m_j = 10^6 [liquid] - s`,
//! `b = 0`; of supply, `sum [liquid] v_j q_j >= s A`, so `m_j = 10^6 [liquid]`, `b = ceil(s * A * 10^S)`.

use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::error::RuleError;
use super::kind::RuleKind;
use super::kind_set::KindSet;
use super::limits::MAX_ENTRIES;
use super::lists::check_each_once;
use super::row_facts::RowFacts;
use super::share_ppm::share_ppm;
use super::units::PPM;
use crate::decimal::Decimal;
use crate::instrument::InstrumentKind;
use crate::json::field_readers::some_at_most;
use crate::macros::fields;
use crate::macros::names;
use crate::table::coefficient::BoundFactor;

/// Parameters of `liquid`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Liquid {
    /// Rows with at most this many days left are liquid.
    pub within_days: u32,
    /// Least share of liquid value, 0 to 1 with at most 6 decimals.
    pub min_share: Decimal,
    /// Share of what.
    pub of: LiquidBase,
    /// Only these kinds count, such as deposits: `["cash"]`. Absent: all kinds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<InstrumentKind>,
    /// Kinds that are liquid whatever their maturity.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub always: Vec<InstrumentKind>,
}

fields!(Liquid { within_days, min_share, of, only by some_at_most::<MAX_ENTRIES, _>, always by some_at_most::<MAX_ENTRIES, _> });

/// What a liquid share is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LiquidBase {
    /// The value of all rows.
    Assets,
    /// The amount to cover.
    Supply,
}

names!(LiquidBase {
    "assets" => Assets,
    "supply" => Supply,
});

impl RuleKind for Liquid {
    const NAME: &'static str = "liquid";
    const SUMMARY: &'static str = "Enough is money within a number of days.";
    const SOURCE: &'static str =
        "Daily and weekly liquid assets, 17 CFR 270.2a-7(d)(4); deposits, Regulation (EU) 2023/1114 article 54(a).";

    fn validate(&self, _: &PolicyContext<'_>) -> Result<(), RuleError> {
        check_each_once("only", &self.only)?;
        check_each_once("always", &self.always)?;
        share_ppm(&self.min_share).map(|_| ())
    }

    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError> {
        let share = share_ppm(&self.min_share)?;
        let (of, from_all, bound) = match self.of {
            LiquidBase::Assets => ("assets", share as i64, ConstraintBound::zero()),
            LiquidBase::Supply => (
                "supply",
                0,
                ConstraintBound::at_least(self.min_share.clone(), BoundFactor::Amount),
            ),
        };
        let what = if self.only.is_empty() {
            "liquid".into()
        } else {
            let kinds: Vec<&str> = self.only.iter().map(|kind| kind.as_str()).collect();
            kinds.join(", ")
        };
        let always = if self.always.is_empty() {
            String::new()
        } else {
            let kinds: Vec<&str> = self.always.iter().map(|kind| kind.as_str()).collect();
            format!(" (always {})", kinds.join(", "))
        };
        let (only, always_liquid) = (KindSet::of_optional(&self.only), KindSet::of(&self.always));
        let is_liquid = |row: &RowFacts<'_>| {
            only.contains(row.kind) && (self.is_in_time(row) || always_liquid.contains(row.kind))
        };
        let (days, min_share) = (self.within_days, &self.min_share);
        Ok(vec![LinearConstraint {
            label: format!("{what} within {days} days{always} >= {min_share} of {of}"),
            multipliers: context
                .multipliers(|row| PPM as i64 * i64::from(is_liquid(row)) - from_all),
            denominator: PPM,
            bound,
            unit: Unit::Currency,
        }])
    }
}

impl Liquid {
    fn is_in_time(&self, row: &RowFacts<'_>) -> bool {
        // Cash and same-day funds have no days left. Another issuer's token promises no date at all.
        row.kind != InstrumentKind::Token && row.days <= i64::from(self.within_days)
    }
}
