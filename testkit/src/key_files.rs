//! The secret bytes inside a key file.

use assay_statement::Scheme;
use ed25519_dalek::pkcs8::SecretDocument;

/// The text between the first line and the last, and the 32 secret bytes in it.
pub fn inside(pem: &str, scheme: Scheme) -> (String, [u8; 32]) {
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let (_, der) = SecretDocument::from_pem(pem).unwrap();
    let der = der.as_bytes();
    // An OCTET STRING of 32 bytes: the last one of an Ed25519 key, the only one of an ECDSA key.
    let mut starts = (2..der.len() - 31).filter(|at| der[at - 2..*at] == [4, 32]);
    let start = match scheme {
        Scheme::Ed25519 => starts.next_back(),
        Scheme::Secp256k1 | Scheme::P256 => starts.min(),
    };
    let secret = der[start.unwrap()..][..32].try_into().unwrap();
    (body, secret)
}
