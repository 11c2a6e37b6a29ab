//! Evidence on Cosmos chains: header to block hash, the bank module's store in the state, the supply in that store.
//!
//! ```text
//!   block hash = root of the header's fields         header: chain, height, time, app hash
//!   app hash   -> account_proof (one, ICS-23) -> the root of the store `bank`
//!   that root  -> storage_proof (one, ICS-23) -> at the key 0x00, denomination: `raw` in decimal
//! ```
//!
//! The slot is 0: the byte before the denomination. What follows is that the bank module counts `raw` of the denomination, in
//! the state that the block's header commits to; neither that the block is one of the chain, nor the token's decimals.
//! A supply of zero is not stored, and what is not stored is not proved here.

use alloy_primitives::B256;
use assay_statement::{ChainSupply, HexBytes, StorageEvidence, Timestamp};
use ics23::commitment_proof::Proof;
use ics23::{
    iavl_spec, tendermint_spec, verify_membership, CommitmentProof, HostFunctionsProvider,
};
use num_bigint::BigUint;
use prost::Message;
use sha2::{Digest, Sha256};

use super::header;
use super::names::{is_name_of, STORE, SUPPLY};
use crate::evidence_error::EvidenceError;
use crate::evident_block::EvidentBlock;

/// Checks the evidence of one entry in the block that the entry names, and returns that block.
///
/// # Errors
/// [`EvidenceError`].
pub fn check(
    entry: &ChainSupply,
    evidence: &StorageEvidence,
) -> Result<EvidentBlock, EvidenceError> {
    let hash = block_hash(entry.block_hash.as_str()).ok_or_else(|| EvidenceError::CometHash {
        found: entry.block_hash.to_string(),
    })?;
    if evidence.slot.as_bytes() != &[0; 32] {
        return Err(EvidenceError::Prefix {
            found: evidence.slot,
        });
    }
    let header = header::decode(evidence.header.as_bytes()).ok_or(EvidenceError::CometHeader)?;
    if header.hash != hash {
        return Err(EvidenceError::HeaderHash {
            expected: hash,
            found: header.hash,
        });
    }
    let seconds = i64::try_from(header.seconds).ok();
    let time = seconds.and_then(|seconds| Timestamp::from_unix(seconds).ok());
    let time = time.ok_or(EvidenceError::CometHeader)?;
    let named = entry
        .chain
        .as_str()
        .split_once(':')
        .map(|(_, reference)| reference);
    if !named.is_some_and(|reference| is_name_of(reference, header.chain)) {
        return Err(EvidenceError::HeaderChain {
            expected: entry.chain.clone(),
        });
    }
    if header.height != entry.block {
        return Err(EvidenceError::BlockNumber {
            expected: entry.block,
            found: BigUint::from(header.height),
        });
    }
    if entry.raw.0 == BigUint::ZERO {
        return Err(EvidenceError::NoZero);
    }
    let key = [&[SUPPLY], entry.token.as_str().as_bytes()].concat();
    let store = store_root(header.app_hash, &evidence.account_proof)?;
    let expected = entry.raw.0.to_string();
    let (proof, found) = existence(&evidence.storage_proof).ok_or(EvidenceError::SupplyProof)?;
    if !verify_membership::<Hashes>(&proof, &iavl_spec(), &store, &key, &found) {
        return Err(EvidenceError::SupplyProof);
    }
    if found != expected.as_bytes() {
        return Err(EvidenceError::StoredSupply {
            expected: entry.raw.0.clone(),
            found: String::from_utf8_lossy(&found)
                .chars()
                .filter(char::is_ascii_digit)
                .take(78)
                .collect(),
        });
    }
    Ok(EvidentBlock { hash, time })
}

/// A hash as CometBFT writes it.
fn block_hash(text: &str) -> Option<B256> {
    let good = text.bytes().all(|c| matches!(c, b'0'..=b'9' | b'A'..=b'F'));
    let bytes: [u8; 32] = hex::decode(text).ok()?.try_into().ok()?;
    good.then_some(bytes.into())
}

/// The root of the bank module's store, which the proof leads to from the app hash.
fn store_root(app_hash: &[u8], proof: &[HexBytes]) -> Result<Vec<u8>, EvidenceError> {
    let (proof, root) = existence(proof).ok_or(EvidenceError::StoreProof)?;
    let name = STORE.as_bytes();
    match verify_membership::<Hashes>(&proof, &tendermint_spec(), &app_hash.to_vec(), name, &root) {
        true => Ok(root),
        false => Err(EvidenceError::StoreProof),
    }
}

/// A proof as evidence has it: in the one form that it is written in, without fields that nobody reads.
pub fn plain(proof: &[u8]) -> Option<Vec<u8>> {
    let proof = CommitmentProof::decode(proof).ok()?;
    Some(proof.encode_to_vec())
}

/// A proof that something is there, and what it says is there. No batch, and nothing compressed.
fn existence(proofs: &[HexBytes]) -> Option<(CommitmentProof, Vec<u8>)> {
    let [bytes] = proofs else { return None };
    let proof = CommitmentProof::decode(bytes.as_bytes()).ok()?;
    if proof.encode_to_vec() != bytes.as_bytes() {
        return None;
    }
    let value = match &proof.proof {
        Some(Proof::Exist(exist)) => exist.value.clone(),
        _ => return None,
    };
    Some((proof, value))
}

/// The one hash function that stores of Cosmos have. The specifications of both trees refuse the others before they are asked
/// for.
struct Hashes;

impl HostFunctionsProvider for Hashes {
    fn sha2_256(message: &[u8]) -> [u8; 32] {
        Sha256::digest(message).into()
    }

    fn sha2_512(_: &[u8]) -> [u8; 64] {
        [0; 64]
    }

    fn sha2_512_truncated(_: &[u8]) -> [u8; 32] {
        [0; 32]
    }

    fn keccak_256(_: &[u8]) -> [u8; 32] {
        [0; 32]
    }

    fn ripemd160(_: &[u8]) -> [u8; 20] {
        [0; 20]
    }

    fn blake2b_512(_: &[u8]) -> [u8; 64] {
        [0; 64]
    }

    fn blake2s_256(_: &[u8]) -> [u8; 32] {
        [0; 32]
    }

    fn blake3(_: &[u8]) -> [u8; 32] {
        [0; 32]
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
pub(super) mod tests;
