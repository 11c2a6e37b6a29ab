//! What a suite is to documents.

use assay_statement::{Book, Digest, PointBytes, Policy, Report, SignedTerms, TermsError};

use super::bound::{BoundDocuments, ContextError};
use super::error::ReportError;
use crate::suite::Suite;

/// A suite that documents exist in.
pub trait DocumentSuite: Suite {
    /// A point as documents carry it.
    fn point_bytes(point: &Self::Affine) -> PointBytes;

    /// What custodians sign besides their commitments, if the suite signs terms.
    ///
    /// # Errors
    /// [`TermsError`].
    fn terms(book: &Book, policy: &Policy) -> Result<Option<SignedTerms>, TermsError>;

    /// Checks what the suite asks of documents besides what all suites do.
    ///
    /// # Errors
    /// [`ContextError`].
    fn check_documents(documents: &BoundDocuments<'_>) -> Result<(), ContextError>;

    /// The context of a proof about these documents and commitments; prover and verifier both use this.
    ///
    /// # Errors
    /// [`ContextError`].
    fn context(
        documents: &BoundDocuments<'_>,
        commitments: &[Self::Affine],
    ) -> Result<Self::Scalar, ContextError>;

    /// Digest of a report around these documents.
    ///
    /// # Errors
    /// As [`DocumentSuite::context`], or if the report has no canonical form.
    fn report_digest(
        report: &Report,
        documents: &BoundDocuments<'_>,
    ) -> Result<Digest, ReportError>;

    /// Digest of a report of which nothing is checked yet.
    ///
    /// # Errors
    /// If its documents are such that no proof could be bound to them.
    fn unchecked_digest(report: &Report) -> Result<Digest, ReportError>;
}
