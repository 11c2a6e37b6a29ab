//! The bytes of an envelope, taken piece by piece.

use alloc::vec::Vec;

use assay_statement::Digest;
use pasta_curves::EqAffine;

use super::error::EnvelopeError;
use super::format::ELEMENT;
use crate::report::point::{decode, PointField};
use crate::report::DocumentDigests;
use crate::suites::Vesta;

/// Bytes still to be read; there are enough.
pub(super) struct Input<'a>(pub(super) &'a [u8]);

impl Input<'_> {
    fn take(&mut self) -> Result<[u8; ELEMENT], EnvelopeError> {
        let (head, rest) = self.0.split_first_chunk().ok_or(EnvelopeError::CutShort)?;
        self.0 = rest;
        Ok(*head)
    }

    pub(super) fn point(&mut self, field: PointField) -> Result<EqAffine, EnvelopeError> {
        let bytes = self.take()?;
        decode::<Vesta>(&bytes).map_err(|fault| EnvelopeError::Point { field, fault })
    }

    pub(super) fn points(
        &mut self,
        count: usize,
        field: impl Fn(usize) -> PointField,
    ) -> Result<Vec<EqAffine>, EnvelopeError> {
        (0..count).map(|i| self.point(field(i))).collect()
    }

    pub(super) fn digest(&mut self) -> Result<Digest, EnvelopeError> {
        self.take().map(Digest)
    }

    pub(super) fn digests(
        &mut self,
        attestations: usize,
    ) -> Result<DocumentDigests, EnvelopeError> {
        Ok(DocumentDigests {
            book: self.digest()?,
            policy: self.digest()?,
            supply: self.digest()?,
            attestations: (0..attestations)
                .map(|_| self.digest())
                .collect::<Result<_, _>>()?,
        })
    }
}
