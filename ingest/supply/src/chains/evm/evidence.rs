//! Evidence on EVM chains: header to block hash, account in the state, word in its storage.
//!
//! ```text
//!   block hash = keccak(header)            header[3] = state root, header[8] = number, header[11] = time
//!   state root   -> account_proof -> account of the token:  [nonce, balance, storage root, code hash]
//!   storage root -> storage_proof -> the word at `slot`, or its absence, which is zero
//! ```
//!
//! What follows is that the word has the value `raw` in that block, and nothing else: neither that the block is one of the
//! chain, nor that the word is what `totalSupply()` returns, nor the token's decimals.
//! Ethereum Yellow Paper, appendix D; EIP-1186.

use alloy_primitives::{keccak256, B256, KECCAK256_EMPTY};
use alloy_trie::EMPTY_ROOT_HASH;
use assay_statement::{ChainSupply, HexBytes, StorageEvidence, Timestamp, Word};
use num_bigint::BigUint;

use crate::evidence_error::EvidenceError;
use crate::evident_block::EvidentBlock;

mod rlp;
mod trie;

/// Position of the state root among the fields of a header.
const STATE_ROOT: usize = 3;
/// Position of the block's number.
const NUMBER: usize = 8;
/// Position of its time, in Unix seconds.
const TIME: usize = 11;

/// Checks the evidence of one entry in the block that the entry names, and returns that block.
///
/// # Errors
/// [`EvidenceError`].
pub fn check(
    entry: &ChainSupply,
    evidence: &StorageEvidence,
) -> Result<EvidentBlock, EvidenceError> {
    let token: [u8; 20] = prefixed(entry.token.as_str()).ok_or_else(|| EvidenceError::Token {
        found: entry.token.to_string(),
    })?;
    let hash: [u8; 32] =
        prefixed(entry.block_hash.as_str()).ok_or_else(|| EvidenceError::BlockHash {
            found: entry.block_hash.to_string(),
        })?;
    let hash = B256::from(hash);
    let (state_root, time) = read_header(hash, entry.block, &evidence.header)?;

    let storage_root = storage_root(state_root, token, entry, evidence)?;
    let found = stored(storage_root, &evidence.slot, &evidence.storage_proof)?;
    if found != entry.raw.0 {
        return Err(EvidenceError::Value {
            slot: evidence.slot,
            expected: entry.raw.0.clone(),
            found,
        });
    }
    Ok(EvidentBlock { hash, time })
}

/// The root of the storage of the token's contract.
fn storage_root(
    state_root: B256,
    token: [u8; 20],
    entry: &ChainSupply,
    evidence: &StorageEvidence,
) -> Result<B256, EvidenceError> {
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
    Ok(storage_root)
}

/// The state root and the time in a header, which must have this hash and be that of the block with this number.
fn read_header(
    hash: B256,
    number: u64,
    header: &HexBytes,
) -> Result<(B256, Timestamp), EvidenceError> {
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
    let time = fields.get(TIME).copied().and_then(time);
    let (Some(state_root), Some(height), Some(time)) = (state_root, height, time) else {
        return Err(EvidenceError::Header);
    };
    if height != BigUint::from(number) {
        return Err(EvidenceError::BlockNumber {
            expected: number,
            found: height,
        });
    }
    Ok((state_root, time))
}

/// A time in a header.
fn time(seconds: &[u8]) -> Option<Timestamp> {
    let seconds = i64::try_from(rlp::integer(seconds)?).ok()?;
    Timestamp::from_unix(seconds).ok()
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

/// The `N` bytes of a text with `0x` and lower-case hex digits.
fn prefixed<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.strip_prefix("0x")?;
    let bytes: HexBytes = digits.parse().ok()?;
    bytes.0.try_into().ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
