//! The suite `vesta` under plain names. The functions are compiled here, once, and not where they are called.

use crate::error::{ProofError, ProofsError};
use crate::suites::Vesta;
use crate::{commitments, instance, proof, verifying_key};

/// The key of a shape, for proofs of reports.
pub type VerifyingKey = verifying_key::VerifyingKey<Vesta>;

/// What the proof of a report is about: everything that is public in it.
pub type Instance<'a> = instance::Instance<'a, Vesta>;

/// The rerandomized commitments of a report.
pub type RerandomizedCommitments = commitments::RerandomizedCommitments<Vesta>;

/// The commitments to the public columns of a report.
pub type ColumnCommitments = commitments::ColumnCommitments<Vesta>;

/// Verifies one proof.
///
/// # Errors
/// Says what is wrong with the program, the encoding or the instance; [`ProofError::Proof`] if the proof is false.
pub fn verify_proof(
    key: &VerifyingKey,
    instance: &Instance<'_>,
    proof: &[u8],
) -> Result<(), ProofError> {
    proof::verify_proof(key, instance, proof)
}

/// Verifies proofs of one shape together: the part of the work that is linear in `2^k` is done once. With feature `std`,
/// on all cores.
///
/// # Errors
/// Refuses an empty batch, and names the first proof that is refused.
pub fn verify_proofs(
    key: &VerifyingKey,
    proofs: &[(Instance<'_>, &[u8])],
) -> Result<(), ProofsError> {
    proof::verify_proofs(key, proofs)
}
