//! The documents that a proof is bound to.

use assay_statement::{Attestation, Compiled, Digest, Id, ProgramError, SignedTerms, Supply};
use thiserror::Error;

use super::digests::DocumentDigests;

/// Everything of a report that its proof is bound to, but the points.
#[derive(Clone, Copy, Debug)]
pub struct BoundDocuments<'a> {
    /// Digests of the documents.
    pub digests: &'a DocumentDigests,
    /// What custodians sign besides their commitments, in suites that sign terms.
    pub terms: Option<&'a SignedTerms>,
    /// Book, policy and supply, compiled.
    pub compiled: &'a Compiled,
    /// The supply.
    pub supply: &'a Supply,
    /// In the order of the book's custodians.
    pub attestations: &'a [Attestation],
    /// Digest of the report before.
    pub previous: Option<Digest>,
}

/// Why documents have no context.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ContextError {
    /// They make no program.
    #[error("program: {0}")]
    Program(#[from] ProgramError),
    /// A number of the supply is one that no contract can be told.
    #[error("supply: {what} needs more than 256 bits, which the suite has no room for")]
    Number {
        /// Which.
        what: &'static str,
    },
    /// More signatures than the suite has room for.
    #[error("custodian {custodian} has {found} signatures, expected at most 255 in this suite")]
    Signatures {
        /// The custodian.
        custodian: Id,
        /// Its signatures.
        found: usize,
    },
    /// A signature that the suite has no form for.
    #[error("custodian {custodian}: signature {signature} is of a scheme or a length that the suite does not take")]
    Signature {
        /// The custodian.
        custodian: Id,
        /// The signature, from 0.
        signature: usize,
    },
    /// The suite's custodians sign terms, and there are none.
    #[error("expected what the custodians signed besides their commitments, found nothing")]
    NoTerms,
}
