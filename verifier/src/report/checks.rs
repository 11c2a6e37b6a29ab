//! The report against what the verifier expects.

use assay_statement::{digest, Digest, Registry, Report, Timestamp};

use super::error::ReportError;
use super::options::{ExpectedPrevious, VerifyOptions};

pub(super) fn check_policy(
    found: Digest,
    registry: &Registry,
    options: &VerifyOptions<'_>,
) -> Result<(), ReportError> {
    let pinned = registry.policy.into_iter().chain(options.policy);
    match pinned.into_iter().find(|expected| *expected != found) {
        Some(expected) => Err(ReportError::Policy { expected, found }),
        None => Ok(()),
    }
}

pub(super) fn check_supply(found: Digest, options: &VerifyOptions<'_>) -> Result<(), ReportError> {
    let Some(supply) = options.supply else {
        return Ok(());
    };
    let expected = digest(supply)?;
    if expected != found {
        return Err(ReportError::Supply { expected, found });
    }
    Ok(())
}

/// The age of the report, if there is a clock.
pub(super) fn check_age(
    as_of: Timestamp,
    options: &VerifyOptions<'_>,
) -> Result<Option<u64>, ReportError> {
    let Some(now) = options.now else {
        return match options.max_age_seconds {
            Some(max) => Err(ReportError::NoClock { max }),
            None => Ok(None),
        };
    };
    let age = u64::try_from(now.unix() - as_of.unix())
        .map_err(|_| ReportError::FromTheFuture { as_of, now })?;
    match options.max_age_seconds {
        Some(max) if age > max => Err(ReportError::Stale { age, max }),
        _ => Ok(Some(age)),
    }
}

pub(super) fn check_previous(
    report: &Report,
    expected: &ExpectedPrevious,
) -> Result<(), ReportError> {
    let predecessor = match expected {
        ExpectedPrevious::Any => return Ok(()),
        ExpectedPrevious::First => None,
        ExpectedPrevious::Follows(predecessor) => Some(predecessor),
    };
    let (expected, found) = (predecessor.map(|before| before.report), report.previous);
    if found != expected {
        return Err(ReportError::Previous { expected, found });
    }
    if let Some(predecessor) = predecessor {
        predecessor.check(&report.book)?;
    }
    Ok(())
}
