//! `liquid`: enough is money within a number of days.
//!
//! Liquid are cash and funds (redeemable the same day), and every row that is repaid within `within_days`; tokens of
//! another issuer are not. `always` adds kinds whatever their maturity, `only` takes all other kinds away.
//!
//! Formulas, `s` the share in millionths: of assets, `sum [liquid] v_j q_j >= s V`, so `m_j = 10^6 [liquid] - s`, `b = 0`;
//! of supply, `sum [liquid] v_j q_j >= s A`, so `m_j = 10^6 [liquid]`, `b = ceil(s * A * 10^S)`.
//!
//! Source: daily and weekly liquid assets, 17 CFR 270.2a-7(d)(4); deposits, Regulation (EU) 2023/1114 article 54(a).

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use num_bigint::BigInt;
use serde::Serialize;

use super::{share_ppm, Context, Draft, RuleError, PPM};
use crate::book::BookRow;
use crate::compile::Unit;
use crate::decimal::Decimal;
use crate::instrument::InstrumentKind;
use crate::json::field_readers::non_empty;
use crate::macros::fields;
use crate::macros::names;
use crate::rounding::ceil_requirement;

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

impl Liquid {
    /// See [`RuleError`].
    pub(super) fn validate(&self) -> Result<(), RuleError> {
        share_ppm(&self.min_share).map(|_| ())
    }

    fn is_liquid(&self, row: &BookRow, days: i64) -> bool {
        let counts = self.only.is_empty() || self.only.contains(&row.kind);
        // Cash and same-day funds have no days left. Another issuer's token promises no date at all.
        let in_time = row.kind != InstrumentKind::Token && days <= i64::from(self.within_days);
        counts && (in_time || self.always.contains(&row.kind))
    }

    pub(super) fn draft(&self, context: &Context<'_>) -> Result<Draft, RuleError> {
        let share = share_ppm(&self.min_share)?;
        let (of, from_all, bound) = match self.of {
            LiquidBase::Assets => ("assets", share as i64, BigInt::ZERO),
            LiquidBase::Supply => (
                "supply",
                0,
                ceil_requirement(share, context.amount, context.scale),
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
        Ok(Draft {
            label: format!("{what} within {days} days{always} >= {min_share} of {of}"),
            multipliers: context.multipliers(|row, days| {
                PPM as i64 * i64::from(self.is_liquid(row, days)) - from_all
            }),
            bound,
            denominator: PPM,
            unit: Unit::Currency,
        })
    }
}
