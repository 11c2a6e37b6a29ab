//! What is left of a proof after one pass over its transcript, checked alone or with many others.

use ff::{Field, PrimeField};

use crate::deferred_check::DeferredCheck;
use crate::error::ProofError;
use crate::suite::Suite;
use crate::verifying_key::VerifyingKey;

/// A proof reduced to two linear equations, and the challenge to fold them with.
pub(super) struct DeferredProof<S: Suite> {
    /// The opening proof's.
    pub(super) opening: DeferredCheck<S>,
    /// That the rerandomized commitments are the signed ones but for blinders.
    pub(super) rerandomization: DeferredCheck<S>,
    /// What the second is multiplied by before they are added.
    pub(super) fold: S::Scalar,
}

impl<S: Suite> DeferredProof<S> {
    /// Checks it, and tells which of the two equations does not hold.
    pub(super) fn check(&self, key: &VerifyingKey<S>) -> Result<(), ProofError> {
        let mut both = self.opening.clone();
        both.add_scaled(self.fold, &self.rerandomization);
        if both.holds(key) {
            return Ok(());
        }
        match self.rerandomization.holds(key) {
            false => Err(ProofError::Rerandomization),
            true => Err(ProofError::Proof),
        }
    }
}

/// One multi-scalar multiplication for all of them.
pub(super) fn all_hold<S: Suite>(key: &VerifyingKey<S>, proofs: &[DeferredProof<S>]) -> bool {
    // Weights that depend on every transcript: nobody can choose proofs whose faults cancel.
    let mut state = blake2b_simd::Params::new()
        .hash_length(64)
        .personal(b"assay/v1/batch__")
        .to_state();
    for proof in proofs {
        state.update(proof.fold.to_repr().as_ref());
    }
    let challenge = S::scalar_from_wide(state.finalize().as_array());

    let mut weight = S::Scalar::ONE;
    let mut sum = DeferredCheck::new(key.shape.n());
    for proof in proofs {
        sum.add_scaled(weight, &proof.opening);
        sum.add_scaled(weight * proof.fold, &proof.rerandomization);
        weight *= challenge;
    }
    sum.holds_in_parallel(key)
}
