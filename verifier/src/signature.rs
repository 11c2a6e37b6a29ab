//! One signature of one attestation.

use assay_statement::attestation::SIGNATURE_BYTES;
use assay_statement::Scheme;
use thiserror::Error;

/// Checks signatures. [`RustSignatures`] does it in Rust; an embedder such as a contract brings its host's functions.
pub trait SignatureCheck {
    /// Checks that `signature` is the holder of `public_key`'s over `message`.
    ///
    /// Implementations must refuse what [`RustSignatures`] refuses: keys and signatures of another length or form,
    /// keys of small order, ECDSA signatures with a high `s`.
    ///
    /// # Errors
    /// Why the signature does not count.
    fn check(
        &self,
        scheme: Scheme,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), SignatureError>;
}

/// Why a signature does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SignatureError {
    /// Not 64 bytes.
    #[error("expected a signature of {expected} bytes, found {found}")]
    Length {
        /// Bytes of every signature.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// Not a public key of the scheme: another length or form, not on the curve, or of small order.
    #[error("the public key is not one of {scheme}")]
    PublicKey {
        /// The scheme.
        scheme: Scheme,
    },
    /// `r` or `s` is zero or not below the group order.
    #[error("r or s is out of range")]
    OutOfRange,
    /// `s` is in the upper half of its range: anyone can make such a second signature from a good one.
    #[error("s is in the upper half of its range")]
    HighS,
    /// The equation does not hold: another message or another key, or `s` of Ed25519 is not reduced.
    #[error("the signature does not verify")]
    Invalid,
}

#[cfg(feature = "signatures")]
pub use in_rust::RustSignatures;

/// What every check of a signature begins with: lengths, and that an ECDSA key is a compressed point (SEC1 decoders also
/// take 33 bytes with the prefix of a compact one). Gives the signature back.
///
/// # Errors
/// [`SignatureError::Length`], [`SignatureError::PublicKey`].
pub fn check_form<'a>(
    scheme: Scheme,
    public_key: &[u8],
    signature: &'a [u8],
) -> Result<&'a [u8; SIGNATURE_BYTES], SignatureError> {
    let signature = signature.try_into().map_err(|_| SignatureError::Length {
        expected: SIGNATURE_BYTES,
        found: signature.len(),
    })?;
    let form = scheme == Scheme::Ed25519 || matches!(public_key.first(), Some(2 | 3));
    match public_key.len() == scheme.public_key_len() && form {
        true => Ok(signature),
        false => Err(SignatureError::PublicKey { scheme }),
    }
}

/// Checks an Ed25519 signature strictly: no points of small order, no second encodings.
///
/// # Errors
/// [`SignatureError::PublicKey`], [`SignatureError::Invalid`].
#[cfg(feature = "ed25519")]
pub fn ed25519(
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

#[cfg(feature = "signatures")]
mod in_rust {
    use assay_statement::attestation::SIGNATURE_BYTES;
    use assay_statement::{Digest, Scheme};
    use k256::ecdsa::signature::hazmat::PrehashVerifier;

    use super::{check_form, ed25519, SignatureCheck, SignatureError};

    /// Signatures checked in Rust: Ed25519 strictly (no small-order points), ECDSA with SHA-256 and a low `s` on
    /// both curves.
    #[derive(Clone, Copy, Debug, Default)]
    pub struct RustSignatures;

    impl SignatureCheck for RustSignatures {
        fn check(
            &self,
            scheme: Scheme,
            public_key: &[u8],
            message: &[u8],
            signature: &[u8],
        ) -> Result<(), SignatureError> {
            let signature = check_form(scheme, public_key, signature)?;
            match scheme {
                Scheme::Ed25519 => ed25519(public_key, message, signature),
                Scheme::Secp256k1 => secp256k1(public_key, message, signature),
                Scheme::P256 => p256(public_key, message, signature),
            }
        }
    }

    // The two curves have types of their own without a common trait that would make one generic function shorter.

    fn secp256k1(
        public_key: &[u8],
        message: &[u8],
        signature: &[u8; SIGNATURE_BYTES],
    ) -> Result<(), SignatureError> {
        let key = k256::ecdsa::VerifyingKey::from_sec1_bytes(public_key).map_err(|_| {
            SignatureError::PublicKey {
                scheme: Scheme::Secp256k1,
            }
        })?;
        let signature = k256::ecdsa::Signature::from_slice(signature)
            .map_err(|_| SignatureError::OutOfRange)?;
        if signature.normalize_s() != signature {
            return Err(SignatureError::HighS);
        }
        key.verify_prehash(Digest::of(message).as_bytes(), &signature)
            .map_err(|_| SignatureError::Invalid)
    }

    fn p256(
        public_key: &[u8],
        message: &[u8],
        signature: &[u8; SIGNATURE_BYTES],
    ) -> Result<(), SignatureError> {
        let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(public_key).map_err(|_| {
            SignatureError::PublicKey {
                scheme: Scheme::P256,
            }
        })?;
        let signature = p256::ecdsa::Signature::from_slice(signature)
            .map_err(|_| SignatureError::OutOfRange)?;
        if signature.normalize_s() != signature {
            return Err(SignatureError::HighS);
        }
        key.verify_prehash(Digest::of(message).as_bytes(), &signature)
            .map_err(|_| SignatureError::Invalid)
    }
}

#[cfg(all(test, feature = "signatures"))]
#[allow(clippy::unwrap_used)]
mod tests;
