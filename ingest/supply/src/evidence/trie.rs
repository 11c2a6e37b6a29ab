//! Following a key down a Merkle Patricia trie, strictly: every node is one the way needs, and each is its reference's.
//!
//! The nodes are decoded by `alloy-trie`. Its own `verify_proof` is not used: it takes some proofs with more nodes than the
//! way has, and paths longer than a key, which only a made-up trie has, panic in it.

use alloy_primitives::B256;
use alloy_trie::nodes::{RlpNode, TrieNode};
use alloy_trie::Nibbles;
use assay_statement::HexBytes;
use thiserror::Error;

/// Why a proof leads nowhere. Nodes count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TrieError {
    /// A node is not the one that its parent, or the root, refers to.
    #[error("node {node} is not the one that is referred to")]
    Reference {
        /// The node.
        node: usize,
    },
    /// A node is no branch, extension or leaf, or is longer than its key.
    #[error("node {node} is no node of a trie")]
    Malformed {
        /// The node.
        node: usize,
    },
    /// The way goes on after the last node.
    #[error("expected more than {found} nodes")]
    TooShort {
        /// Nodes found.
        found: usize,
    },
    /// The way ends before the last node.
    #[error("expected {expected} nodes, found {found}")]
    TooLong {
        /// Nodes on the way.
        expected: usize,
        /// Nodes found.
        found: usize,
    },
}

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
    let mut way = key.as_slice();
    let mut reference = RlpNode::word_rlp(&root);
    for (node, bytes) in proof.iter().enumerate() {
        let bytes = bytes.as_bytes();
        if RlpNode::from_rlp(bytes).as_slice() != reference.as_slice() {
            return Err(TrieError::Reference { node });
        }
        let value = match step(bytes, &mut way).ok_or(TrieError::Malformed { node })? {
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

/// Goes through a node, and through those that are written inside it, and takes off `way` what they stand for.
fn step(bytes: &[u8], way: &mut &[u8]) -> Option<Step> {
    let mut bytes = bytes.to_vec();
    loop {
        let inside = match decode(&bytes)? {
            TrieNode::EmptyRoot => return None,
            TrieNode::Leaf(leaf) => {
                let here = leaf.key.to_vec() == *way;
                return Some(if here {
                    Step::Value(leaf.value)
                } else {
                    Step::Absent
                });
            }
            TrieNode::Extension(extension) => {
                let path = extension.key.to_vec();
                if path.is_empty() {
                    return None;
                }
                match way.strip_prefix(path.as_slice()) {
                    Some(rest) => *way = rest,
                    None => return Some(Step::Absent),
                }
                extension.child
            }
            TrieNode::Branch(branch) => {
                let (nibble, rest) = way.split_first()?;
                *way = rest;
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
