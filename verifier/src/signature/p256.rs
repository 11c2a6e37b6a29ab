//! ECDSA over NIST P-256 with SHA-256 and the lower `s`.

use p256::ecdsa::signature::hazmat::PrehashVerifier;
use p256::ecdsa::{Signature, VerifyingKey};

use assay_statement::attestation::SIGNATURE_BYTES;
use assay_statement::{Digest, Scheme};

use super::check::SignatureError;
use super::scheme::SignatureScheme;

/// The scheme.
pub(super) struct P256;

impl SignatureScheme for P256 {
    fn verify(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8; SIGNATURE_BYTES],
    ) -> Result<(), SignatureError> {
        let scheme = Scheme::P256;
        let key = VerifyingKey::from_sec1_bytes(public_key)
            .map_err(|_| SignatureError::PublicKey { scheme })?;
        let signature = Signature::from_slice(signature).map_err(|_| SignatureError::OutOfRange)?;
        if signature.normalize_s() != signature {
            return Err(SignatureError::HighS);
        }
        key.verify_prehash(Digest::of(message).as_bytes(), &signature)
            .map_err(|_| SignatureError::Invalid)
    }
}
