//! What a coverage rule demands, for itself and for the rules that rest on it.

use alloc::collections::BTreeMap;
use serde::Serialize;

use super::row_facts::RowFacts;
use super::units::BPS;
use crate::decimal::Decimal;
use crate::instrument::InstrumentKind;
use crate::macros::fields;

/// A haircut on rows with more than `over_days` days left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DayHaircut {
    /// Days left that must be exceeded.
    pub over_days: u32,
    /// The haircut, in basis points.
    pub bps: u32,
}

fields!(DayHaircut { over_days, bps });

/// The numbers of a coverage rule.
pub(crate) struct CoverageTerms<'a> {
    /// Least ratio of haircut value to the amount to cover.
    pub min_ratio: &'a Decimal,
    /// Haircut per kind, in basis points.
    pub haircuts_bps: &'a BTreeMap<InstrumentKind, u32>,
    /// Haircut by days left, on top of the one per kind; `over_days` grow.
    pub haircuts_by_days: &'a [DayHaircut],
}

impl CoverageTerms<'_> {
    /// `h_j` in basis points: that of the kind plus that of the days to final maturity, at most all of it. What an
    /// issuer may lose in value or not pay at all, it may until the end: neither a reset nor a demand date comes first.
    pub fn haircut(&self, row: &RowFacts<'_>) -> i64 {
        let by_kind = self.haircuts_bps.get(&row.kind).copied().unwrap_or(0);
        // Their days grow, as a validated policy's do: those that are exceeded come first.
        let entries = self.haircuts_by_days;
        let exceeded =
            entries.partition_point(|entry| i64::from(entry.over_days) < row.days.to_maturity);
        let last = exceeded.checked_sub(1).and_then(|last| entries.get(last));
        let by_days = last.map_or(0, |entry| entry.bps);
        (i64::from(by_kind) + i64::from(by_days)).min(BPS as i64)
    }
}
