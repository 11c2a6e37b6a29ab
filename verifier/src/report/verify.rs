//! Verification of one report.

use assay_statement::{Registry, Report};

use super::error::ReportError;
use super::options::VerifyOptions;
use super::pending::check_report_with;
use super::verified::VerifiedReport;
#[cfg(feature = "signatures")]
use crate::signature::RustSignatures;
use crate::signature::SignatureCheck;

/// Verifies a report, its signatures in Rust.
///
/// # Errors
/// The first [`ReportError`], as [`verify_report_with`].
#[cfg(feature = "signatures")]
pub fn verify_report(
    report: &Report,
    registry: &Registry,
    options: &VerifyOptions<'_>,
) -> Result<VerifiedReport, ReportError> {
    verify_report_with(report, registry, options, &RustSignatures)
}

/// Verifies a report.
///
/// # Errors
/// The first [`ReportError`], cheap checks first: registry, subject, book, policy, supply, its tokens, value per token, time,
/// previous report, program, points, attestations, proof.
pub fn verify_report_with(
    report: &Report,
    registry: &Registry,
    options: &VerifyOptions<'_>,
    signatures: &impl SignatureCheck,
) -> Result<VerifiedReport, ReportError> {
    check_report_with(report, registry, options, signatures)?.verify()
}
