//! The answer to `eth_getProof` (EIP-1186).

use assay_statement::{HexBytes, StorageEvidence, Word};
use serde::Deserialize;

use crate::hexadecimal::Data;

/// RLP of the empty string: how some nodes write the proof in a trie that is empty.
const EMPTY: [u8; 1] = [0x80];

/// Proof of an account and of words of its storage. The answer's other fields repeat what the proofs hold, and are not read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountProof {
    /// Nodes of the state trie.
    pub account_proof: Vec<Data>,
    /// One for each word asked for.
    pub storage_proof: Vec<WordProof>,
}

/// Proof of one word. Its value is in the nodes, and what the answer says of it is not read: EIP-1186 has it as a quantity, and
/// clients write it in whole bytes too.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct WordProof {
    /// Nodes of the storage trie.
    pub proof: Vec<Data>,
}

impl AccountProof {
    /// As evidence, with the block's header; `None` unless it is about exactly one word.
    pub fn evidence(self, slot: Word, header: Vec<u8>) -> Option<StorageEvidence> {
        let [word] = <[WordProof; 1]>::try_from(self.storage_proof).ok()?;
        let mut storage_proof = word.proof;
        if matches!(storage_proof.as_slice(), [only] if only.0 == EMPTY) {
            storage_proof.clear();
        }
        let bytes = |nodes: Vec<Data>| nodes.into_iter().map(|node| HexBytes(node.0)).collect();
        Some(StorageEvidence {
            slot,
            header: HexBytes(header),
            account_proof: bytes(self.account_proof),
            storage_proof: bytes(storage_proof),
        })
    }
}
