//! One proof and what it is about as bytes, for those who have no documents: contracts, and other languages.
//!
//! Envelopes are of the suite `vesta` alone. Integers are little-endian, points and scalars 32 bytes as everywhere. `N` is the number of custodians and `K` the number
//! of rules of the shape, both as the program has them.
//!
//! | bytes | what |
//! |---|---|
//! | 16 | [`MAGIC`] |
//! | 1 | what the context is made of: 0 nothing, 1 digests, 2 digests and a previous report |
//! | 4 | length `P` of the program, u32 |
//! | `P` | the program's canonical bytes |
//! | 32 `N` | the custodians' commitments, as they signed them |
//! | 32, 32 | the rerandomized commitments `C'`, `H'` |
//! | 32 | the commitment of the tag column |
//! | 32 `K` | those of the weight columns |
//! | 32, 32, 32 | digests of book, policy and supply; not if the context is made of nothing |
//! | 32 `N` | digests of the attestations; not if the context is made of nothing |
//! | 32 | digest of the previous report; only if the context is made of one |
//! | rest | the proof, as long as every proof of the shape |
//!
//! [`verify_envelope`] computes the context from the digests, the program and the commitments. That binds the proof to them: an
//! envelope that verifies proves that the commitments open to quantities that satisfy the program, whoever made it. It is for
//! the caller to know the digests and the commitments: nothing here reads a document, or checks a signature.
//!
//! An envelope without digests goes to [`verify_envelope_in_context`] with a context that the caller computed. **Never take that from
//! whoever made the envelope**: with a context that does not bind the program, false proofs can be made.
//!
//! The bytes, the codes of refusals and the C interface name an envelope `call`.

mod error;
mod format;
mod input;
mod read;
mod write;

use ff::PrimeField;
use pasta_curves::Fp;

pub use error::EnvelopeError;
pub use format::{MAGIC, MAX_ENVELOPE_BYTES};
pub use write::{envelope_of, EnvelopeParts};

use read::Envelope;

/// Verifies the proof of an envelope in the context of its own digests.
///
/// # Errors
/// The first [`EnvelopeError`]: form, program, length, points, proof.
pub fn verify_envelope(bytes: &[u8]) -> Result<(), EnvelopeError> {
    let envelope = Envelope::read(bytes)?;
    let (digests, previous) = envelope.digests.as_ref().ok_or(EnvelopeError::Context)?;
    let context = digests.context(&envelope.program, &envelope.commitments, *previous)?;
    envelope.verify(context)
}

/// Verifies the proof of an envelope without digests, in a context that the caller computed: a canonical scalar.
///
/// # Errors
/// As [`verify_envelope`].
pub fn verify_envelope_in_context(bytes: &[u8], context: &[u8; 32]) -> Result<(), EnvelopeError> {
    let envelope = Envelope::read(bytes)?;
    if envelope.digests.is_some() {
        return Err(EnvelopeError::Context);
    }
    let context = Option::from(Fp::from_repr(*context)).ok_or(EnvelopeError::Context)?;
    envelope.verify(context)
}
