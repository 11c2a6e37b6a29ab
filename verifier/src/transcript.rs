//! The transcript of a proof, reading side.

use alloc::vec::Vec;

use crate::error::ProofError;
use crate::suite::{IdentityPoint, Suite, TranscriptHash};

/// Bytes of a scalar.
const SCALAR: usize = 32;

/// A transcript over proof bytes that have not been read yet.
pub(crate) struct Transcript<'a, S: Suite> {
    hash: S::Hash,
    proof: &'a [u8],
    offset: usize,
    /// Points that were read, and where.
    points: Vec<S::Affine>,
    offsets: Vec<usize>,
}

impl<'a, S: Suite> Transcript<'a, S> {
    pub(crate) fn new(proof: &'a [u8]) -> Self {
        Transcript {
            hash: S::Hash::new(),
            proof,
            offset: 0,
            points: Vec::new(),
            offsets: Vec::new(),
        }
    }

    /// Absorbs a point that both sides know; the identity is refused.
    pub(crate) fn common_point(&mut self, point: &S::Affine) -> Result<(), ProofError> {
        self.hash
            .absorb_point(point)
            .map_err(|IdentityPoint| ProofError::IdentityPoint)
    }

    /// Absorbs a scalar that both sides know.
    pub(crate) fn common_scalar(&mut self, scalar: &S::Scalar) {
        self.hash.absorb_scalar(scalar);
    }

    /// The next point of the proof: canonical, on the curve, not the identity. Whether it is in the group is for
    /// [`Transcript::check_points`], as that is quicker for many at once.
    pub(crate) fn read_point(&mut self) -> Result<S::Affine, ProofError> {
        let offset = self.offset;
        let bytes = self.take(S::POINT_BYTES)?;
        let point = S::read_curve_point(bytes).ok_or(ProofError::Point { offset })?;
        self.points.push(point);
        self.offsets.push(offset);
        self.common_point(&point)?;
        Ok(point)
    }

    /// Refuses the first point read that is not in the group. Until then, nothing may follow from the points but challenges.
    pub(crate) fn check_points(&self) -> Result<(), ProofError> {
        let outside = S::first_outside_group(&self.points);
        match outside.and_then(|index| self.offsets.get(index)) {
            Some(offset) => Err(ProofError::Point { offset: *offset }),
            None => Ok(()),
        }
    }

    /// The next 32 bytes of the proof, as a scalar below the modulus.
    pub(crate) fn read_scalar(&mut self) -> Result<S::Scalar, ProofError> {
        let offset = self.offset;
        let bytes = self.take(SCALAR)?;
        let bytes = bytes
            .try_into()
            .map_err(|_| ProofError::Scalar { offset })?;
        let scalar = S::read_scalar(bytes).ok_or(ProofError::Scalar { offset })?;
        self.common_scalar(&scalar);
        Ok(scalar)
    }

    /// The next `count` points.
    pub(crate) fn read_points(&mut self, count: usize) -> Result<Vec<S::Affine>, ProofError> {
        (0..count).map(|_| self.read_point()).collect()
    }

    /// The next `count` scalars.
    pub(crate) fn read_scalars(&mut self, count: usize) -> Result<Vec<S::Scalar>, ProofError> {
        (0..count).map(|_| self.read_scalar()).collect()
    }

    /// A verifier challenge.
    pub(crate) fn challenge(&mut self) -> S::Scalar {
        self.hash.challenge()
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

    fn take(&mut self, count: usize) -> Result<&'a [u8], ProofError> {
        let offset = self.offset;
        let (bytes, rest) = self
            .proof
            .split_at_checked(count)
            .ok_or(ProofError::Truncated { offset })?;
        self.proof = rest;
        self.offset += count;
        Ok(bytes)
    }
}
