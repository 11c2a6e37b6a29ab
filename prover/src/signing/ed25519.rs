//! Ed25519 (RFC 8032).

use assay_statement::Scheme;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{self, EncodePrivateKey, KeypairBytes, ObjectIdentifier};
use ed25519_dalek::{Signer, SigningKey};
use zeroize::Zeroizing;

use super::error::SigningError;
use super::scheme::{PrivateKey, Secret, SigningScheme};

/// The scheme.
pub(super) const ED25519: SigningScheme = SigningScheme {
    scheme: Scheme::Ed25519,
    algorithm: ObjectIdentifier::new_unwrap("1.3.101.112"),
    parameters: None,
    from_seed: |seed| Some(secret(SigningKey::from_bytes(seed))),
    read: |info| info.try_into().map(secret),
};

fn secret(key: SigningKey) -> Secret {
    Box::new(key)
}

impl PrivateKey for SigningKey {
    fn public_key(&self) -> Vec<u8> {
        self.verifying_key().to_bytes().to_vec()
    }

    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningError> {
        let fault = |_| SigningError::Fault;
        let signature = self.try_sign(message).map_err(fault)?;
        self.verifying_key()
            .verify_strict(message, &signature)
            .map_err(fault)?;
        Ok(signature.to_bytes())
    }

    /// The form of version 1, without the public half: OpenSSL refuses the other.
    fn to_pem(&self) -> pkcs8::Result<Zeroizing<String>> {
        let bytes = KeypairBytes {
            secret_key: self.to_bytes(),
            public_key: None,
        };
        bytes.to_pkcs8_pem(LineEnding::LF)
    }
}
