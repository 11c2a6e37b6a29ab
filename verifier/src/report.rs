//! Verification of a report against what the verifier itself knows: its registry, clock, supply and expectations.

mod batch;
pub mod chain;
mod error;
pub(crate) mod points;
pub mod summary;

use alloc::vec::Vec;

use assay_statement::{
    digest, Attestation, Book, CanonicalError, Decimal, Digest, Inequality, Policy, Program,
    ProgramError, Registry, Report, Supply, Timestamp,
};
use pasta_curves::{EqAffine, Fp};

#[cfg(feature = "signatures")]
pub use batch::{check_report, verify_reports};
pub use batch::{check_report_with, verify_pending, verify_reports_with, Pending, ReportsError};
pub use error::ReportError;
pub use points::{PointFault, PointField};

use crate::attestations::Signed;
use crate::context::{context, ContextParts};
use crate::signature::SignatureCheck;

/// What the verifier expects beyond its registry. The default expects nothing: neither freshness, nor a supply, nor
/// a policy (unless the registry pins one), nor a predecessor.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The verifier's clock. Without it a report from the future or of any age is accepted.
    pub now: Option<Timestamp>,
    /// The oldest a report may be, in seconds from its as-of time to `now`; needs `now`.
    pub max_age_seconds: Option<u64>,
    /// The supply the verifier read for itself: the report's must be the same.
    pub supply: Option<&'a Supply>,
    /// Digest of the policy the report must follow, besides the one that the registry may pin.
    pub policy: Option<Digest>,
    /// The report before this one.
    pub previous: Previous,
}

/// What a report must say of the report before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Previous {
    /// Anything.
    #[default]
    Any,
    /// That there is none: it is the first of its chain.
    None,
    /// This digest.
    Is(Digest),
}

/// A report that verifies: what it proves, and how much of it rests on whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Digest of the report, which its successor names as the previous one.
    pub report: Digest,
    /// What is proved, in the policy's order.
    pub inequalities: Vec<Inequality>,
    /// Tokens to cover, exact.
    pub tokens: Decimal,
    /// The amount to cover in the book's currency, exact.
    pub amount_to_cover: Decimal,
    /// Seconds from the report's as-of time to [`Options::now`], if that was given.
    pub age_seconds: Option<u64>,
    /// Who signed, in the book's order.
    pub signed: Vec<Signed>,
}

/// Verifies a report, its signatures in Rust.
///
/// # Errors
/// The first [`ReportError`], as [`verify_report_with`].
#[cfg(feature = "signatures")]
pub fn verify_report(
    report: &Report,
    registry: &Registry,
    options: &Options<'_>,
) -> Result<Verified, ReportError> {
    verify_report_with(report, registry, options, &crate::signature::RustSignatures)
}

/// Verifies a report.
///
/// # Errors
/// The first [`ReportError`], cheap checks first: registry, subject, book, policy, supply, time, previous report,
/// program, points, attestations, proof.
pub fn verify_report_with(
    report: &Report,
    registry: &Registry,
    options: &Options<'_>,
    signatures: &impl SignatureCheck,
) -> Result<Verified, ReportError> {
    check_report_with(report, registry, options, signatures)?.verify()
}

/// Digests of the documents that a proof is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digests {
    /// Of the book.
    pub book: Digest,
    /// Of the policy.
    pub policy: Digest,
    /// Of the supply.
    pub supply: Digest,
    /// Of the attestations, in order.
    pub attestations: Vec<Digest>,
}

impl Digests {
    /// Of these documents.
    ///
    /// # Errors
    /// If one of them has no canonical form, which documents that were parsed always have.
    pub fn of(
        book: &Book,
        policy: &Policy,
        supply: &Supply,
        attestations: &[Attestation],
    ) -> Result<Digests, CanonicalError> {
        Ok(Digests {
            book: digest(book)?,
            policy: digest(policy)?,
            supply: digest(supply)?,
            attestations: attestations.iter().map(digest).collect::<Result<_, _>>()?,
        })
    }

    /// The [`context`] of a proof about these documents; prover and verifier both use this.
    ///
    /// # Errors
    /// If `program` is not one.
    pub fn context(
        &self,
        program: &Program,
        commitments: &[EqAffine],
        previous: Option<Digest>,
    ) -> Result<Fp, ProgramError> {
        Ok(context(&ContextParts {
            book: self.book,
            policy: self.policy,
            supply: self.supply,
            program: program.digest()?,
            attestations: &self.attestations,
            commitments,
            previous,
        }))
    }
}

fn check_policy(
    found: Digest,
    registry: &Registry,
    options: &Options<'_>,
) -> Result<(), ReportError> {
    let pinned = registry.policy.into_iter().chain(options.policy);
    match pinned.into_iter().find(|expected| *expected != found) {
        Some(expected) => Err(ReportError::Policy { expected, found }),
        None => Ok(()),
    }
}

fn check_supply(found: Digest, options: &Options<'_>) -> Result<(), ReportError> {
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
fn check_age(as_of: Timestamp, options: &Options<'_>) -> Result<Option<u64>, ReportError> {
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

fn check_previous(found: Option<Digest>, expected: Previous) -> Result<(), ReportError> {
    let expected = match expected {
        Previous::Any => return Ok(()),
        Previous::None => None,
        Previous::Is(digest) => Some(digest),
    };
    if found != expected {
        return Err(ReportError::Previous { expected, found });
    }
    Ok(())
}

#[cfg(all(test, feature = "signatures"))]
#[allow(clippy::unwrap_used)]
mod tests;
