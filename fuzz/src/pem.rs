//! Private keys in PEM.

use assay_prover::{SigningError, SigningKey};
use assay_statement::Scheme;
use assay_verifier::{RustSignatures, SignatureCheck};

use crate::message;

/// Any text as a private key: one that is read is written and read back as the same key, and what it signs verifies under its
/// public half. No message shows what is inside.
pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let key = match SigningKey::from_pem(text) {
        Ok(key) => key,
        Err(error) => {
            message::check(&error);
            let shown = error.to_string();
            let label = matches!(error, SigningError::Label { .. });
            assert!(
                label
                    || !text
                        .lines()
                        .any(|line| is_base64(line) && shown.contains(line))
            );
            return;
        }
    };
    let public = key.public_key();
    assert_eq!(public.len(), key.scheme().public_key_len());
    let pem = key.to_pem().expect("a key that was read can be written");
    let again = SigningKey::from_pem(&pem).expect("what was written can be read");
    assert_eq!(
        (again.scheme(), again.public_key()),
        (key.scheme(), public.clone())
    );
    let signature = key.sign(b"message").expect("the machine is sound");
    assert_eq!(again.sign(b"message"), Ok(signature));
    let verify = |message: &[u8]| RustSignatures.check(key.scheme(), &public, message, &signature);
    assert_eq!(verify(b"message"), Ok(()));
    assert!(verify(b"messagf").is_err());
    let others = Scheme::ALL.iter().copied();
    for scheme in others.filter(|scheme| *scheme != key.scheme()) {
        assert!(RustSignatures
            .check(scheme, &public, b"message", &signature)
            .is_err());
    }
}

/// A line of what a PEM file holds; no message has as many letters in a row of its own.
fn is_base64(line: &str) -> bool {
    let digit = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
    line.len() >= 32 && line.bytes().all(digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_keys_of_every_scheme() {
        for &scheme in Scheme::ALL {
            let pem = SigningKey::from_seed(scheme, &[7; 32])
                .unwrap()
                .to_pem()
                .unwrap();
            check(pem.as_bytes());
        }
        check(b"-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
    }
}
