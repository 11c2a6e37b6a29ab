//! A proof and what it is about as bytes.

use std::sync::OnceLock;

use assay_verifier::envelope::{
    envelope_of, verify_envelope, verify_envelope_in_context, EnvelopeError, MAGIC,
};

use crate::genuine;
use crate::message;

/// Where the length of the program stands, before the program.
pub const LENGTH: usize = MAGIC.len() + 1;

/// An envelope is accepted exactly if it is one of the two genuine ones; one with digests never goes by another context.
pub fn check(bytes: &[u8]) {
    let known = genuine().contains(&bytes);
    match verify_envelope(bytes) {
        Ok(()) => assert!(known, "an envelope that nobody made"),
        Err(error) => {
            assert!(!known, "{error}");
            message::check(&error.to_string());
        }
    }
    if known {
        assert_eq!(
            verify_envelope_in_context(bytes, &[0; 32]),
            Err(EnvelopeError::Context)
        );
    }
}

fn genuine() -> [&'static [u8]; 2] {
    static ENVELOPES: OnceLock<[Vec<u8>; 2]> = OnceLock::new();
    let envelopes = ENVELOPES.get_or_init(|| {
        [genuine::report(), genuine::successor()]
            .map(|genuine| envelope_of(&genuine.report).unwrap())
    });
    [&envelopes[0], &envelopes[1]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_genuine_envelopes() {
        for envelope in genuine() {
            let mut bytes = envelope.to_vec();
            assert_eq!(verify_envelope(&bytes), Ok(()));
            check(&bytes);
            bytes.push(0);
            check(&bytes);
        }
        check(&[]);
    }
}
