//! Evidence that a supply is in the state of a block: what EIP-1186 (`eth_getProof`) gives, and the block's header. Other
//! families of chains put the same into these fields.

use alloc::vec::Vec;
use serde::Serialize;

use crate::encoding::{HexBytes, Word};
use crate::json::field_readers::at_most;
use crate::macros::fields;

/// Most nodes of a path through a trie: keys of 64 digits make 65.
pub const MAX_NODES: usize = 128;

/// That one word of a contract's storage has the value `raw` in the state of an EVM block. Only the form of it is known
/// here; what it proves, and to whom, is documented where it is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StorageEvidence {
    /// Which word.
    pub slot: Word,
    /// The block's header, RLP: its Keccak-256 is the block's hash.
    pub header: HexBytes,
    /// Nodes of the state trie from its root to the contract's account, RLP.
    pub account_proof: Vec<HexBytes>,
    /// Nodes of the contract's storage trie from its root to the word, RLP; none if nothing is stored at all.
    pub storage_proof: Vec<HexBytes>,
}

fields!(StorageEvidence {
    slot,
    header,
    account_proof by at_most::<MAX_NODES, _>,
    storage_proof by at_most::<MAX_NODES, _>
});
