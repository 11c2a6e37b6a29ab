//! A transcript that records the commitments to the instance columns, so that they are computed once.

use std::io;

use halo2_proofs::transcript::{
    Blake2bWrite, Challenge255, EncodedChallenge, Transcript, TranscriptWrite,
};
use pasta_curves::{EqAffine, Fp};

/// halo2's writing transcript, and the points that were absorbed but not written to the proof.
pub(crate) struct RecordingTranscript {
    inner: Blake2bWrite<Vec<u8>, EqAffine, Challenge255<EqAffine>>,
    common: Vec<EqAffine>,
}

impl RecordingTranscript {
    pub(crate) fn new() -> Self {
        RecordingTranscript {
            inner: Blake2bWrite::init(Vec::new()),
            common: Vec::new(),
        }
    }

    /// The next challenge as a scalar.
    pub(crate) fn challenge(&mut self) -> Fp {
        self.squeeze_challenge().get_scalar()
    }

    /// The proof, and the points that were absorbed but not written to it, in order.
    pub(crate) fn finish(self) -> (Vec<u8>, Vec<EqAffine>) {
        (self.inner.finalize(), self.common)
    }
}

impl Transcript<EqAffine, Challenge255<EqAffine>> for RecordingTranscript {
    fn squeeze_challenge(&mut self) -> Challenge255<EqAffine> {
        self.inner.squeeze_challenge()
    }

    fn common_point(&mut self, point: EqAffine) -> io::Result<()> {
        self.common.push(point);
        self.inner.common_point(point)
    }

    fn common_scalar(&mut self, scalar: Fp) -> io::Result<()> {
        self.inner.common_scalar(scalar)
    }
}

impl TranscriptWrite<EqAffine, Challenge255<EqAffine>> for RecordingTranscript {
    fn write_point(&mut self, point: EqAffine) -> io::Result<()> {
        self.inner.write_point(point)
    }

    fn write_scalar(&mut self, scalar: Fp) -> io::Result<()> {
        self.inner.write_scalar(scalar)
    }
}
