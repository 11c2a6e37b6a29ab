//! Many reports together: everything but the proofs of each one alone, then the proofs of each shape at once.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use assay_circuits::Shape;
use assay_statement::{compile_with_supply, digest, Digest, HexBytes, Program, Registry, Report};
use pasta_curves::Fp;
use thiserror::Error;

use super::points::Points;
use super::{
    check_age, check_policy, check_previous, check_supply, Digests, Options, ReportError, Verified,
};
use crate::attestations::{check_attestations, check_order};
use crate::error::{BatchError, ProofError};
use crate::key::Key;
use crate::parallel;
use crate::proof::{verify, verify_batch, Statement};
use crate::signature::SignatureCheck;

/// A report of which everything is checked but its proof. It says nothing before that is verified too:
/// [`Pending::verify`], or [`verify_pending`] for many. Holds what the proof is about, a small part of the report.
#[derive(Debug)]
#[must_use = "the proof is not verified yet"]
pub struct Pending {
    program: Program,
    points: Points,
    context: Fp,
    proof: HexBytes,
    verified: Verified,
}

/// Checks everything of a report but its proof, its signatures in Rust.
///
/// # Errors
/// As [`check_report_with`].
#[cfg(feature = "signatures")]
pub fn check_report(
    report: &Report,
    registry: &Registry,
    options: &Options<'_>,
) -> Result<Pending, ReportError> {
    check_report_with(report, registry, options, &crate::signature::RustSignatures)
}

/// Checks everything of a report but its proof.
///
/// # Errors
/// The first [`ReportError`], in the order of [`verify_report_with`](super::verify_report_with).
pub fn check_report_with(
    report: &Report,
    registry: &Registry,
    options: &Options<'_>,
    signatures: &impl SignatureCheck,
) -> Result<Pending, ReportError> {
    registry.validate()?;
    let book = &report.book;
    if book.subject != registry.subject {
        return Err(ReportError::Subject {
            expected: registry.subject.clone(),
            found: book.subject.clone(),
        });
    }
    book.validate()?;
    let digests = Digests::of(book, &report.policy, &report.supply, &report.attestations)?;
    check_policy(digests.policy, registry, options)?;
    check_supply(digests.supply, options)?;
    let age_seconds = check_age(book.as_of, options)?;
    check_previous(report.previous, options.previous)?;

    let compiled = compile_with_supply(book, &report.policy, &report.supply)?;
    if !Key::is_standard(book.shape) {
        return Err(ReportError::Shape { shape: book.shape });
    }

    // Square roots only for as many points as there should be.
    check_order(&book.custodians, &report.attestations)?;
    let points = Points::decode(report)?;
    let signed = check_attestations(
        book,
        digests.book,
        &report.attestations,
        registry,
        signatures,
    )?;

    let context = digests
        .context(&compiled.program, &points.commitments, report.previous)
        .map_err(ProofError::Program)?;
    Ok(Pending {
        program: compiled.program,
        points,
        context,
        proof: report.proof.clone(),
        verified: Verified {
            report: digest(report)?,
            inequalities: compiled.inequalities,
            tokens: compiled.tokens,
            amount_to_cover: compiled.amount_to_cover,
            age_seconds,
            signed,
        },
    })
}

impl Pending {
    /// Verifies the proof.
    ///
    /// # Errors
    /// [`ReportError::Proof`].
    pub fn verify(self) -> Result<Verified, ReportError> {
        let key = key(self.shape())?;
        verify(&key, &self.statement(), self.proof.as_bytes())?;
        Ok(self.verified)
    }

    /// Digest of the report.
    pub fn report(&self) -> Digest {
        self.verified.report
    }

    fn shape(&self) -> Shape {
        self.program.shape
    }

    fn statement(&self) -> Statement<'_> {
        Statement {
            program: &self.program,
            custodian_commitments: &self.points.commitments,
            refreshed: self.points.refreshed,
            columns: &self.points.columns,
            context: self.context,
        }
    }
}

fn key(shape: Shape) -> Result<Key, ReportError> {
    Key::standard(shape).ok_or(ReportError::Shape { shape })
}

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
    reports: &[(&Report, Options<'_>)],
    registry: &Registry,
) -> Result<Vec<Verified>, ReportsError> {
    verify_reports_with(reports, registry, &crate::signature::RustSignatures)
}

/// Verifies reports together, each with what is expected of it: exactly those are accepted that
/// [`verify_report_with`](super::verify_report_with) accepts one by one. One multi-scalar multiplication a shape; with
/// feature `std`, on all cores. That they form a chain is for [`chain`](super::chain::check).
///
/// # Errors
/// Refuses an empty list, and names the first report that is refused.
pub fn verify_reports_with(
    reports: &[(&Report, Options<'_>)],
    registry: &Registry,
    signatures: &(impl SignatureCheck + Sync),
) -> Result<Vec<Verified>, ReportsError> {
    let checked = parallel::map(reports, |_, (report, options)| {
        check_report_with(report, registry, options, signatures)
    });
    verify_pending(checked)
}

/// Verifies the proofs of checked reports together: one multi-scalar multiplication a shape; with feature `std`, on all cores.
/// Takes refusals as well, so that it can tell which report is the first.
///
/// # Errors
/// Refuses an empty list, and names the first report that is refused.
pub fn verify_pending(
    checked: Vec<Result<Pending, ReportError>>,
) -> Result<Vec<Verified>, ReportsError> {
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
    let mut shapes: BTreeMap<Shape, Vec<usize>> = BTreeMap::new();
    for (index, report) in pending.iter().enumerate() {
        shapes.entry(report.shape()).or_default().push(index);
    }
    for indices in shapes.values() {
        let Some(found) = verify_shape(&pending, indices)? else {
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

/// The first of these reports, all of one shape, whose proof is refused.
fn verify_shape(
    pending: &[Pending],
    indices: &[usize],
) -> Result<Option<(usize, ReportError)>, ReportsError> {
    let reports: Vec<(usize, &Pending)> = indices
        .iter()
        .filter_map(|index| Some((*index, pending.get(*index)?)))
        .collect();
    let Some((index, report)) = reports.first() else {
        return Ok(None);
    };
    let key = match key(report.shape()) {
        Ok(key) => key,
        Err(error) => return Ok(Some((*index, error))),
    };
    let proofs: Vec<_> = reports
        .iter()
        .map(|(_, report)| (report.statement(), report.proof.as_bytes()))
        .collect();
    match verify_batch(&key, &proofs) {
        Ok(()) => Ok(None),
        Err(BatchError::Proof { index, error }) => {
            let index = reports.get(index).map_or(index, |(index, _)| *index);
            Ok(Some((index, error.into())))
        }
        Err(BatchError::Empty | BatchError::Inconsistent) => Err(ReportsError::Inconsistent),
    }
}
