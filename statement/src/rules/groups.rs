//! Rows in groups: by custodian, institution, kind or instrument.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::cell::OnceCell;
use serde::Serialize;

use super::row_facts::RowFacts;
use crate::book::BookRow;
use crate::instrument::InstrumentKind;
use crate::macros::names;

/// What rows are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum GroupBy {
    /// Who holds them.
    Custodian,
    /// Who owes them. A fund or token without an institution is a group of its own, named as the instrument;
    /// Treasuries and reserve balances without one are in no group.
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

impl GroupBy {
    pub(crate) const fn as_str(self) -> &'static str {
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

/// The groups of a book's rows.
pub(crate) struct Groups<'a> {
    /// Their names, in the order in which they first appear.
    pub names: Vec<&'a str>,
    /// The group of each row, by its position among the names.
    pub of_rows: Vec<Option<usize>>,
    positions: BTreeMap<&'a str, usize>,
}

impl<'a> Groups<'a> {
    fn new(by: GroupBy, rows: &[RowFacts<'a>]) -> Groups<'a> {
        let (mut names, mut positions) = (Vec::new(), BTreeMap::new());
        let mut position = |name| {
            *positions.entry(name).or_insert_with(|| {
                names.push(name);
                names.len() - 1
            })
        };
        let of_rows = rows
            .iter()
            .map(|facts| by.group(facts.row).map(&mut position));
        Groups {
            of_rows: of_rows.collect(),
            names,
            positions,
        }
    }

    /// The position of a group among the names.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.positions.get(name).copied()
    }
}

/// The groups by each of the four, made when they are first asked for.
#[derive(Default)]
pub(super) struct AllGroups<'a>([OnceCell<Groups<'a>>; 4]);

impl<'a> AllGroups<'a> {
    pub fn by(&self, by: GroupBy, rows: &[RowFacts<'a>]) -> &Groups<'a> {
        let [custodian, institution, kind, instrument] = &self.0;
        let groups = match by {
            GroupBy::Custodian => custodian,
            GroupBy::Institution => institution,
            GroupBy::Kind => kind,
            GroupBy::Instrument => instrument,
        };
        groups.get_or_init(|| Groups::new(by, rows))
    }
}
