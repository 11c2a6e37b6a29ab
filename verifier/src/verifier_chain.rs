//! Verification of reports that follow one another.

use alloc::vec::Vec;

use assay_statement::Report;
use thiserror::Error;

use crate::report::{
    check_chain, report_digest, ChainFault, ChainLink, ChainStart, ExpectedPrevious, Predecessor,
    ReportsError, VerifyOptions,
};
use crate::signature::SignatureCheck;
use crate::verdict::Verdict;
use crate::verifier::Verifier;

/// Why reports are refused as a chain. Reports are named by their position in the list that was given.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ChainError {
    /// They are not one chain: every fault, reports in order of time.
    #[error("the reports are not one chain: {}", first(.0))]
    Broken(Vec<ChainFault>),
    /// One of the reports does not verify.
    #[error(transparent)]
    Reports(#[from] ReportsError),
}

fn first(faults: &[ChainFault]) -> ChainFault {
    faults.first().copied().unwrap_or(ChainFault::Empty)
}

impl ChainError {
    /// A short stable name, for programs: that of the first [`ChainFault`], or of the [`ReportsError`].
    pub fn code(&self) -> &'static str {
        match self {
            ChainError::Broken(faults) => first(faults).code(),
            ChainError::Reports(error) => error.code(),
        }
    }
}

impl<S: SignatureCheck + Sync> Verifier<S> {
    /// Verifies all reports of a chain, given in any order: every one of them verifies, follows the one before it, and is later.
    /// Gives the verdicts, the oldest first.
    ///
    /// [`previous`](Verifier::previous) or [`first`](Verifier::first) is about the oldest; [`max_age`](Verifier::max_age) and
    /// [`supply`](Verifier::supply) are about the newest, and not checked of the others.
    ///
    /// # Errors
    /// [`ChainError`].
    pub fn verify_chain(&self, reports: &[Report]) -> Result<Vec<Verdict>, ChainError> {
        let links = links(reports)?;
        let expected = self.options();
        let order = check_chain(&links, start(&expected.previous));
        let order = order.map_err(ChainError::Broken)?;
        let newest = order.last().copied();
        let mut previous = expected.previous.clone();
        let mut chain: Vec<(&Report, VerifyOptions<'_>)> = Vec::with_capacity(order.len());
        for (index, report, link) in order
            .iter()
            .filter_map(|&index| Some((index, reports.get(index)?, links.get(index)?)))
        {
            let is_newest = Some(index) == newest;
            let options = VerifyOptions {
                max_age_seconds: expected.max_age_seconds.filter(|_| is_newest),
                supply: expected.supply.filter(|_| is_newest),
                previous,
                ..expected
            };
            chain.push((report, options));
            previous = ExpectedPrevious::Follows(Predecessor {
                report: link.report,
                subject: report.book.subject.clone(),
                as_of: link.as_of,
            });
        }
        let verdicts = self.verify_each(&chain).map_err(|error| match error {
            ReportsError::Report { index, error } => ReportsError::Report {
                index: order.get(index).copied().unwrap_or(index),
                error,
            },
            other => other,
        })?;
        Ok(verdicts)
    }
}

fn links(reports: &[Report]) -> Result<Vec<ChainLink>, ReportsError> {
    let link = |(index, report): (usize, &Report)| {
        let refused = |error| ReportsError::Report { index, error };
        Ok(ChainLink {
            report: report_digest(report).map_err(refused)?,
            previous: report.previous,
            as_of: report.book.as_of,
        })
    };
    reports.iter().enumerate().map(link).collect()
}

/// Where the chain begins: as expected, or where its oldest report says.
fn start(expected: &ExpectedPrevious) -> ChainStart {
    match expected {
        ExpectedPrevious::First => ChainStart::First,
        ExpectedPrevious::Follows(predecessor) => ChainStart::after(predecessor),
        ExpectedPrevious::Any => ChainStart::Anywhere,
    }
}
