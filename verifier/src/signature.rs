//! One signature of one attestation.

mod check;
#[cfg(feature = "ed25519")]
mod ed25519;
#[cfg(feature = "p256")]
mod p256;
mod rust;
mod scheme;
#[cfg(feature = "secp256k1")]
mod secp256k1;

pub use check::{check_form, SignatureCheck, SignatureError};
pub use rust::RustSignatures;

#[cfg(all(test, feature = "signatures"))]
#[allow(clippy::unwrap_used)]
mod tests;
