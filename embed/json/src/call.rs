//! Calls: a proof and what it is about as bytes.

use alloc::string::{String, ToString};

use serde_json::{json, Value};

use crate::refusal::refusal_json;

/// Verifies a call ([`assay_verifier::call`], where the bytes are explained and what a valid one says).
///
/// The answer is `{"valid": true}`, or as that of [`verify`](crate::verify) with a code of
/// [`CallError::code`](assay_verifier::call::CallError::code).
pub fn verify_call(call: &[u8]) -> Value {
    match assay_verifier::call::verify_call(call) {
        Ok(()) => json!({ "valid": true }),
        Err(error) => refusal_json(error.code(), &error.to_string()),
    }
}

/// [`verify_call`] as text. It has no NUL.
pub fn verify_call_text(call: &[u8]) -> String {
    verify_call(call).to_string()
}
