//! Constants of the bytes of an envelope.

/// First bytes of an envelope.
pub const MAGIC: &[u8; 16] = b"assay/v1/call___";

/// Most bytes of an envelope. The largest of a standard shape, with 65,535 custodians, has 4.5 MiB.
pub const MAX_ENVELOPE_BYTES: usize = 5 << 20;

/// The context is made of digests.
pub(super) const DIGESTS: u8 = 1;

/// The context is made of digests and a previous report.
pub(super) const DIGESTS_AND_PREVIOUS: u8 = 2;

/// Bytes of a point, a digest or a scalar.
pub(super) const ELEMENT: usize = 32;
