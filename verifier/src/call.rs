//! One proof and what it is about as bytes, for those who have no documents: contracts, and other languages.
//!
//! Integers are little-endian, points and scalars 32 bytes as everywhere. `N` is the number of custodians and `K` the number
//! of rules of the shape, both as the program has them.
//!
//! | bytes | what |
//! |---|---|
//! | 16 | [`MAGIC`] |
//! | 1 | what the context is made of: 0 nothing, 1 digests, 2 digests and a previous report |
//! | 4 | length `P` of the program, u32 |
//! | `P` | the program's canonical bytes |
//! | 32 `N` | the custodians' commitments, as they signed them |
//! | 32, 32 | the refreshed commitments `C'`, `H'` |
//! | 32 | the commitment of the tag column |
//! | 32 `K` | those of the weight columns |
//! | 32, 32, 32 | digests of book, policy and supply; not in a call of 0 |
//! | 32 `N` | digests of the attestations; not in a call of 0 |
//! | 32 | digest of the previous report; only in a call of 2 |
//! | rest | the proof, as long as every proof of the shape |
//!
//! [`verify_call`] computes the context from the digests, the program and the commitments. That binds the proof to them: a call that
//! verifies proves that the commitments open to quantities that satisfy the program, whoever made the call. It is for the
//! caller to know the digests and the commitments: nothing here reads a document, or checks a signature.
//!
//! A call of 0 goes to [`verify_call_in`] with a context that the caller computed. **Never take that from whoever made the
//! call**: with a context that does not bind the program, false proofs can be made.

mod error;
mod write;

use alloc::vec::Vec;

use assay_statement::{Digest, Program};
use ff::PrimeField;
use pasta_curves::{EqAffine, Fp};

pub use error::CallError;
pub use write::{call_of, CallParts};

use crate::key::Key;
use crate::proof::{verify, Columns, Refreshed, Statement};
use crate::report::points::{decode, PointField};
use crate::report::Digests;

/// First bytes of a call.
pub const MAGIC: &[u8; 16] = b"assay/v1/call___";

/// Most bytes of a call. The largest of a standard shape, with 65,535 custodians, has 4.5 MiB.
pub const MAX_CALL_BYTES: usize = 5 << 20;

const DIGESTS: u8 = 1;
const DIGESTS_AND_PREVIOUS: u8 = 2;
const ELEMENT: usize = 32;

/// Verifies the proof of a call in the context of its own digests.
///
/// # Errors
/// The first [`CallError`]: form, program, length, points, proof.
pub fn verify_call(bytes: &[u8]) -> Result<(), CallError> {
    let call = Call::read(bytes)?;
    let (digests, previous) = call.digests.as_ref().ok_or(CallError::Context)?;
    let context = digests.context(&call.program, &call.commitments, *previous)?;
    call.verify(context)
}

/// Verifies the proof of a call without digests in a context that the caller computed: a canonical scalar.
///
/// # Errors
/// As [`verify_call`].
pub fn verify_call_in(bytes: &[u8], context: &[u8; 32]) -> Result<(), CallError> {
    let call = Call::read(bytes)?;
    if call.digests.is_some() {
        return Err(CallError::Context);
    }
    let context = Option::from(Fp::from_repr(*context)).ok_or(CallError::Context)?;
    call.verify(context)
}

/// A call that is in order, but whose proof is not verified.
struct Call<'a> {
    key: Key,
    program: Program,
    commitments: Vec<EqAffine>,
    refreshed: Refreshed,
    columns: Columns,
    digests: Option<(Digests, Option<Digest>)>,
    proof: &'a [u8],
}

impl<'a> Call<'a> {
    fn read(bytes: &'a [u8]) -> Result<Call<'a>, CallError> {
        if bytes.len() > MAX_CALL_BYTES {
            return Err(CallError::TooLarge { found: bytes.len() });
        }
        let rest = bytes.strip_prefix(MAGIC).ok_or(CallError::NotACall)?;
        let (&[form, l0, l1, l2, l3], rest) =
            rest.split_first_chunk().ok_or(CallError::CutShort)?;
        if form > DIGESTS_AND_PREVIOUS {
            return Err(CallError::Context);
        }
        let length = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        let (program, rest) = rest.split_at_checked(length).ok_or(CallError::CutShort)?;
        let program = Program::from_bytes(program)?;
        let shape = program.shape;
        let key = Key::standard(shape).ok_or(CallError::Shape { shape })?;

        // The exact length, before anything more is allocated. No overflow: at most 2^16 custodians and 64 rules.
        let custodians = usize::from(program.custodians);
        let digests = match form {
            DIGESTS => 3 + custodians,
            DIGESTS_AND_PREVIOUS => 3 + custodians + 1,
            _ => 0,
        };
        let elements = custodians + 2 + 1 + shape.rules() + digests;
        let expected = ELEMENT * elements + Key::proof_bytes(shape);
        if rest.len() != expected {
            let before = bytes.len() - rest.len();
            return Err(CallError::Length {
                expected: before + expected,
                found: bytes.len(),
            });
        }
        let mut input = Input(rest);
        let commitments = input.points(custodians, |attestation| PointField::Commitment {
            attestation,
        })?;
        let refreshed = Refreshed {
            quantities: input.point(PointField::Quantities)?,
            tagged: input.point(PointField::Tagged)?,
        };
        let columns = Columns {
            tags: input.point(PointField::Tags)?,
            weights: input.points(shape.rules(), |column| PointField::Weights { column })?,
        };
        let digests = match form {
            DIGESTS => Some((input.digests(custodians)?, None)),
            DIGESTS_AND_PREVIOUS => Some((input.digests(custodians)?, Some(input.digest()?))),
            _ => None,
        };
        Ok(Call {
            key,
            program,
            commitments,
            refreshed,
            columns,
            digests,
            proof: input.0,
        })
    }

    fn verify(&self, context: Fp) -> Result<(), CallError> {
        let statement = Statement {
            program: &self.program,
            custodian_commitments: &self.commitments,
            refreshed: self.refreshed,
            columns: &self.columns,
            context,
        };
        Ok(verify(&self.key, &statement, self.proof)?)
    }
}

/// Bytes still to be read; there are enough.
struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn take(&mut self) -> Result<[u8; ELEMENT], CallError> {
        let (head, rest) = self.0.split_first_chunk().ok_or(CallError::CutShort)?;
        self.0 = rest;
        Ok(*head)
    }

    fn point(&mut self, field: PointField) -> Result<EqAffine, CallError> {
        let bytes = self.take()?;
        decode(&bytes).map_err(|fault| CallError::Point { field, fault })
    }

    fn points(
        &mut self,
        count: usize,
        field: impl Fn(usize) -> PointField,
    ) -> Result<Vec<EqAffine>, CallError> {
        (0..count).map(|i| self.point(field(i))).collect()
    }

    fn digest(&mut self) -> Result<Digest, CallError> {
        self.take().map(Digest)
    }

    fn digests(&mut self, attestations: usize) -> Result<Digests, CallError> {
        Ok(Digests {
            book: self.digest()?,
            policy: self.digest()?,
            supply: self.digest()?,
            attestations: (0..attestations)
                .map(|_| self.digest())
                .collect::<Result<_, _>>()?,
        })
    }
}
