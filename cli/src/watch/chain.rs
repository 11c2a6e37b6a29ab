//! The chain of reports that is there.

use assay_statement::digest;
use assay_verifier::{check_chain, ChainFault, ChainLink, ChainStart};

use crate::report_directory;
use crate::watch::error::WatchError;
use crate::watch::open::Watch;

impl Watch {
    /// The chain of reports in order; it may have none yet if the user passed `--begin`.
    pub fn chain(&self) -> Result<Vec<ChainLink>, WatchError> {
        let path = || self.reports.clone();
        let directory = report_directory::read(&self.reports, |report| {
            Ok((digest(report)?, report.book.subject.clone()))
        })?;
        if let Some(file) = directory.malformed.into_iter().next() {
            return Err(WatchError::NoReport {
                path: path(),
                file: file.name,
                message: file.message,
            });
        }
        let links: Vec<ChainLink> = directory.entries.iter().map(|entry| entry.link).collect();
        if links.is_empty() {
            return match self.begin {
                true => Ok(links),
                false => Err(WatchError::NotBegun { path: path() }),
            };
        }
        let foreign = directory
            .entries
            .iter()
            .find(|entry| entry.found != self.subject);
        if let Some(entry) = foreign {
            return Err(WatchError::Chain {
                path: path(),
                file: entry.name.clone(),
                message: format!("is about {}, not about {}", entry.found, self.subject),
                code: "wrong-subject",
            });
        }
        let name = |index: usize| directory.entries.get(index).map(|entry| entry.name.clone());
        let before = self.before.as_ref();
        let start = before.map_or(ChainStart::First, ChainStart::after);
        let order = check_chain(&links, start).map_err(|faults| {
            let fault = faults.first().copied().unwrap_or(ChainFault::Empty);
            WatchError::Chain {
                path: path(),
                file: fault.report().and_then(name).unwrap_or_default(),
                message: fault.message(|index| name(index).unwrap_or_default()),
                code: fault.code(),
            }
        })?;
        Ok(order
            .into_iter()
            .filter_map(|index| links.get(index).copied())
            .collect())
    }
}
