//! The chain of reports: each names the one before it.
//!
//! Looks at digests, links and times only. That every report is good is for [`verify_reports`](crate::verify_reports_with).

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use assay_statement::{Digest, Timestamp};

use super::predecessor::Predecessor;

/// What a chain needs to know of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// Digest of the report.
    pub report: Digest,
    /// The report that it says it follows.
    pub previous: Option<Digest>,
    /// As-of time of its book.
    pub as_of: Timestamp,
}

/// How a chain must begin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChainStart {
    /// With a report that follows none.
    #[default]
    First,
    /// With a report that follows this one, which is elsewhere, and is later.
    After {
        /// Its digest.
        report: Digest,
        /// Its as-of time.
        as_of: Timestamp,
    },
    /// Where the oldest report says: with none before it, or with one that is elsewhere and of which nothing is known.
    Anywhere,
}

impl ChainStart {
    /// After this report. Its subject is not looked at here: links have none.
    pub fn after(predecessor: &Predecessor) -> ChainStart {
        ChainStart::After {
            report: predecessor.report,
            as_of: predecessor.as_of,
        }
    }

    /// The report that is elsewhere, and its time if it is known.
    fn outside(self, oldest: Option<&ChainLink>) -> Option<(Digest, Option<Timestamp>)> {
        match self {
            ChainStart::First => None,
            ChainStart::After { report, as_of } => Some((report, Some(as_of))),
            ChainStart::Anywhere => {
                let previous = oldest.and_then(|link| link.previous);
                previous.map(|report| (report, None))
            }
        }
    }
}

/// What is wrong with a chain. Reports are named by their position in the list that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ChainFault {
    /// There is no report.
    Empty,
    /// The same report again.
    Duplicate {
        /// The report.
        report: usize,
        /// Where it is already.
        other: usize,
    },
    /// Another report that follows none.
    SeveralFirst {
        /// The report.
        report: usize,
        /// The first one, an earlier one.
        other: usize,
    },
    /// A report that follows none, though even the first was to follow one.
    NotFirst {
        /// The report.
        report: usize,
    },
    /// The report before is not there.
    Gap {
        /// The report.
        report: usize,
        /// What it follows.
        previous: Digest,
    },
    /// Another report that follows the same one.
    Fork {
        /// The report.
        report: usize,
        /// The other, an earlier one.
        other: usize,
        /// What both follow.
        previous: Digest,
    },
    /// The report is not later than the one it follows.
    Time {
        /// The report.
        report: usize,
        /// Its as-of time.
        as_of: Timestamp,
        /// That of the report it follows.
        previous: Timestamp,
    },
}

impl ChainFault {
    /// A short stable name, for programs: lower case, words joined by hyphens.
    pub fn code(&self) -> &'static str {
        match self {
            ChainFault::Empty => "chain-empty",
            ChainFault::Duplicate { .. } => "chain-duplicate",
            ChainFault::SeveralFirst { .. } => "chain-several-first",
            ChainFault::NotFirst { .. } => "chain-not-first",
            ChainFault::Gap { .. } => "chain-gap",
            ChainFault::Fork { .. } => "chain-fork",
            // As of one report and its predecessor.
            ChainFault::Time { .. } => "not-newer",
        }
    }

    /// The report at fault, `None` if there is none at all.
    pub fn report(&self) -> Option<usize> {
        match *self {
            ChainFault::Empty => None,
            ChainFault::Duplicate { report, .. }
            | ChainFault::SeveralFirst { report, .. }
            | ChainFault::NotFirst { report }
            | ChainFault::Gap { report, .. }
            | ChainFault::Fork { report, .. }
            | ChainFault::Time { report, .. } => Some(report),
        }
    }

    /// What is wrong, with names for the reports, such as those of their files. Does not name the report at fault.
    pub fn message(&self, name: impl Fn(usize) -> String) -> String {
        match self {
            ChainFault::Empty => "expected a chain of reports, found none".into(),
            ChainFault::Duplicate { other, .. } => format!("is the same report as {}", name(*other)),
            ChainFault::SeveralFirst { other, .. } => format!(
                "expected one first report, found another: {} follows no report either",
                name(*other)
            ),
            ChainFault::NotFirst { .. } => {
                "expected a report that follows another, found one that follows none".into()
            }
            ChainFault::Gap { previous, .. } => {
                format!("expected the report it follows, {previous}, found none with this digest")
            }
            ChainFault::Fork {
                other, previous, ..
            } => format!("follows report {previous}, and so does {}", name(*other)),
            ChainFault::Time {
                as_of, previous, ..
            } => format!(
                "expected a later time than that of the report it follows, {previous}, found {as_of}"
            ),
        }
    }
}

impl fmt::Display for ChainFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |index: usize| format!("report {index}");
        match self.report() {
            Some(report) => write!(f, "{}: {}", name(report), self.message(name)),
            None => f.write_str(&self.message(name)),
        }
    }
}

impl core::error::Error for ChainFault {}

/// The reports in the order of the chain, given in any order.
///
/// Without a fault they are one chain: of the reports without a predecessor among the others there is at most one, no
/// two have the same one, and time runs forwards along every link, so that there are no circles.
///
/// # Errors
/// Every fault, reports in order of time.
pub fn check_chain(links: &[ChainLink], start: ChainStart) -> Result<Vec<usize>, Vec<ChainFault>> {
    let mut ordered: Vec<(usize, &ChainLink)> = links.iter().enumerate().collect();
    ordered.sort_by_key(|(index, link)| (link.as_of, *index));

    let mut faults = Vec::new();
    let mut known: BTreeMap<Digest, (usize, Timestamp)> = BTreeMap::new();
    ordered.retain(|(report, link)| match known.get(&link.report) {
        Some((other, _)) => {
            faults.push(ChainFault::Duplicate {
                report: *report,
                other: *other,
            });
            false
        }
        None => known.insert(link.report, (*report, link.as_of)).is_none(),
    });

    let outside = start.outside(ordered.first().map(|(_, link)| *link));
    let mut first: Option<usize> = None;
    let mut followers: BTreeMap<Digest, usize> = BTreeMap::new();
    for &(report, link) in &ordered {
        let Some(previous) = link.previous else {
            match (outside, first) {
                (Some(_), _) => faults.push(ChainFault::NotFirst { report }),
                (None, Some(other)) => faults.push(ChainFault::SeveralFirst { report, other }),
                (None, None) => first = Some(report),
            }
            continue;
        };
        let elsewhere = outside.filter(|(report, _)| *report == previous);
        let here = known.get(&previous).map(|(_, as_of)| *as_of);
        if elsewhere.is_none() && here.is_none() {
            faults.push(ChainFault::Gap { report, previous });
        }
        let before = elsewhere.and_then(|(_, as_of)| as_of).or(here);
        if let Some(other) = followers.get(&previous) {
            faults.push(ChainFault::Fork {
                report,
                other: *other,
                previous,
            });
        } else {
            followers.insert(previous, report);
        }
        if let Some(previous) = before.filter(|before| *before >= link.as_of) {
            faults.push(ChainFault::Time {
                report,
                as_of: link.as_of,
                previous,
            });
        }
    }
    if links.is_empty() {
        faults.push(ChainFault::Empty);
    }
    match faults.is_empty() {
        true => Ok(ordered.into_iter().map(|(index, _)| index).collect()),
        false => Err(faults),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
