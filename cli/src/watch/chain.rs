//! The chain of reports that is there.

use std::path::PathBuf;

use assay_statement::Digest;
use assay_verifier::{check_chain, report_digest, ChainFault, ChainLink, ChainStart};

use crate::report_directory::{self, Malformed};
use crate::watch::error::WatchError;
use crate::watch::open::Watch;

/// A report of the chain.
#[derive(Clone, Debug)]
pub struct Known {
    pub link: ChainLink,
    /// Digest of its book, as the attestations say.
    pub book: Option<Digest>,
    pub file: PathBuf,
}

impl Watch {
    /// The chain of reports in order; it may have none yet if the user passed `--begin`, and this process saw none before.
    pub fn chain(&mut self) -> Result<Vec<Known>, WatchError> {
        let path = self.reports.clone();
        let directory = report_directory::read(&path, |report| {
            let attested = report.attestations.first();
            let book = attested.map(|attestation| attestation.book);
            Ok((report_digest(report)?, (book, report.book.subject.clone())))
        })?;
        self.begin &= directory.entries.is_empty() && directory.malformed.is_empty();
        if let Some(Malformed {
            name: file,
            message,
        }) = directory.malformed.into_iter().next()
        {
            return Err(WatchError::NoReport {
                path,
                file,
                message,
            });
        }
        let links: Vec<ChainLink> = directory.entries.iter().map(|entry| entry.link).collect();
        if links.is_empty() {
            return match self.begin {
                true => Ok(Vec::new()),
                false => Err(WatchError::NotBegun { path }),
            };
        }
        let foreign = directory
            .entries
            .iter()
            .find(|entry| entry.found.1 != self.subject);
        if let Some(entry) = foreign {
            return Err(WatchError::Chain {
                path,
                file: entry.name.clone(),
                message: format!("is about {}, not about {}", entry.found.1, self.subject),
                code: "wrong-subject",
            });
        }
        let name = |index: usize| directory.entries.get(index).map(|entry| entry.name.clone());
        let before = self.before.as_ref();
        let start = before.map_or(ChainStart::First, ChainStart::after);
        let order = check_chain(&links, start).map_err(|faults| {
            let fault = faults.first().copied().unwrap_or(ChainFault::Empty);
            WatchError::Chain {
                path,
                file: fault.report().and_then(name).unwrap_or_default(),
                message: fault.message(|index| name(index).unwrap_or_default()),
                code: fault.code(),
            }
        })?;
        let entries = order
            .iter()
            .filter_map(|index| directory.entries.get(*index));
        let known = entries.map(|entry| Known {
            link: entry.link,
            book: entry.found.0,
            file: entry.path.clone(),
        });
        Ok(known.collect())
    }
}
