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
use super::share_ppm::share_ppm;
use super::units::PPM;
use crate::book::BookRow;
use crate::decimal::Decimal;
use crate::instrument::InstrumentKind;
use crate::json::field_readers::non_empty;
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

fields!(Liquid { within_days, min_share, of, only by non_empty, always by non_empty });

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
        let (days, min_share) = (self.within_days, &self.min_share);
        Ok(vec![LinearConstraint {
            label: format!("{what} within {days} days{always} >= {min_share} of {of}"),
            multipliers: context.multipliers(|row, days| {
                PPM as i64 * i64::from(self.is_liquid(row, days)) - from_all
            }),
            denominator: PPM,
            bound,
            unit: Unit::Currency,
        }])
    }
}

impl Liquid {
    fn is_liquid(&self, row: &BookRow, days: i64) -> bool {
        let counts = self.only.is_empty() || self.only.contains(&row.kind);
        // Cash and same-day funds have no days left. Another issuer's token promises no date at all.
        let in_time = row.kind != InstrumentKind::Token && days <= i64::from(self.within_days);
        counts && (in_time || self.always.contains(&row.kind))
    }
}
