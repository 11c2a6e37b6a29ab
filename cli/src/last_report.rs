//! The report that the next one follows: verified before anything is built on it.
//!
//! A report that was damaged on disk still has a digest. What follows that digest is cut off from the chain as soon as the
//! true report is put back.

use assay_prover::own_registry;
use assay_statement::{Registry, Report, Timestamp};
use assay_verifier::{verify_report, ReportError, VerifyOptions};
use thiserror::Error;

use crate::supply_evidence;

/// Why a report cannot be followed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum LastReportError {
    /// It does not verify.
    #[error("the report does not verify, and none can follow it: {0}; put back the report as it was made")]
    Report(#[from] ReportError),
    /// Its supply is not what its evidence says.
    #[error("the report does not verify, and none can follow it: {message}; put back the report as it was made")]
    Evidence {
        /// The code of `assay verify`.
        code: &'static str,
        /// Why not.
        message: String,
    },
}

impl LastReportError {
    /// The code of `assay verify`.
    pub fn code(&self) -> &'static str {
        match self {
            LastReportError::Report(error) => error.code(),
            LastReportError::Evidence { code, .. } => code,
        }
    }
}

/// Verifies a report that is to be followed. Without a registry its signatures are held against the keys that it names itself:
/// then all is verified but whose keys they are.
///
/// The policy that a registry pins and the least value that it asks for are those of reports to come, and not asked of one
/// that is there.
///
/// # Errors
/// [`LastReportError`].
pub fn verify_last(
    report: &Report,
    registry: Option<&Registry>,
    now: Option<Timestamp>,
) -> Result<(), LastReportError> {
    let registry = match registry {
        Some(registry) => Registry {
            policy: None,
            least_value_per_token: None,
            ..registry.clone()
        },
        None => own_registry(report),
    };
    let options = VerifyOptions {
        now,
        ..VerifyOptions::default()
    };
    verify_report(report, &registry, &options)?;
    match supply_evidence::refusal(&report.supply) {
        Some((code, message)) => Err(LastReportError::Evidence { code, message }),
        None => Ok(()),
    }
}
