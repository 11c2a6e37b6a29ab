//! A report whose proof is still to be verified, alone or with others.

use alloc::vec::Vec;

use assay_statement::{compile_with_supply, Compiled, Digest, Registry, Report};

use super::basis::VerdictBasis;
use super::bound::BoundDocuments;
use super::checks::{check_age, check_policy, check_previous, check_supply};
use super::digests::DocumentDigests;
use super::error::ReportError;
use super::known_supply::{check_tokens, check_value};
use super::options::VerifyOptions;
use super::points::Points;
use super::suite_proof::{AnyProof, PendingSuite, SuiteProof};
use super::suites::in_suite;
use super::verified::VerifiedReport;
use crate::attestations::{check_attestations, check_order, AttestedBook, SignatureCount};
#[cfg(feature = "signatures")]
use crate::signature::RustSignatures;
use crate::signature::SignatureCheck;
use crate::verifying_key::VerifyingKey;

/// A report of which everything is checked but its proof. It says nothing before that is verified too:
/// [`PendingProof::verify`], or [`verify_pending_proofs`](crate::verify_pending_proofs) for many. Holds what the proof is about, a small part of the report.
#[derive(Debug)]
#[must_use = "the proof is not verified yet"]
pub struct PendingProof {
    pub(super) proof: AnyProof,
    pub(super) verified: VerifiedReport,
}

/// Checks everything of a report but its proof, its signatures in Rust.
///
/// # Errors
/// As [`check_report_with`].
#[cfg(feature = "signatures")]
pub fn check_report(
    report: &Report,
    registry: &Registry,
    options: &VerifyOptions<'_>,
) -> Result<PendingProof, ReportError> {
    check_report_with(report, registry, options, &RustSignatures)
}

/// Checks everything of a report but its proof.
///
/// # Errors
/// The first [`ReportError`], in the order of [`verify_report_with`](crate::verify_report_with).
pub fn check_report_with(
    report: &Report,
    registry: &Registry,
    options: &VerifyOptions<'_>,
    signatures: &impl SignatureCheck,
) -> Result<PendingProof, ReportError> {
    registry.validate()?;
    let book = &report.book;
    if book.subject != registry.subject {
        return Err(ReportError::Subject {
            expected: registry.subject.clone(),
            found: book.subject.clone(),
        });
    }
    let checked: Result<_, ReportError> = in_suite!(book.suite, S => {
        check_in_suite::<S>(report, registry, options, signatures)
    });
    checked?
}

/// What comes after the suite is known.
// A function of its own in contracts too.
#[inline(never)]
fn check_in_suite<S: PendingSuite>(
    report: &Report,
    registry: &Registry,
    options: &VerifyOptions<'_>,
    signatures: &impl SignatureCheck,
) -> Result<PendingProof, ReportError> {
    let checked = CheckedDocuments::of::<S>(report, registry, options)?;
    let points = Points::<S>::decode(report)?;
    let attested = &checked.attested;
    let counts = check_attestations(attested, &report.attestations, registry, signatures)?;
    checked.pending::<S>(points, counts, VerdictBasis::of(report, registry, options))
}

/// The documents of a report, checked in themselves and against what the verifier expects.
struct CheckedDocuments<'a> {
    report: &'a Report,
    digests: DocumentDigests,
    compiled: Compiled,
    attested: AttestedBook<'a>,
    age_seconds: Option<u64>,
}

// As above, the large functions are compiled apart from what calls them: chains refuse functions of many variables.
impl<'a> CheckedDocuments<'a> {
    #[inline(never)]
    fn of<S: PendingSuite>(
        report: &'a Report,
        registry: &Registry,
        options: &VerifyOptions<'_>,
    ) -> Result<CheckedDocuments<'a>, ReportError> {
        let book = &report.book;
        book.validate()?;
        let digests =
            DocumentDigests::of(book, &report.policy, &report.supply, &report.attestations)?;
        check_policy(digests.policy, registry, options)?;
        check_supply(digests.supply, options)?;
        check_tokens(&report.supply, registry, options)?;
        check_value(&report.supply, registry, options)?;
        let age_seconds = check_age(book.as_of, options)?;
        check_previous(report, &options.previous)?;

        let compiled = compile_with_supply(book, &report.policy, &report.supply)?;
        let terms = S::terms(book, &report.policy)?;
        let attested = AttestedBook::with(book, digests.book, terms);
        let checked = CheckedDocuments {
            report,
            digests,
            compiled,
            attested,
            age_seconds,
        };
        S::check_documents(&checked.bound())?;
        if !VerifyingKey::<S>::is_standard(book.shape) {
            return Err(ReportError::Shape { shape: book.shape });
        }
        // Square roots only for as many points as there should be.
        check_order(&book.custodians, &report.attestations)?;
        Ok(checked)
    }

    fn bound(&self) -> BoundDocuments<'_> {
        BoundDocuments {
            digests: &self.digests,
            terms: self.attested.terms(),
            compiled: &self.compiled,
            supply: &self.report.supply,
            attestations: &self.report.attestations,
            previous: self.report.previous,
        }
    }

    #[inline(never)]
    fn pending<S: PendingSuite>(
        self,
        points: Points<S>,
        signatures: Vec<SignatureCount>,
        basis: VerdictBasis,
    ) -> Result<PendingProof, ReportError> {
        let report = self.report;
        let context = S::context(&self.bound(), &points.commitments)?;
        let digest = S::report_digest(report, &self.bound())?;
        let compiled = self.compiled;
        Ok(PendingProof {
            proof: S::wrap(SuiteProof {
                program: compiled.program,
                points,
                context,
                bytes: report.proof.clone(),
            }),
            verified: VerifiedReport {
                report: digest,
                suite: report.book.suite,
                inequalities: compiled.inequalities,
                tokens: compiled.tokens,
                payables: compiled.payables,
                distributed: compiled.distributed,
                amount_to_cover: compiled.amount_to_cover,
                age_seconds: self.age_seconds,
                signatures,
                basis,
            },
        })
    }
}

impl PendingProof {
    /// Verifies the proof.
    ///
    /// # Errors
    /// [`ReportError::Proof`].
    pub fn verify(self) -> Result<VerifiedReport, ReportError> {
        self.proof.verify()?;
        Ok(self.verified)
    }

    /// Digest of the report.
    pub fn report(&self) -> Digest {
        self.verified.report
    }
}
