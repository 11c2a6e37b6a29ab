//! What a signature scheme has to do here.

use assay_statement::attestation::SIGNATURE_BYTES;

use super::check::SignatureError;

/// A signature scheme, as [`RustSignatures`](crate::RustSignatures) checks it. Its name and the form of its keys are in the
/// list of `assay_statement`; a file of its name in this folder implements this.
pub(super) trait SignatureScheme {
    /// Checks that `signature` is the holder of `public_key`'s over `message`. Both have the scheme's lengths and form.
    ///
    /// Whatever else could be a second form of the same key or signature is refused.
    fn verify(
        &self,
        public_key: &[u8],
        message: &[u8],
        signature: &[u8; SIGNATURE_BYTES],
    ) -> Result<(), SignatureError>;
}
