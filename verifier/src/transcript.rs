//! halo2's BLAKE2b transcript, reading side.
//!
//! Byte for byte the transcript of `halo2_proofs::transcript::Blake2bRead` with `Challenge255`: points are absorbed as
//! `1 || x || y`, scalars as `2 || s`, a challenge as `0`, with a copy of the state finalised and reduced mod p.

use alloc::vec::Vec;

use blake2b_simd::{Params, State};
use ff::{FromUniformBytes, PrimeField};
use group::GroupEncoding;
use pasta_curves::arithmetic::CurveAffine;
use pasta_curves::{EqAffine, Fp};

use crate::error::ProofError;

const PREFIX_CHALLENGE: u8 = 0;
const PREFIX_POINT: u8 = 1;
const PREFIX_SCALAR: u8 = 2;

/// A transcript over proof bytes that have not been read yet.
pub(crate) struct Transcript<'a> {
    state: State,
    proof: &'a [u8],
    offset: usize,
}

impl<'a> Transcript<'a> {
    pub(crate) fn new(proof: &'a [u8]) -> Self {
        let state = Params::new()
            .hash_length(64)
            .personal(b"Halo2-Transcript")
            .to_state();
        Transcript {
            state,
            proof,
            offset: 0,
        }
    }

    /// Absorbs a point that both sides know; the identity is refused.
    pub(crate) fn common_point(&mut self, point: &EqAffine) -> Result<(), ProofError> {
        let coordinates = Option::from(point.coordinates());
        let coordinates: pasta_curves::arithmetic::Coordinates<EqAffine> =
            coordinates.ok_or(ProofError::IdentityPoint)?;
        self.state.update(&[PREFIX_POINT]);
        self.state.update(coordinates.x().to_repr().as_ref());
        self.state.update(coordinates.y().to_repr().as_ref());
        Ok(())
    }

    /// Absorbs a scalar that both sides know.
    pub(crate) fn common_scalar(&mut self, scalar: &Fp) {
        self.state.update(&[PREFIX_SCALAR]);
        self.state.update(scalar.to_repr().as_ref());
    }

    /// The next 32 bytes of the proof, as a point: canonical, on the curve, not the identity.
    pub(crate) fn read_point(&mut self) -> Result<EqAffine, ProofError> {
        let offset = self.offset;
        let bytes = self.take()?;
        let point: EqAffine =
            Option::from(EqAffine::from_bytes(&bytes)).ok_or(ProofError::Point { offset })?;
        self.common_point(&point)?;
        Ok(point)
    }

    /// The next 32 bytes of the proof, as a scalar below the modulus.
    pub(crate) fn read_scalar(&mut self) -> Result<Fp, ProofError> {
        let offset = self.offset;
        let bytes = self.take()?;
        let scalar: Fp = Option::from(Fp::from_repr(bytes)).ok_or(ProofError::Scalar { offset })?;
        self.common_scalar(&scalar);
        Ok(scalar)
    }

    /// The next `count` points.
    pub(crate) fn read_points(&mut self, count: usize) -> Result<Vec<EqAffine>, ProofError> {
        (0..count).map(|_| self.read_point()).collect()
    }

    /// The next `count` scalars.
    pub(crate) fn read_scalars(&mut self, count: usize) -> Result<Vec<Fp>, ProofError> {
        (0..count).map(|_| self.read_scalar()).collect()
    }

    /// A verifier challenge.
    pub(crate) fn challenge(&mut self) -> Fp {
        self.state.update(&[PREFIX_CHALLENGE]);
        Fp::from_uniform_bytes(self.state.finalize().as_array())
    }

    /// Refuses bytes that no one has read.
    pub(crate) fn finish(&self) -> Result<(), ProofError> {
        match self.proof.len() {
            0 => Ok(()),
            trailing => Err(ProofError::Length {
                expected: self.offset,
                found: self.offset + trailing,
            }),
        }
    }

    fn take(&mut self) -> Result<[u8; 32], ProofError> {
        let (bytes, rest) = self
            .proof
            .split_first_chunk::<32>()
            .ok_or(ProofError::Truncated {
                offset: self.offset,
            })?;
        self.proof = rest;
        self.offset += 32;
        Ok(*bytes)
    }
}
