//! What a check of a signature is asked, and what it answers.

use assay_statement::attestation::SIGNATURE_BYTES;
use assay_statement::Scheme;
use thiserror::Error;

/// Checks signatures. [`RustSignatures`](crate::RustSignatures) does it in Rust; an embedder such as a contract brings its
/// host's functions.
pub trait SignatureCheck {
    /// Checks that `signature` is the holder of `public_key`'s over `message`.
    ///
    /// Implementations must refuse what [`RustSignatures`](crate::RustSignatures) refuses: keys and signatures of another length
    /// or form, keys of small order, ECDSA signatures with a high `s`.
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
    /// This build leaves the scheme out, see the crate's features.
    #[error("this build does not check signatures of {scheme}")]
    Unsupported {
        /// The scheme.
        scheme: Scheme,
    },
}

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
    match scheme.has_form_of_public_key(public_key) {
        true => Ok(signature),
        false => Err(SignatureError::PublicKey { scheme }),
    }
}
