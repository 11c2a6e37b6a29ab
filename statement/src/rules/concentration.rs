//! `concentration`: no group holds more than its share.
//!
//! One inequality per group that the book has a row of and `except` does not name, in the order of first appearance.
//! Formula, `s` the share in millionths: `sum [member] v_j q_j <= s V`, so `m_j = s - 10^6 [member]`, `b = 0`.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::{ConstraintBound, LinearConstraint, Unit};
use super::context::{BookContext, PolicyContext};
use super::error::RuleError;
use super::kind::RuleKind;
use super::share_ppm::share_ppm;
use super::units::PPM;
use crate::book::{Book, BookRow};
use crate::decimal::Decimal;
use crate::id::Id;
use crate::instrument::InstrumentKind;
use crate::json::field_readers::non_empty;
use crate::macros::fields;
use crate::macros::names;

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

fields!(Concentration { by, max_share, except by non_empty });

/// What rows are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupBy {
    /// Who holds them.
    Custodian,
    /// Who owes them. A fund or token without an institution is a group of its own, named as the instrument;
    /// Treasuries without one are in no group.
    Institution,
    /// Their kind.
    Kind,
    /// What they are, at all custodians together.
    Instrument,
}

names!(GroupBy {
    "custodian" => Custodian,
    "institution" => Institution,
    "kind" => Kind,
    "instrument" => Instrument,
});

impl RuleKind for Concentration {
    const NAME: &'static str = "concentration";
    const SUMMARY: &'static str = "No group holds more than its share.";
    const SOURCE: &'static str = "Diversification, 17 CFR 270.2a-7(d)(3).";

    fn validate(&self, _: &PolicyContext<'_>) -> Result<(), RuleError> {
        share_ppm(&self.max_share).map(|_| ())
    }

    fn count(&self, context: &BookContext<'_>) -> usize {
        self.groups(context.book).len()
    }

    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError> {
        let share = share_ppm(&self.max_share)? as i64;
        let constraint = |group: &str| LinearConstraint {
            label: format!(
                "{} {group} <= {} of assets",
                self.by.as_str(),
                self.max_share
            ),
            multipliers: context.multipliers(|row, _| {
                share - PPM as i64 * i64::from(self.by.group(row) == Some(group))
            }),
            denominator: PPM,
            bound: ConstraintBound::zero(),
            unit: Unit::Currency,
        };
        Ok(self
            .groups(context.book)
            .into_iter()
            .map(constraint)
            .collect())
    }
}

impl Concentration {
    /// The groups of the book that have a limit, in the order in which they first appear.
    fn groups<'a>(&self, book: &'a Book) -> Vec<&'a str> {
        let mut seen: BTreeSet<&str> = self.except.iter().map(Id::as_str).collect();
        let groups = book.rows.iter().filter_map(|row| self.by.group(row));
        groups.filter(|group| seen.insert(*group)).collect()
    }
}

impl GroupBy {
    const fn as_str(self) -> &'static str {
        match self {
            GroupBy::Custodian => "custodian",
            GroupBy::Institution => "institution",
            GroupBy::Kind => "kind",
            GroupBy::Instrument => "instrument",
        }
    }

    fn group(self, row: &BookRow) -> Option<&str> {
        match self {
            GroupBy::Custodian => Some(row.custodian.as_str()),
            GroupBy::Institution => match (&row.institution, row.kind) {
                (Some(institution), _) => Some(institution.as_str()),
                // Somebody owes it: leaving out who must not lift the limit.
                (None, InstrumentKind::Fund | InstrumentKind::Token) => {
                    Some(row.instrument.as_str())
                }
                (None, _) => None,
            },
            GroupBy::Kind => Some(row.kind.as_str()),
            GroupBy::Instrument => Some(row.instrument.as_str()),
        }
    }
}
