//! The chain of reports that is there.

use assay_statement::digest;
use assay_verifier::{check_chain, ChainFault, ChainLink};

use crate::report_directory;
use crate::watch::error::WatchError;
use crate::watch::open::Watch;

impl Watch {
    /// The chain of reports in order; it may have none yet if the user passed `--begin`.
    pub fn chain(&self) -> Result<Vec<ChainLink>, WatchError> {
        let path = || self.reports.clone();
        let directory = report_directory::read(&self.reports, |report| Ok((digest(report)?, ())))?;
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
        let name = |index: usize| directory.entries.get(index).map(|entry| entry.name.clone());
        let order = check_chain(&links, self.start).map_err(|faults| {
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
