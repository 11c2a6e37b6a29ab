//! Verification of one proof, and of many.

mod deferred;
mod evaluations;
mod form;
mod queries;
mod reduce;
mod rerandomization;

use alloc::vec::Vec;

use crate::error::{ProofError, ProofsError};
use crate::instance::Instance;
use crate::parallel;
use crate::suite::Suite;
use crate::verifying_key::VerifyingKey;

use deferred::{all_hold, DeferredProof};
use reduce::reduce;

/// Verifies one proof.
///
/// # Errors
/// Says what is wrong with the program, the encoding or the instance; [`ProofError::Proof`] if the proof is false.
pub fn verify_proof<S: Suite>(
    key: &VerifyingKey<S>,
    instance: &Instance<'_, S>,
    proof: &[u8],
) -> Result<(), ProofError> {
    reduce(key, instance, proof)?.check(key)
}

/// Verifies proofs of one shape together: the part of the work that is linear in `2^k` is done once. With feature `std`,
/// on all cores.
///
/// # Errors
/// Refuses an empty batch, and names the first proof that is refused.
pub fn verify_proofs<S: Suite>(
    key: &VerifyingKey<S>,
    proofs: &[(Instance<'_, S>, &[u8])],
) -> Result<(), ProofsError> {
    if proofs.is_empty() {
        return Err(ProofsError::Empty);
    }
    let mut refused = None;
    let mut reduced: Vec<DeferredProof<S>> = Vec::with_capacity(proofs.len());
    let all = parallel::map(proofs, |_, (instance, proof)| reduce(key, instance, proof));
    for (index, found) in all.into_iter().enumerate() {
        match found {
            Ok(r) => reduced.push(r),
            Err(error) => {
                refused = Some(ProofsError::Proof { index, error });
                break;
            }
        }
    }
    // Those before the first that is refused already: one of them may be false, and comes first.
    if !all_hold(key, &reduced) {
        let each = parallel::map(&reduced, |_, r| r.check(key));
        return Err(
            match each.into_iter().enumerate().find(|(_, e)| e.is_err()) {
                Some((index, Err(error))) => ProofsError::Proof { index, error },
                _ => ProofsError::Inconsistent,
            },
        );
    }
    refused.map_or(Ok(()), Err)
}
