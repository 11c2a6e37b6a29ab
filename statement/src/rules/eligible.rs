//! `eligible`: nothing is held but eligible rows.
//!
//! Formula: `sum over ineligible rows of v_j q_j <= 0`; values are above and quantities not below zero, so every such
//! quantity is zero. `m_j = -1` on ineligible rows and 0 elsewhere, `b = 0`.
//!
//! Days left are those to final maturity, the longest count and the one that a law means which says no more. A policy
//! after 17 CFR 270.2a-7 says `"maturity": "shortened"`: its 397 days are counted as its paragraph (i) has them.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::counted_days::MaturityCount;
use super::error::RuleError;
use super::kind::RuleKind;
use super::kind_set::KindSet;
use super::limits::MAX_ENTRIES;
use super::lists::check_each_once;
use super::row_facts::RowFacts;
use crate::instrument::InstrumentKind;
use crate::json::field_readers::{at_most, non_empty};
use crate::macros::fields;

/// Parameters of `eligible`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Eligible {
    /// The kinds that may be held.
    pub kinds: Vec<InstrumentKind>,
    /// Most days left of any row. What has no maturity has 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_remaining_days: Option<u32>,
    /// Most days left of rows of one kind, on top of `max_remaining_days`: `{"repo": 4}`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub max_remaining_days_by_kind: BTreeMap<InstrumentKind, u32>,
    /// To which date both limits count. Absent: to final maturity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maturity: Option<MaturityCount>,
}

fields!(Eligible {
    kinds by at_most::<MAX_ENTRIES, _>,
    max_remaining_days,
    max_remaining_days_by_kind by non_empty,
    maturity,
});

impl RuleKind for Eligible {
    const NAME: &'static str = "eligible";
    const SUMMARY: &'static str = "Nothing is held but eligible rows.";
    const SOURCE: &'static str =
        "Permitted reserves, GENIUS Act section 4(a)(1)(A); maturity limit, 17 CFR 270.2a-7(d)(1)(i).";

    fn validate(&self, _: &PolicyContext<'_>) -> Result<(), RuleError> {
        if self.kinds.is_empty() {
            return Err(RuleError::NoKinds);
        }
        check_each_once("kinds", &self.kinds)?;
        let kinds = KindSet::of(&self.kinds);
        let mut limited = self.max_remaining_days_by_kind.keys().copied();
        match limited.find(|kind| !kinds.contains(*kind)) {
            Some(kind) => Err(RuleError::LimitOfIneligibleKind { kind }),
            None if self.maturity.is_some() && !self.has_limit() => Err(RuleError::CountOfNothing),
            None => Ok(()),
        }
    }

    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError> {
        let kinds: Vec<&str> = self.kinds.iter().map(|kind| kind.as_str()).collect();
        let mut label = format!("only {}", kinds.join(", "));
        if let Some(days) = self.max_remaining_days {
            label.push_str(&format!(" within {days} days"));
        }
        for (kind, days) in &self.max_remaining_days_by_kind {
            label.push_str(&format!(", {kind} within {days} days"));
        }
        if self.maturity == Some(MaturityCount::Shortened) {
            label.push_str(", counted to a reset or demand");
        }
        let kinds = KindSet::of(&self.kinds);
        let is_eligible = |row: &RowFacts<'_>| kinds.contains(row.kind) && self.is_in_time(row);
        Ok(vec![LinearConstraint {
            label,
            multipliers: context.multipliers(|row| -i64::from(!is_eligible(row))),
            denominator: 1,
            bound: ConstraintBound::zero(),
            unit: Unit::Currency,
        }])
    }
}

impl Eligible {
    fn has_limit(&self) -> bool {
        self.max_remaining_days.is_some() || !self.max_remaining_days_by_kind.is_empty()
    }

    fn is_in_time(&self, row: &RowFacts<'_>) -> bool {
        let days = row
            .days
            .counted(self.maturity.unwrap_or(MaturityCount::Final));
        let within = |limit: Option<&u32>| limit.is_none_or(|most| days <= i64::from(*most));
        within(self.max_remaining_days.as_ref())
            && within(self.max_remaining_days_by_kind.get(&row.kind))
    }
}
