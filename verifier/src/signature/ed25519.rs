//! Ed25519 (RFC 8032), strictly: no points of small order, no second encodings.

use assay_statement::attestation::SIGNATURE_BYTES;
use assay_statement::Scheme;

use super::check::SignatureError;
use super::scheme::SignatureScheme;

/// The scheme.
pub(super) struct Ed25519;

impl SignatureScheme for Ed25519 {
    fn verify(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8; SIGNATURE_BYTES],
    ) -> Result<(), SignatureError> {
        let scheme = Scheme::Ed25519;
        let key = ed25519_dalek::VerifyingKey::try_from(public_key)
            .map_err(|_| SignatureError::PublicKey { scheme })?;
        if key.is_weak() {
            return Err(SignatureError::PublicKey { scheme });
        }
        key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(signature))
            .map_err(|_| SignatureError::Invalid)
    }
}
