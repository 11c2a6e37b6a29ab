//! A proof and what it is about as bytes.

use std::sync::OnceLock;

use assay_verifier::call::{call_of, verify_call, verify_call_in, CallError, MAGIC};

use crate::genuine;
use crate::message;

/// Where the length of the program stands, before the program.
pub const LENGTH: usize = MAGIC.len() + 1;

/// A call is accepted exactly if it is one of the two genuine ones; one with digests never goes by another context.
pub fn check(bytes: &[u8]) {
    let known = genuine().contains(&bytes);
    match verify_call(bytes) {
        Ok(()) => assert!(known, "a call that nobody made"),
        Err(error) => {
            assert!(!known, "{error}");
            message::check(&error.to_string());
        }
    }
    if known {
        assert_eq!(verify_call_in(bytes, &[0; 32]), Err(CallError::Context));
    }
}

fn genuine() -> [&'static [u8]; 2] {
    static CALLS: OnceLock<[Vec<u8>; 2]> = OnceLock::new();
    let calls = CALLS.get_or_init(|| {
        [genuine::report(), genuine::successor()].map(|genuine| call_of(&genuine.report).unwrap())
    });
    [&calls[0], &calls[1]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_genuine_calls() {
        for call in genuine() {
            let mut bytes = call.to_vec();
            assert_eq!(verify_call(&bytes), Ok(()));
            check(&bytes);
            bytes.push(0);
            check(&bytes);
        }
        check(&[]);
    }
}
