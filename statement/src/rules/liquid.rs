//! `liquid`: enough is money within a number of days.
//!
//! Liquid are cash, reserve balances and funds (redeemable the same day), and every row whose principal comes back
//! within the window, at final maturity or on demand: a reset of the rate brings no money. Tokens of another issuer are
//! not. `always` adds kinds whatever their maturity, `always_within_days` kinds of few enough days to final maturity,
//! and `only` takes all other kinds away.
//!
//! The window is of calendar days, or of business days: then it ends with the business day that is so many after the
//! as-of day. What is due on a weekend or a holiday is paid on the next business day, which a window of one business day or
//! more has too.
//!
//! So daily and weekly liquid assets are sets, 17 CFR 270.2a-7(a)(8) and (a)(28). Amounts receivable are in the law's and
//! not here: what somebody owes for a sale is no row of a book.
//!
//! Formulas, `s` the share in millionths: of assets, `sum [liquid] v_j q_j >= s V`, so `m_j = 10^6 [liquid] - s`,
//! `b = 0`; of supply, `sum [liquid] v_j q_j >= s A`, so `m_j = 10^6 [liquid]`, `b = ceil(s * A * 10^S)`.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::error::RuleError;
use super::kind::RuleKind;
use super::kind_set::KindSet;
use super::limits::{MAX_BUSINESS_DAYS, MAX_ENTRIES};
use super::lists::check_each_once;
use super::row_facts::RowFacts;
use super::share_ppm::share_ppm;
use super::units::PPM;
use crate::business_days::add_business_days;
use crate::decimal::Decimal;
use crate::instrument::InstrumentKind;
use crate::json::field_readers::{non_empty, some_at_most};
use crate::macros::fields;
use crate::macros::names;
use crate::table::coefficient::BoundFactor;
use crate::time::Date;

/// Parameters of `liquid`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Liquid {
    /// Rows are liquid whose principal comes back within so many calendar days. This or `within_business_days`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u32>,
    /// The same in business days of the Federal Reserve Banks, at most [`MAX_BUSINESS_DAYS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_business_days: Option<u32>,
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
    /// Kinds that are liquid with at most so many days to final maturity, beyond the window: `{"agency_discount": 60}`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub always_within_days: BTreeMap<InstrumentKind, u32>,
}

fields!(Liquid {
    within_days,
    within_business_days,
    min_share,
    of,
    only by some_at_most::<MAX_ENTRIES, _>,
    always by some_at_most::<MAX_ENTRIES, _>,
    always_within_days by non_empty,
});

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
        "Daily and weekly liquid assets, 17 CFR 270.2a-7(a)(8), (a)(28) and (d)(4); deposits, Regulation (EU) 2023/1114 article 54(a).";

    fn validate(&self, _: &PolicyContext<'_>) -> Result<(), RuleError> {
        check_each_once("only", &self.only)?;
        check_each_once("always", &self.always)?;
        match (self.within_days, self.within_business_days) {
            (None, Some(found)) if found > MAX_BUSINESS_DAYS => {
                return Err(RuleError::TooManyBusinessDays { found })
            }
            (Some(_), None) | (None, Some(_)) => {}
            _ => return Err(RuleError::NotOneWindow),
        }
        for &kind in self.always_within_days.keys() {
            if !kind.has_maturity() {
                return Err(RuleError::DaysOfKindWithoutMaturity { kind });
            }
            if self.always.contains(&kind) {
                return Err(RuleError::AlwaysAnyway { kind });
            }
        }
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
        let is_liquid = self.membership(context.as_of);
        Ok(vec![LinearConstraint {
            label: format!("{} >= {} of {of}", self.set_in_words(), self.min_share),
            multipliers: context
                .multipliers(|row| PPM as i64 * i64::from(is_liquid(row)) - from_all),
            denominator: PPM,
            bound,
            unit: Unit::Currency,
        }])
    }
}

impl Liquid {
    /// Whether a row is liquid, asked of every row.
    fn membership(&self, as_of: Date) -> impl Fn(&RowFacts<'_>) -> bool + '_ {
        let (only, always) = (KindSet::of_optional(&self.only), KindSet::of(&self.always));
        let window = self.window(as_of);
        move |row| {
            // What has no maturity has no days left. Another issuer's token promises no date at all.
            let in_time = row.kind != InstrumentKind::Token && row.days.to_principal <= window;
            let always_within = self.always_within_days.get(&row.kind);
            let short = always_within.is_some_and(|most| row.days.to_maturity <= i64::from(*most));
            only.contains(row.kind) && (in_time || short || always.contains(row.kind))
        }
    }

    /// Calendar days from the as-of day to the last day of the window.
    fn window(&self, as_of: Date) -> i64 {
        match (self.within_business_days, self.within_days) {
            (Some(days), _) => as_of.days_until(add_business_days(as_of, days)),
            (None, days) => days.unwrap_or(0).into(),
        }
    }

    /// Such as `liquid within 5 business days (always bill, agency_discount within 60 days)`.
    fn set_in_words(&self) -> String {
        let names = |kinds: &[InstrumentKind]| -> Vec<String> {
            kinds.iter().map(InstrumentKind::to_string).collect()
        };
        let what = match self.only.is_empty() {
            true => "liquid".into(),
            false => names(&self.only).join(", "),
        };
        let window = match (self.within_business_days, self.within_days) {
            (Some(days), _) => format!("{days} business days"),
            (None, days) => format!("{} days", days.unwrap_or(0)),
        };
        let mut always = names(&self.always);
        let within = self.always_within_days.iter();
        always.extend(within.map(|(kind, days)| format!("{kind} within {days} days")));
        match always.is_empty() {
            true => format!("{what} within {window}"),
            false => format!("{what} within {window} (always {})", always.join(", ")),
        }
    }
}
