//! What can go wrong with a signing key.

use assay_statement::Scheme;
use thiserror::Error;

/// What can go wrong with a signing key. No variant carries any part of a key.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SigningError {
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes; nothing was made")]
    NoRandomness,
    /// The file is not PEM.
    #[error("expected a PKCS#8 private key in PEM (\"-----BEGIN PRIVATE KEY-----\"), found something else")]
    NotPem,
    /// A PEM file with another label.
    #[error("expected PEM label PRIVATE KEY, found {label}; {hint}")]
    Label {
        /// The label found.
        label: String,
        /// How to come to a file that can be used.
        hint: &'static str,
    },
    /// The key inside is not well formed, or its public half does not belong to it.
    #[error("expected a well-formed PKCS#8 private key, found a damaged one")]
    Malformed,
    /// The key is for another scheme.
    #[error("expected a key for {schemes}, found one for object identifier {oid}")]
    UnknownScheme {
        /// Its algorithm or curve.
        oid: String,
        /// The schemes that there are.
        schemes: String,
    },
    /// Keys of the scheme are not made or used here: the custodian's own software signs.
    #[error("keys of {scheme} are not made or used here")]
    OtherSoftware {
        /// The scheme.
        scheme: Scheme,
    },
    /// The key could not be encoded.
    #[error("the key could not be encoded as PKCS#8")]
    Encode,
    /// The signature just made does not verify: the machine has made an error, and the signature must not leave it.
    #[error("the signature just made does not verify, so this machine cannot be relied on; nothing was written")]
    Fault,
}
