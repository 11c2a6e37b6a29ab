//! Signature schemes: the list of them, and the form of their public keys.

use core::fmt;

use serde::{Serialize, Serializer};

use crate::macros::names;

/// The list of signature schemes, handed to the macro that is named: variant, module, name in documents, form of a public key.
///
/// A scheme is a line here, and a module of this name in `assay-verifier`, under `signature`, which checks its signatures.
#[macro_export]
#[doc(hidden)]
macro_rules! signature_schemes {
    ($then:ident) => {
        $then! {
            /// Ed25519 (RFC 8032).
            Ed25519, ed25519, "ed25519", Bytes(32);
            /// ECDSA over secp256k1 with SHA-256.
            Secp256k1, secp256k1, "secp256k1", CompressedPoint(33);
            /// ECDSA over NIST P-256 with SHA-256.
            P256, p256, "p256", CompressedPoint(33);
        }
    };
}

macro_rules! define {
    ($($(#[$doc:meta])* $scheme:ident, $module:ident, $name:literal, $form:ident($length:literal);)+) => {
        /// A signature scheme.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Scheme {
            $($(#[$doc])* $scheme,)+
        }

        names!(Scheme { $($name => $scheme,)+ });

        impl Scheme {
            /// Every scheme.
            pub const ALL: &'static [Scheme] = &[$(Scheme::$scheme),+];

            /// The names of all of them.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// The name used in documents.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Scheme::$scheme => $name,)+
                }
            }

            const fn public_key_form(self) -> PublicKeyForm {
                match self {
                    $(Scheme::$scheme => PublicKeyForm::$form($length),)+
                }
            }
        }
    };
}

signature_schemes!(define);

/// How a public key is written.
#[derive(Clone, Copy)]
enum PublicKeyForm {
    /// So many bytes.
    Bytes(usize),
    /// A point in the compressed form of SEC 1: so many bytes, the first of them 2 or 3.
    CompressedPoint(usize),
}

impl Scheme {
    /// Bytes of a public key.
    pub const fn public_key_len(self) -> usize {
        match self.public_key_form() {
            PublicKeyForm::Bytes(length) | PublicKeyForm::CompressedPoint(length) => length,
        }
    }

    /// Whether these bytes have the length and form of a public key. Whether they are a point on the curve is for the
    /// signature check.
    pub fn has_form_of_public_key(self, bytes: &[u8]) -> bool {
        let form = match self.public_key_form() {
            PublicKeyForm::Bytes(_) => true,
            PublicKeyForm::CompressedPoint(_) => matches!(bytes.first(), Some(2 | 3)),
        };
        form && bytes.len() == self.public_key_len()
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Scheme {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
