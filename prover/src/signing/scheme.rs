//! What a signature scheme has to implement for its keys to be generated, read and used here.

use assay_statement::Scheme;
use ed25519_dalek::pkcs8::{self, ObjectIdentifier, PrivateKeyInfoRef};
use zeroize::Zeroizing;

use super::error::SigningError;

/// How keys of a scheme are generated and read. A file of the scheme's name in this folder has one, and the list in `schemes` names it.
pub(super) struct SigningScheme {
    /// Which scheme.
    pub(super) scheme: Scheme,
    /// The algorithm in PKCS#8.
    pub(super) algorithm: ObjectIdentifier,
    /// Its parameters there, such as the curve, if it has any.
    pub(super) parameters: Option<ObjectIdentifier>,
    /// The key with these secret bytes; `None` if they are not a key.
    pub(super) from_seed: fn(&[u8; 32]) -> Option<Secret>,
    /// The key in a PKCS#8 document of this algorithm and these parameters.
    pub(super) read: fn(PrivateKeyInfoRef<'_>) -> pkcs8::Result<Secret>,
}

/// A private key of some scheme.
pub(super) type Secret = Box<dyn PrivateKey + Send + Sync>;

/// What a private key does. An implementation must overwrite itself in memory when dropped.
pub(super) trait PrivateKey {
    /// The public half, as registries have it.
    fn public_key(&self) -> Vec<u8>;

    /// Signs, and checks the signature: [`SigningError::Fault`] if that fails.
    fn sign(&self, message: &[u8]) -> Result<[u8; 64], SigningError>;

    /// PKCS#8 in PEM.
    fn to_pem(&self) -> pkcs8::Result<Zeroizing<String>>;
}
