//! A block that evidence is about.

use alloy_primitives::B256;
use assay_statement::Timestamp;

/// A block, as its header has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvidentBlock {
    /// Its hash.
    pub hash: B256,
    /// When it was made.
    pub time: Timestamp,
}
