//! Envelopes: a proof and what it is about as bytes.

use alloc::string::{String, ToString};

use serde_json::{json, Value};

use crate::refusal::refusal_json;

/// Verifies an envelope ([`assay_verifier::envelope`], where the bytes are explained and what a valid one says).
///
/// The answer is `{"valid": true}`, or as that of [`verify`](crate::verify) with a code of
/// [`EnvelopeError::code`](assay_verifier::envelope::EnvelopeError::code).
pub fn verify_envelope(envelope: &[u8]) -> Value {
    match assay_verifier::envelope::verify_envelope(envelope) {
        Ok(()) => json!({ "valid": true }),
        Err(error) => refusal_json(error.code(), &error.to_string()),
    }
}

/// [`verify_envelope`] as text. It has no NUL.
pub fn verify_envelope_text(envelope: &[u8]) -> String {
    verify_envelope(envelope).to_string()
}
