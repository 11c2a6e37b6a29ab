//! ECDSA over NIST P-256: SHA-256 of the message, deterministic nonce (RFC 6979), `r || s` big endian with the lower `s`.

use assay_statement::Scheme;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{self, EncodePrivateKey, ObjectIdentifier};
use ed25519_dalek::{Signer, Verifier};
use p256::ecdsa::{Signature, SigningKey};
use zeroize::Zeroizing;

use super::error::SigningError;
use super::scheme::{PrivateKey, Secret, SigningScheme};

/// The scheme.
pub(super) const P256: SigningScheme = SigningScheme {
    scheme: Scheme::P256,
    algorithm: ObjectIdentifier::new_unwrap("1.2.840.10045.2.1"),
    parameters: Some(ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7")),
    from_seed: |seed| SigningKey::from_slice(seed).ok().map(secret),
    read: |info| info.try_into().map(secret),
};

fn secret(key: SigningKey) -> Secret {
    Box::new(key)
}

impl PrivateKey for SigningKey {
    fn public_key(&self) -> Vec<u8> {
        self.verifying_key().to_sec1_point(true).as_bytes().to_vec()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningError> {
        let fault = |_| SigningError::Fault;
        let signature: Signature = self.try_sign(message).map_err(fault)?;
        let signature = signature.normalize_s();
        self.verifying_key()
            .verify(message, &signature)
            .map_err(fault)?;
        Ok(signature.to_bytes().into())
    }

    fn to_pem(&self) -> pkcs8::Result<Zeroizing<String>> {
        self.to_pkcs8_pem(LineEnding::LF)
    }
}
