//! Many reports together: everything but the proofs of each one alone, then the proofs of each suite and shape at once.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use assay_circuits::Shape;
use assay_statement::{Registry, Report, SuiteName};
use thiserror::Error;

use super::error::ReportError;
use super::options::VerifyOptions;
use super::pending::{check_report_with, PendingProof};
use super::suite_proof::{key, PendingSuite, SuiteProof};
use super::suites::in_suite;
use super::verified::VerifiedReport;
use crate::error::ProofsError;
use crate::parallel;
use crate::proof::verify_proofs;
#[cfg(feature = "signatures")]
use crate::signature::RustSignatures;
use crate::signature::SignatureCheck;

/// Why one of many reports is refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReportsError {
    /// There is nothing to verify, which proves nothing.
    #[error("there is no report to verify")]
    Empty,
    /// One of the reports is refused; those before it are not.
    #[error("report {index}: {error}")]
    Report {
        /// Which, from 0.
        index: usize,
        /// Why, as the verifier of a single report says it.
        error: ReportError,
    },
    /// Each proof verifies alone, but not all together: a fault of the machine or of the verifier.
    #[error("every report verifies alone but not all together")]
    Inconsistent,
}

impl ReportsError {
    /// A short stable name, for programs: that of the [`ReportError`] if a report is refused.
    pub fn code(&self) -> &'static str {
        match self {
            ReportsError::Empty => "no-reports",
            ReportsError::Report { error, .. } => error.code(),
            ReportsError::Inconsistent => "inconsistent",
        }
    }
}

/// Verifies reports together, their signatures in Rust.
///
/// # Errors
/// As [`verify_reports_with`].
#[cfg(feature = "signatures")]
pub fn verify_reports(
    reports: &[(&Report, VerifyOptions<'_>)],
    registry: &Registry,
) -> Result<Vec<VerifiedReport>, ReportsError> {
    verify_reports_with(reports, registry, &RustSignatures)
}

/// Verifies reports together, each with what is expected of it: exactly those are accepted that
/// [`verify_report_with`](crate::verify_report_with) accepts one by one. One multi-scalar multiplication a suite and shape; with
/// feature `std`, on all cores. That they form a chain is for [`check_chain`](crate::check_chain).
///
/// # Errors
/// Refuses an empty list, and names the first report that is refused.
pub fn verify_reports_with(
    reports: &[(&Report, VerifyOptions<'_>)],
    registry: &Registry,
    signatures: &(impl SignatureCheck + Sync),
) -> Result<Vec<VerifiedReport>, ReportsError> {
    let checked = parallel::map(reports, |_, (report, options)| {
        check_report_with(report, registry, options, signatures)
    });
    verify_pending_proofs(checked)
}

/// Verifies the proofs of checked reports together: one multi-scalar multiplication a suite and shape; with
/// feature `std`, on all cores.
/// Takes refusals as well, so that it can tell which report is the first.
///
/// # Errors
/// Refuses an empty list, and names the first report that is refused.
pub fn verify_pending_proofs(
    checked: Vec<Result<PendingProof, ReportError>>,
) -> Result<Vec<VerifiedReport>, ReportsError> {
    if checked.is_empty() {
        return Err(ReportsError::Empty);
    }
    let mut pending = Vec::with_capacity(checked.len());
    let mut first: Option<(usize, ReportError)> = None;
    for (index, found) in checked.into_iter().enumerate() {
        match found {
            Ok(report) => pending.push(report),
            // What follows it cannot be the first.
            Err(error) => {
                first = Some((index, error));
                break;
            }
        }
    }
    let mut groups: BTreeMap<(SuiteName, Shape), Vec<usize>> = BTreeMap::new();
    for (index, report) in pending.iter().enumerate() {
        let group = (report.verified.suite, report.proof.shape());
        groups.entry(group).or_default().push(index);
    }
    for ((suite, _), indices) in groups {
        let found: Result<_, ReportError> =
            in_suite!(suite, S => verify_group::<S>(&pending, &indices));
        // What is pending is in a suite that there is.
        let Some(found) = found.map_err(|_| ReportsError::Inconsistent)?? else {
            continue;
        };
        if first.as_ref().is_none_or(|(index, _)| found.0 < *index) {
            first = Some(found);
        }
    }
    match first {
        Some((index, error)) => Err(ReportsError::Report { index, error }),
        None => Ok(pending.into_iter().map(|report| report.verified).collect()),
    }
}

/// The first of these reports, all of one suite and one shape, whose proof is refused.
fn verify_group<S: PendingSuite>(
    pending: &[PendingProof],
    indices: &[usize],
) -> Result<Option<(usize, ReportError)>, ReportsError> {
    let mut reports: Vec<(usize, &SuiteProof<S>)> = Vec::with_capacity(indices.len());
    for index in indices {
        let report = pending.get(*index).and_then(|p| S::select(&p.proof));
        reports.push((*index, report.ok_or(ReportsError::Inconsistent)?));
    }
    let Some((index, report)) = reports.first() else {
        return Ok(None);
    };
    let key = match key::<S>(report.program.shape) {
        Ok(key) => key,
        Err(error) => return Ok(Some((*index, error))),
    };
    let proofs: Vec<_> = reports
        .iter()
        .map(|(_, report)| (report.instance(), report.bytes.as_bytes()))
        .collect();
    match verify_proofs(&key, &proofs) {
        Ok(()) => Ok(None),
        Err(ProofsError::Proof { index, error }) => {
            let index = reports.get(index).map_or(index, |(index, _)| *index);
            Ok(Some((index, error.into())))
        }
        Err(ProofsError::Empty | ProofsError::Inconsistent) => Err(ReportsError::Inconsistent),
    }
}
