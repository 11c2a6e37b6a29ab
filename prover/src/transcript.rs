//! The transcript of a proof, writing side. Records the commitments to the instance columns, so that they are computed once.

use std::io;

use assay_verifier::suites::{IdentityPoint, Suite, TranscriptHash};

/// A writing transcript, and the points that were absorbed but not written to the proof.
pub(crate) struct RecordingTranscript<S: Suite> {
    hash: S::Hash,
    proof: Vec<u8>,
    common: Vec<S::Affine>,
}

impl<S: Suite> RecordingTranscript<S> {
    pub(crate) fn new() -> Self {
        RecordingTranscript {
            hash: S::Hash::new(),
            proof: Vec::new(),
            common: Vec::new(),
        }
    }

    /// The next challenge as a scalar.
    pub(crate) fn challenge(&mut self) -> S::Scalar {
        self.hash.challenge()
    }

    /// The proof, and the points that were absorbed but not written to it, in order.
    pub(crate) fn finish(self) -> (Vec<u8>, Vec<S::Affine>) {
        (self.proof, self.common)
    }

    /// Absorbs a point that both sides know; the identity is refused.
    pub(crate) fn common_point(&mut self, point: S::Affine) -> io::Result<()> {
        self.absorb(&point)?;
        self.common.push(point);
        Ok(())
    }

    /// Absorbs a scalar that both sides know.
    pub(crate) fn common_scalar(&mut self, scalar: S::Scalar) {
        self.hash.absorb_scalar(&scalar);
    }

    /// Absorbs a point and writes it to the proof; the identity is refused.
    pub(crate) fn write_point(&mut self, point: S::Affine) -> io::Result<()> {
        self.absorb(&point)?;
        S::write_point(&point, &mut self.proof);
        Ok(())
    }

    /// Absorbs a scalar and writes it to the proof.
    pub(crate) fn write_scalar(&mut self, scalar: S::Scalar) {
        self.hash.absorb_scalar(&scalar);
        self.proof.extend(S::write_scalar(&scalar));
    }

    fn absorb(&mut self, point: &S::Affine) -> io::Result<()> {
        self.hash.absorb_point(point).map_err(|IdentityPoint| {
            io::Error::other("cannot write points at infinity to the transcript")
        })
    }
}
