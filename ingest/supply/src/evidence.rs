//! Whether the evidence beside a supply proves it: header to block hash, account in the state, word in its storage.
//!
//! ```text
//!   block hash = keccak(header)            header[3] = state root, header[8] = number
//!   state root   -> account_proof -> account of the token:  [nonce, balance, storage root, code hash]
//!   storage root -> storage_proof -> the word at `slot`, or its absence, which is zero
//! ```
//!
//! What follows is that the word has the value `raw` in that block. Not that the block is one of the chain: its hash must
//! come from elsewhere ([`confirm`]). Nor that the word is what `totalSupply()` returns, nor the token's decimals.
//! Ethereum Yellow Paper, appendix D; EIP-1186.

mod rlp;
mod trie;

use alloy_primitives::{keccak256, B256, KECCAK256_EMPTY};
use alloy_trie::EMPTY_ROOT_HASH;
use assay_statement::{ChainId, ChainSupply, HexBytes, StorageEvidence, Supply, SupplyEntry, Word};
use num_bigint::BigUint;
use thiserror::Error;

pub use trie::TrieError;

/// Where an EVM chain's state root is in a header.
const STATE_ROOT: usize = 3;
/// Where its number is.
const NUMBER: usize = 8;

/// Why a supply is not proved by its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// Another kind of chain has no such state.
    #[error("expected evidence on chains eip155:... only, found it on {chain}")]
    NotEvm {
        /// The chain.
        chain: ChainId,
    },
    /// The token is no address in lower case.
    #[error("expected the token as 0x and 40 lower-case hex digits, found {found}")]
    Token {
        /// What was found.
        found: String,
    },
    /// The block hash is none of an EVM chain.
    #[error("expected the block hash as 0x and 64 lower-case hex digits, found {found}")]
    BlockHash {
        /// What was found.
        found: String,
    },
    /// The header is not that of the block.
    #[error("expected a header whose hash is {expected}, found one of {found}")]
    HeaderHash {
        /// The hash the supply names.
        expected: B256,
        /// The header's.
        found: B256,
    },
    /// The header is no list of RLP strings with a state root and a number.
    #[error("the header is none of an EVM block")]
    Header,
    /// The supply names another height.
    #[error("expected the header of block {expected}, found that of block {found}")]
    BlockNumber {
        /// The height the supply names.
        expected: u64,
        /// The header's.
        found: BigUint,
    },
    /// The account proof does not lead from the state root to the account, or to its absence.
    #[error("account proof: {0}")]
    AccountProof(TrieError),
    /// There is no such account in the block.
    #[error("there is no account {token} in block {block}")]
    NoAccount {
        /// The token.
        token: String,
        /// The block.
        block: u64,
    },
    /// What the state holds is no account.
    #[error("the account is not of the form nonce, balance, storage root, code hash")]
    Account,
    /// The account has no code.
    #[error("{token} is no contract in block {block}")]
    NoContract {
        /// The token.
        token: String,
        /// The block.
        block: u64,
    },
    /// The storage proof does not lead from the storage root to the word, or to its absence.
    #[error("storage proof: {0}")]
    StorageProof(TrieError),
    /// What the storage holds is no word.
    #[error("the stored value is no integer of at most 32 bytes without leading zeros")]
    StoredValue,
    /// The word is not the supply.
    #[error(
        "expected {expected} in storage slot {slot}, found {found}; the slot must hold the total supply and nothing else"
    )]
    Value {
        /// Which word.
        slot: Word,
        /// The supply that is claimed.
        expected: BigUint,
        /// What is stored.
        found: BigUint,
    },
    /// The verifier knows another block.
    #[error("expected the supply on {chain} at a block you named, found it at {found}")]
    OtherBlock {
        /// The chain.
        chain: ChainId,
        /// The block hash the supply names.
        found: String,
    },
    /// The verifier knows the block, and there is no evidence about it.
    #[error("expected evidence for {token} on {chain}, found none; it can be made with --storage-slot only")]
    Missing {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: String,
    },
    /// The verifier names a block that the supply has nothing to do with.
    #[error("expected a supply on {chain} at block {hash}, found none")]
    Unused {
        /// The chain.
        chain: ChainId,
        /// The block the verifier named.
        hash: B256,
    },
}

/// A block that the verifier knows to be of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownBlock {
    /// The chain.
    pub chain: ChainId,
    /// The block's hash.
    pub hash: [u8; 32],
}

/// Which entries of a supply have evidence, counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evident {
    /// Proved in a block that the verifier named.
    pub confirmed: Vec<usize>,
    /// Proved in a block that only the supply names.
    pub unconfirmed: Vec<usize>,
}

