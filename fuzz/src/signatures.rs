//! Attestation signatures.

use std::borrow::Cow;
use std::sync::OnceLock;

use assay_statement::{attestation_message, Scheme};
use assay_verifier::{RustSignatures, SignatureCheck, SignatureError};
use num_bigint::BigUint;

use crate::{genuine, message};

#[derive(PartialEq)]
struct Signed<'a> {
    scheme: Scheme,
    key: &'a [u8],
    signature: &'a [u8],
    message: Cow<'a, [u8]>,
}

/// The signatures of the genuine report: the only ones that may verify. Who finds another has forged one, or has found a key or
/// a second form of a signature that verifies for more than it should.
fn genuine() -> &'static [Signed<'static>] {
    static SIGNED: OnceLock<Vec<Signed<'static>>> = OnceLock::new();
    SIGNED.get_or_init(|| {
        let attestations = &genuine::report().report.attestations;
        let signatures = attestations.iter().flat_map(|attestation| {
            attestation.signatures.iter().map(|s| Signed {
                scheme: s.scheme,
                key: s.public_key.as_bytes(),
                signature: s.signature.as_bytes(),
                message: attestation_message(attestation, None).into(),
            })
        });
        signatures.collect()
    })
}

/// One byte for the scheme, one for the length of the key, the key, 64 bytes of signature, the message.
pub fn check(bytes: &[u8]) {
    let Some(signed) = split(bytes) else {
        return;
    };
    let found = RustSignatures.check(signed.scheme, signed.key, &signed.message, signed.signature);
    let known = genuine().contains(&signed);
    match found {
        Ok(()) => {
            assert!(known, "a signature that nobody made");
            no_twin(&signed);
        }
        Err(error) => {
            message::check(&error);
            assert!(!known);
            let length = matches!(error, SignatureError::Length { .. });
            assert_eq!(length, signed.signature.len() != 64);
        }
    }
}

/// Anyone can turn an ECDSA signature into a second one, with the order less `s`: it must be refused.
fn no_twin(signed: &Signed<'_>) {
    let order = match signed.scheme {
        Scheme::Secp256k1 => "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
        Scheme::P256 => "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        _ => return,
    };
    let order = BigUint::parse_bytes(order.as_bytes(), 16).expect("a number");
    let (r, s) = signed.signature.split_at(32);
    let twin = (order - BigUint::from_bytes_be(s)).to_bytes_be();
    let twin = [r, &vec![0; 32 - twin.len()], &twin].concat();
    let found = RustSignatures.check(signed.scheme, signed.key, &signed.message, &twin);
    assert_eq!(found, Err(SignatureError::HighS));
}

fn split(bytes: &[u8]) -> Option<Signed<'_>> {
    let ([scheme, length], rest) = bytes.split_first_chunk()?;
    let scheme = Scheme::ALL[usize::from(*scheme) % Scheme::ALL.len()];
    let (key, rest) = rest.split_at_checked(usize::from(*length))?;
    let (signature, message) = rest.split_at(rest.len().min(64));
    Some(Signed {
        scheme,
        key,
        signature,
        message: message.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_genuine_signatures() {
        assert_eq!(genuine().len(), 3);
        for signed in genuine() {
            let scheme = Scheme::ALL
                .iter()
                .position(|s| *s == signed.scheme)
                .unwrap();
            let mut bytes = vec![scheme as u8, signed.key.len() as u8];
            bytes.extend([signed.key, signed.signature, &signed.message].concat());
            assert!(split(&bytes).unwrap() == *signed);
            check(&bytes);
            *bytes.last_mut().unwrap() ^= 1;
            check(&bytes);
        }
    }
}
