//! The signing keys of custodians: generating, storing, reading and using them.
//!
//! A key is stored as PKCS#8 PEM ("BEGIN PRIVATE KEY"), the form OpenSSL and every key store reads; its object
//! identifier says for which scheme. Signatures are 64 bytes: RFC 8032 for Ed25519; for ECDSA over secp256k1 and P-256, SHA-256
//! of the message, deterministic nonce (RFC 6979), `r || s` big endian with the lower `s`.

mod ed25519;
mod error;
mod p256;
mod scheme;
mod schemes;
mod secp256k1;

use assay_statement::Scheme;
use ed25519_dalek::pkcs8::{PrivateKeyInfoRef, SecretDocument};
use rand::rngs::SysRng;
use rand::TryRng;
use zeroize::Zeroizing;

use crate::zeroizing::zeroize_stack_after;
use scheme::{Secret, SigningScheme};

pub use error::SigningError;
pub use schemes::signing_schemes;

/// A private signing key. It is overwritten in memory when dropped, and its `Debug` form shows the public half only.
pub struct SigningKey {
    scheme: Scheme,
    secret: Secret,
}

impl core::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let public: String = self
            .public_key()
            .iter()
            .map(|b| format!("{b:02x}"))
            .collect();
        f.debug_struct("SigningKey")
            .field("scheme", &self.scheme())
            .field("public_key", &public)
            .finish_non_exhaustive()
    }
}

impl SigningKey {
    /// A new key from the operating system's randomness.
    ///
    /// # Errors
    /// [`SigningError::NoRandomness`], [`SigningError::OtherSoftware`].
    pub fn generate(scheme: Scheme) -> Result<SigningKey, SigningError> {
        let listed = schemes::by_name(scheme).ok_or(SigningError::OtherSoftware { scheme })?;
        zeroize_stack_after(|| SigningKey::draw(listed))
    }

    fn draw(scheme: &SigningScheme) -> Result<SigningKey, SigningError> {
        // A random string is a valid scalar of either curve but for a chance below 2^-32; a few draws are enough.
        for _ in 0..16 {
            let mut seed = Zeroizing::new([0u8; 32]);
            SysRng
                .try_fill_bytes(seed.as_mut_slice())
                .map_err(|_| SigningError::NoRandomness)?;
            if let Some(secret) = (scheme.from_seed)(&seed) {
                let scheme = scheme.scheme;
                return Ok(SigningKey { scheme, secret });
            }
        }
        Err(SigningError::NoRandomness)
    }

    /// The key with these 32 secret bytes; `None` if they are not a valid scalar (zero, or not below the group order), or if
    /// this crate does not use keys of the scheme.
    pub fn from_seed(scheme: Scheme, seed: &[u8; 32]) -> Option<SigningKey> {
        let listed = schemes::by_name(scheme)?;
        let secret = zeroize_stack_after(|| (listed.from_seed)(seed))?;
        Some(SigningKey { scheme, secret })
    }

    /// The scheme the key is for.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The public half: 32 bytes for Ed25519, 33 bytes (SEC 1, compressed) for ECDSA.
    pub fn public_key(&self) -> Vec<u8> {
        self.secret.public_key()
    }

    /// Signs a message, and checks the signature before giving it out.
    ///
    /// # Errors
    /// [`SigningError::Fault`].
    pub fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningError> {
        zeroize_stack_after(|| self.secret.sign(message))
    }

    /// PKCS#8 in PEM.
    ///
    /// # Errors
    /// [`SigningError::Encode`].
    pub fn to_pem(&self) -> Result<Zeroizing<String>, SigningError> {
        zeroize_stack_after(|| self.secret.to_pem().map_err(|_| SigningError::Encode))
    }

    /// Reads PKCS#8 in PEM.
    ///
    /// # Errors
    /// [`SigningError::NotPem`], [`SigningError::Label`], [`SigningError::Malformed`], [`SigningError::UnknownScheme`].
    pub fn from_pem(pem: &str) -> Result<SigningKey, SigningError> {
        zeroize_stack_after(|| SigningKey::decode(pem))
    }

    fn decode(pem: &str) -> Result<SigningKey, SigningError> {
        let pem = pem.trim_start_matches('\u{feff}').trim();
        let (label, document) = SecretDocument::from_pem(pem).map_err(|_| SigningError::NotPem)?;
        if label != "PRIVATE KEY" {
            let hint = match label {
                "ENCRYPTED PRIVATE KEY" => "decrypt it first: openssl pkcs8 -in KEY -out PLAIN",
                "EC PRIVATE KEY" => {
                    "convert it first: openssl pkcs8 -topk8 -nocrypt -in KEY -out PLAIN"
                }
                _ => "name the file that `assay keygen` wrote",
            };
            return Err(SigningError::Label {
                label: label.to_owned(),
                hint,
            });
        }
        let info = PrivateKeyInfoRef::try_from(document.as_bytes())
            .map_err(|_| SigningError::Malformed)?;
        let listed = schemes::of_document(&info)?;
        let scheme = listed.scheme;
        let secret = (listed.read)(info).map_err(|_| SigningError::Malformed)?;
        Ok(SigningKey { scheme, secret })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