/// Checks all evidence in a supply, each for the block that its entry names, and the blocks against those that the verifier
/// knows. A chain of which it knows a block must be proved there as a whole.
///
/// # Errors
/// The first [`EvidenceError`], with the position of its entry if it is about one.
pub fn confirm(
    supply: &Supply,
    known: &[KnownBlock],
) -> Result<Evident, (Option<usize>, EvidenceError)> {
    let mut evident = Evident::default();
    let mut used = vec![false; known.len()];
    for (index, entry) in supply.entries.iter().enumerate() {
        let SupplyEntry::Chain(entry) = entry else {
            continue;
        };
        let at = |error| (Some(index), error);
        let asked = known.iter().any(|block| block.chain == entry.chain);
        let Some(evidence) = &entry.evidence else {
            if asked {
                return Err(at(EvidenceError::Missing {
                    chain: entry.chain.clone(),
                    token: entry.token.to_string(),
                }));
            }
            continue;
        };
        let hash = check(entry, evidence).map_err(at)?;
        let mut confirmed = false;
        for (block, used) in known.iter().zip(&mut used) {
            if block.chain == entry.chain && block.hash == hash.0 {
                (*used, confirmed) = (true, true);
            }
        }
        match confirmed {
            true => evident.confirmed.push(index),
            false if asked => {
                return Err(at(EvidenceError::OtherBlock {
                    chain: entry.chain.clone(),
                    found: entry.block_hash.to_string(),
                }))
            }
            false => evident.unconfirmed.push(index),
        }
    }
    match known.iter().zip(used).find(|(_, used)| !used) {
        Some((block, _)) => Err((
            None,
            EvidenceError::Unused {
                chain: block.chain.clone(),
                hash: block.hash.into(),
            },
        )),
        None => Ok(evident),
    }
}

/// Checks the evidence of one entry for the block that it names, and returns that block's hash.
///
/// # Errors
/// [`EvidenceError`].
pub fn check(entry: &ChainSupply, evidence: &StorageEvidence) -> Result<B256, EvidenceError> {
    if !entry.chain.as_str().starts_with("eip155:") {
        return Err(EvidenceError::NotEvm {
            chain: entry.chain.clone(),
        });
    }
    let token: [u8; 20] = prefixed(entry.token.as_str()).ok_or_else(|| EvidenceError::Token {
        found: entry.token.to_string(),
    })?;
    let hash: [u8; 32] =
        prefixed(entry.block_hash.as_str()).ok_or_else(|| EvidenceError::BlockHash {
            found: entry.block_hash.to_string(),
        })?;
    let hash = B256::from(hash);
    let state_root = state_root(hash, entry.block, &evidence.header)?;

    let account = trie::lookup(state_root, keccak256(token), &evidence.account_proof)
        .map_err(EvidenceError::AccountProof)?
        .ok_or_else(|| EvidenceError::NoAccount {
            token: entry.token.to_string(),
            block: entry.block,
        })?;
    let [_, _, storage_root, code_hash] =
        rlp::strings::<4>(&account).ok_or(EvidenceError::Account)?;
    let storage_root = rlp::word(storage_root).ok_or(EvidenceError::Account)?;
    let code_hash = rlp::word(code_hash).ok_or(EvidenceError::Account)?;
    if code_hash == KECCAK256_EMPTY {
        return Err(EvidenceError::NoContract {
            token: entry.token.to_string(),
            block: entry.block,
        });
    }

    let found = stored(storage_root, &evidence.slot, &evidence.storage_proof)?;
    if found != entry.raw.0 {
        return Err(EvidenceError::Value {
            slot: evidence.slot,
            expected: entry.raw.0.clone(),
            found,
        });
    }
    Ok(hash)
}

fn state_root(hash: B256, number: u64, header: &HexBytes) -> Result<B256, EvidenceError> {
    let found = keccak256(header.as_bytes());
    if found != hash {
        return Err(EvidenceError::HeaderHash {
            expected: hash,
            found,
        });
    }
    let fields = rlp::list(header.as_bytes()).ok_or(EvidenceError::Header)?;
    let state_root = fields.get(STATE_ROOT).copied().and_then(rlp::word);
    let height = fields.get(NUMBER).copied().and_then(rlp::integer);
    let (Some(state_root), Some(height)) = (state_root, height) else {
        return Err(EvidenceError::Header);
    };
    if height != BigUint::from(number) {
        return Err(EvidenceError::BlockNumber {
            expected: number,
            found: height,
        });
    }
    Ok(state_root)
}

/// The value of a word in a storage trie. Zero is not stored.
fn stored(root: B256, slot: &Word, proof: &[HexBytes]) -> Result<BigUint, EvidenceError> {
    if root == EMPTY_ROOT_HASH && proof.is_empty() {
        return Ok(BigUint::ZERO);
    }
    let value = trie::lookup(root, keccak256(slot.as_bytes()), proof)
        .map_err(EvidenceError::StorageProof)?;
    match value {
        None => Ok(BigUint::ZERO),
        Some(value) => rlp::string(&value)
            .filter(|bytes| !bytes.is_empty() && bytes.len() <= 32)
            .and_then(rlp::integer)
            .ok_or(EvidenceError::StoredValue),
    }
}

/// `0x` and so many bytes in lower-case hex.
fn prefixed<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.strip_prefix("0x")?;
    let bytes: HexBytes = digits.parse().ok()?;
    bytes.0.try_into().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
