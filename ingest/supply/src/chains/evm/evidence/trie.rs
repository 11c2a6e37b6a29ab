//! Looks up a key in a Merkle Patricia trie, strictly: a proof has exactly the nodes on the key's path, and each node is the
//! one that its parent refers to.
//!
//! The nodes are decoded by `alloy-trie`. Its own `verify_proof` is not used: it accepts some proofs with more nodes than the
//! path has, and paths longer than a key, which only a made-up trie has, panic in it.

use alloy_primitives::B256;
use alloy_trie::nodes::{RlpNode, TrieNode};
use alloy_trie::Nibbles;
use assay_statement::HexBytes;

use crate::evidence_error::TrieError;

/// Where a node leads.
enum Step {
    /// To the node of this reference.
    To(RlpNode),
    /// To the value of the key.
    Value(Vec<u8>),
    /// Nowhere: the key is not in the trie.
    Absent,
}

/// The value of a key, given as its hash, in the trie of this root; `None` if the proof shows that it has none.
///
/// # Errors
/// [`TrieError`].
pub fn lookup(root: B256, key: B256, proof: &[HexBytes]) -> Result<Option<Vec<u8>>, TrieError> {
    let key: Vec<u8> = Nibbles::unpack_array(&key.0).to_vec();
    let mut path = key.as_slice();
    let mut reference = RlpNode::word_rlp(&root);
    for (node, bytes) in proof.iter().enumerate() {
        let bytes = bytes.as_bytes();
        if RlpNode::from_rlp(bytes).as_slice() != reference.as_slice() {
            return Err(TrieError::Reference { node });
        }
        let value = match step(bytes, &mut path).ok_or(TrieError::Malformed { node })? {
            Step::To(next) => {
                reference = next;
                continue;
            }
            Step::Value(value) => Some(value),
            Step::Absent => None,
        };
        let expected = node + 1;
        if expected != proof.len() {
            return Err(TrieError::TooLong {
                expected,
                found: proof.len(),
            });
        }
        return Ok(value);
    }
    Err(TrieError::TooShort { found: proof.len() })
}

/// Follows the path through a node, and through the nodes that are written inside it, and takes off the path what they
/// stand for.
fn step(bytes: &[u8], path: &mut &[u8]) -> Option<Step> {
    let mut bytes = bytes.to_vec();
    loop {
        let inside = match decode(&bytes)? {
            TrieNode::EmptyRoot => return None,
            TrieNode::Leaf(leaf) => {
                let found = leaf.key.to_vec() == *path;
                return Some(if found {
                    Step::Value(leaf.value)
                } else {
                    Step::Absent
                });
            }
            TrieNode::Extension(extension) => {
                let shared = extension.key.to_vec();
                if shared.is_empty() {
                    return None;
                }
                match path.strip_prefix(shared.as_slice()) {
                    Some(rest) => *path = rest,
                    None => return Some(Step::Absent),
                }
                extension.child
            }
            TrieNode::Branch(branch) => {
                let (nibble, rest) = path.split_first()?;
                *path = rest;
                let children = branch.as_ref();
                let child = children.children().find(|(index, _)| index == nibble);
                match child.and_then(|(_, child)| child) {
                    Some(child) => child.clone(),
                    None => return Some(Step::Absent),
                }
            }
        };
        if inside.is_hash() {
            return Some(Step::To(inside));
        }
        // Shorter than what it was written in, so this ends.
        bytes = inside.as_slice().to_vec();
    }
}

/// One node and nothing after it.
fn decode(mut bytes: &[u8]) -> Option<TrieNode> {
    use alloy_rlp::Decodable;
    let node = TrieNode::decode(&mut bytes).ok()?;
    bytes.is_empty().then_some(node)
}
