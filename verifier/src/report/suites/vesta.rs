//! Documents of the suite `vesta`.

use assay_statement::{digest, Book, Digest, PointBytes, Policy, Report, SignedTerms, TermsError};
use group::GroupEncoding;
use pasta_curves::{EqAffine, Fp};

use crate::report::bound::{BoundDocuments, ContextError};
use crate::report::document_suite::DocumentSuite;
use crate::report::error::ReportError;
use crate::report::suite_proof::{AnyProof, PendingSuite, SuiteProof};
use crate::suites::Vesta;

impl DocumentSuite for Vesta {
    fn point_bytes(point: &EqAffine) -> PointBytes {
        point.to_bytes().into()
    }

    /// Nothing: what is not signed need not be compiled.
    fn terms(_: &Book, _: &Policy) -> Result<Option<SignedTerms>, TermsError> {
        Ok(None)
    }

    fn check_documents(_: &BoundDocuments<'_>) -> Result<(), ContextError> {
        Ok(())
    }

    fn context(
        documents: &BoundDocuments<'_>,
        commitments: &[EqAffine],
    ) -> Result<Fp, ContextError> {
        let program = &documents.compiled.program;
        let previous = documents.previous;
        Ok(documents.digests.context(program, commitments, previous)?)
    }

    fn report_digest(report: &Report, _: &BoundDocuments<'_>) -> Result<Digest, ReportError> {
        Self::unchecked_digest(report)
    }

    fn unchecked_digest(report: &Report) -> Result<Digest, ReportError> {
        Ok(digest(report)?)
    }
}

impl PendingSuite for Vesta {
    fn wrap(proof: SuiteProof<Vesta>) -> AnyProof {
        AnyProof::Vesta(proof)
    }

    fn select(proof: &AnyProof) -> Option<&SuiteProof<Vesta>> {
        match proof {
            AnyProof::Vesta(proof) => Some(proof),
            #[cfg(feature = "bls12-381")]
            AnyProof::Bls12381(_) => None,
        }
    }
}
