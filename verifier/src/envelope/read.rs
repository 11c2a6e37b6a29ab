//! Envelopes read.

use alloc::vec::Vec;

use assay_statement::{Digest, Program};
use pasta_curves::{EqAffine, Fp};

use super::error::EnvelopeError;
use super::format::{DIGESTS, DIGESTS_AND_PREVIOUS, ELEMENT, MAGIC, MAX_ENVELOPE_BYTES};
use super::input::Input;
use crate::commitments::{ColumnCommitments, RerandomizedCommitments};
use crate::instance::Instance;
use crate::proof::verify_proof;
use crate::report::point::PointField;
use crate::report::DocumentDigests;
use crate::suites::Vesta;
use crate::verifying_key::VerifyingKey;

/// An envelope that is in order, but whose proof is not verified.
pub(super) struct Envelope<'a> {
    key: VerifyingKey<Vesta>,
    pub(super) program: Program,
    pub(super) commitments: Vec<EqAffine>,
    rerandomized: RerandomizedCommitments<Vesta>,
    columns: ColumnCommitments<Vesta>,
    pub(super) digests: Option<(DocumentDigests, Option<Digest>)>,
    proof: &'a [u8],
}

impl<'a> Envelope<'a> {
    pub(super) fn read(bytes: &'a [u8]) -> Result<Envelope<'a>, EnvelopeError> {
        if bytes.len() > MAX_ENVELOPE_BYTES {
            return Err(EnvelopeError::TooLarge { found: bytes.len() });
        }
        let rest = bytes
            .strip_prefix(MAGIC)
            .ok_or(EnvelopeError::NotAnEnvelope)?;
        let (&[form, l0, l1, l2, l3], rest) =
            rest.split_first_chunk().ok_or(EnvelopeError::CutShort)?;
        if form > DIGESTS_AND_PREVIOUS {
            return Err(EnvelopeError::Context);
        }
        let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        let (program, rest) = rest
            .split_at_checked(length)
            .ok_or(EnvelopeError::CutShort)?;
        let program = Program::from_bytes(program)?;
        let shape = program.shape;
        let key = VerifyingKey::standard(shape).ok_or(EnvelopeError::Shape { shape })?;

        // The exact length, before anything more is allocated. No overflow: at most 2^16 custodians and 64 rules.
        let custodians = usize::from(program.custodians);
        let digests = match form {
            DIGESTS => 3 + custodians,
            DIGESTS_AND_PREVIOUS => 3 + custodians + 1,
            _ => 0,
        };
        let elements = custodians + 2 + 1 + shape.rules() + digests;
        let expected = ELEMENT * elements + VerifyingKey::<Vesta>::proof_bytes(shape);
        if rest.len() != expected {
            let before = bytes.len() - rest.len();
            return Err(EnvelopeError::Length {
                expected: before + expected,
                found: bytes.len(),
            });
        }
        let mut input = Input(rest);
        let commitments = input.points(custodians, |attestation| PointField::Commitment {
            attestation,
        })?;
        let rerandomized = RerandomizedCommitments {
            quantities: input.point(PointField::Quantities)?,
            tagged: input.point(PointField::Tagged)?,
        };
        let columns = ColumnCommitments {
            tags: input.point(PointField::Tags)?,
            weights: input.points(shape.rules(), |column| PointField::Weights { column })?,
        };
        let digests = match form {
            DIGESTS => Some((input.digests(custodians)?, None)),
            DIGESTS_AND_PREVIOUS => Some((input.digests(custodians)?, Some(input.digest()?))),
            _ => None,
        };
        Ok(Envelope {
            key,
            program,
            commitments,
            rerandomized,
            columns,
            digests,
            proof: input.0,
        })
    }

    pub(super) fn verify(&self, context: Fp) -> Result<(), EnvelopeError> {
        let instance = Instance {
            program: &self.program,
            custodian_commitments: &self.commitments,
            rerandomized: self.rerandomized,
            columns: &self.columns,
            context,
        };
        Ok(verify_proof(&self.key, &instance, self.proof)?)
    }
}
