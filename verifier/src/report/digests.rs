//! Digests of the documents of a report.

use alloc::vec::Vec;

use assay_statement::{
    digest, Attestation, Book, CanonicalError, Digest, Policy, Program, ProgramError, Supply,
};
use pasta_curves::{EqAffine, Fp};

use crate::context::{context, ContextParts};

/// Digests of the documents that a proof is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentDigests {
    /// Of the book.
    pub book: Digest,
    /// Of the policy.
    pub policy: Digest,
    /// Of the supply.
    pub supply: Digest,
    /// Of the attestations, in order.
    pub attestations: Vec<Digest>,
}

impl DocumentDigests {
    /// Of these documents.
    ///
    /// # Errors
    /// If one of them has no canonical form, which documents that were parsed always have.
    pub fn of(
        book: &Book,
        policy: &Policy,
        supply: &Supply,
        attestations: &[Attestation],
    ) -> Result<DocumentDigests, CanonicalError> {
        Ok(DocumentDigests {
            book: digest(book)?,
            policy: digest(policy)?,
            supply: digest(supply)?,
            attestations: attestations.iter().map(digest).collect::<Result<_, _>>()?,
        })
    }

    /// The [`context`](crate::context()) of a proof about these documents; prover and verifier both use this.
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
