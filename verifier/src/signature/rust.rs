//! Signatures checked in Rust.

use assay_statement::{signature_schemes, Scheme};

use super::check::{check_form, SignatureCheck, SignatureError};
use super::scheme::SignatureScheme;

/// Signatures checked in Rust: Ed25519 strictly (no small-order points), ECDSA with SHA-256 and a low `s` on
/// both curves. A scheme whose feature is off is refused with [`SignatureError::Unsupported`].
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
        implementation(scheme)
            .ok_or(SignatureError::Unsupported { scheme })?
            .verify(public_key, message, signature)
    }
}

/// The modules, by the list of schemes: each is there if the feature of its name is on.
macro_rules! table {
    ($($(#[$doc:meta])* $scheme:ident, $module:ident, $name:literal, $form:ident($length:literal);)+) => {
        fn implementation(scheme: Scheme) -> Option<&'static dyn SignatureScheme> {
            match scheme {
                $(
                    #[cfg(feature = $name)]
                    Scheme::$scheme => Some(&super::$module::$scheme),
                    #[cfg(not(feature = $name))]
                    Scheme::$scheme => None,
                )+
            }
        }
    };
}

signature_schemes!(table);
