//! The transcript of the suite: Keccak-256 over 32 bytes of state and what was absorbed since the last challenge.

use alloc::vec::Vec;

use ::bls12_381::{G1Affine, Scalar};
use ff::Field;
use sha3::{Digest, Keccak256};

use crate::suite::{IdentityPoint, TranscriptHash};

/// Hashed to make the first state.
const DOMAIN: &[u8] = b"assay/v1/bls12-381/transcript";

/// The transcript hash of the suite `bls12-381`.
///
/// Elements are absorbed without tags: the shape fixes how many there are of which kind between two challenges.
#[derive(Clone, Debug)]
pub struct Bls12381Hash {
    /// The state, and after it what was absorbed since.
    pending: Vec<u8>,
}

impl TranscriptHash for Bls12381Hash {
    type Affine = G1Affine;
    type Scalar = Scalar;

    fn new() -> Self {
        Bls12381Hash {
            pending: Keccak256::digest(DOMAIN).to_vec(),
        }
    }

    fn absorb_point(&mut self, point: &G1Affine) -> Result<(), IdentityPoint> {
        if point.is_identity().into() {
            return Err(IdentityPoint);
        }
        self.pending.extend(point.to_uncompressed());
        Ok(())
    }

    fn absorb_scalar(&mut self, scalar: &Scalar) {
        self.pending.extend(scalar.to_bytes().iter().rev());
    }

    /// The hash is the next state, and modulo the order the challenge: at most 1.36 times as likely as if it were uniform.
    fn challenge(&mut self) -> Scalar {
        let state = Keccak256::digest(&self.pending);
        self.pending.clear();
        self.pending.extend_from_slice(&state);
        keccak_scalar(&state.into())
    }
}

/// 32 bytes as a big-endian integer, modulo the order.
pub(crate) fn keccak_scalar(bytes: &[u8; 32]) -> Scalar {
    let shift = Scalar::from(1 << 32).square();
    bytes.chunks_exact(8).fold(Scalar::ZERO, |sum, limb| {
        let limb = limb.iter().fold(0, |v, byte| v << 8 | u64::from(*byte));
        sum * shift + Scalar::from(limb)
    })
}
