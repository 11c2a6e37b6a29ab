//! Cosmos chains, CAIP-2 namespace `cosmos`: what the bank module keeps of a denomination, at one block.
//!
//! JSON-RPC of CometBFT. The header of a block has the root of the state after the block before it, so the store is asked at
//! the height before, and what is read is in the state that the block's header commits to. A block is final when it is there.
//!
//! | store key of `bank` | value |
//! |---|---|
//! | 0x00, denomination | its supply, a decimal integer; not there if it is zero |
//! | 0x01, denomination | its metadata: the decimals are the exponent of the unit that is displayed |
//!
//! A refusal that passes: -32603, as a height that a node does not have yet; of the store, code 26, the same.

mod answers;
mod evidence;
mod header;
mod metadata;
mod names;
mod protobuf;

use assay_statement::{ChainSupply, HexBytes, Id, Integer, StorageEvidence};
use base64::prelude::{Engine, BASE64_STANDARD};
use num_bigint::BigUint;
use serde_json::{json, Map, Value};
use time::format_description::well_known::Rfc3339;
use time::OffsetDateTime;

use crate::chain_client::{BlockFrom, ChainClient};
use crate::chain_family::{ChainFamily, CheckEvidence, TokenError};
use crate::endpoint::Endpoint;
use crate::read_error::ReadError;
use crate::rpc::{self, ResponseError};
use crate::slot::Slot;
use crate::sources::TokenSource;
use answers::{Commit, Proof, ProofStep, Queried, SignedHeader, Status, Stored};
use names::{hashed, METADATA, SUPPLY};

/// CAIP-2 namespace (CAIP-5).
const NAMESPACE: &str = "cosmos";

/// The method that reads a store.
const QUERY: &str = "abci_query";

/// Its code for a height that is not there yet (`ErrInvalidHeight` of the Cosmos SDK).
const FUTURE: i64 = 26;

/// JSON-RPC's internal error: also for a height that is not there yet.
const INTERNAL: i64 = -32_603;

/// Most digits of a supply: the SDK's integers have at most 256 bits.
const MAX_DIGITS: usize = 78;

/// Chains of the Cosmos SDK.
pub(crate) struct Cosmos;

impl ChainFamily for Cosmos {
    fn namespace(&self) -> &'static str {
        NAMESPACE
    }

    fn token_form(&self) -> &'static str {
        "a denomination: a letter, then 2 to 127 letters, digits and / : . _ -"
    }

    fn canonical_token(&self, token: &Id) -> Result<Id, TokenError> {
        let text = token.as_str();
        let rest = |c: u8| c.is_ascii_alphanumeric() || b"/:._-".contains(&c);
        let good = text.starts_with(|c: char| c.is_ascii_alphabetic())
            && (3..=128).contains(&text.len())
            && text.bytes().all(rest);
        match good {
            true => Ok(token.clone()),
            false => Err(TokenError::Form),
        }
    }

    fn reads_past_blocks(&self) -> bool {
        true
    }

    fn evidence(&self) -> Option<CheckEvidence> {
        Some(evidence::check)
    }

    fn may_pass(&self, method: &str, error: &ResponseError) -> bool {
        match error {
            ResponseError::Refused { code, .. } => {
                *code == INTERNAL || (method == QUERY && *code == FUTURE)
            }
            _ => false,
        }
    }

    /// `reference` is the chain's name, or, of one that CAIP-2 has no room for, the beginning of its hash.
    fn read(
        &self,
        chain: &ChainClient<'_>,
        reference: &str,
    ) -> Result<Vec<ChainSupply>, ReadError> {
        let (height, from) = last_block(chain, reference)?;
        let block = chain.agree(
            || format!("block {height}"),
            |endpoint| Ok(block_at(chain, endpoint, height)?.0),
            |block| block.hash.to_string(),
        )?;
        chain.check_time(height, block.time.into(), &from)?;
        let tokens = chain.source().tokens.iter();
        tokens
            .map(|source| read_token(chain, &block, source))
            .collect()
    }
}

/// The block whose header commits to what is read.
#[derive(PartialEq)]
struct Block {
    height: u64,
    hash: Id,
    /// Unix seconds.
    time: i64,
}

/// The height to read: the one that was asked for, or the lowest of the latest of all endpoints.
fn last_block(chain: &ChainClient<'_>, reference: &str) -> Result<(u64, BlockFrom), ReadError> {
    chain.block_to_read(|endpoint| {
        let status: Status = chain.call(endpoint, "status", json!({}))?;
        let network = &status.node_info.network;
        if network != reference && hashed(network.as_bytes()) != reference {
            let name: String = network
                .chars()
                .filter(char::is_ascii_graphic)
                .take(50)
                .collect();
            return Err(chain.wrong_chain(endpoint, format!("{NAMESPACE}:{name}")));
        }
        height(&status.sync_info.latest_block_height)
            .ok_or_else(|| chain.wrong_answer(endpoint, "status", "a latest height"))
    })
}

/// A height as CometBFT writes it, of a block that has one before it.
fn height(text: &str) -> Option<u64> {
    let height: u64 = text.parse().ok()?;
    (2..=assay_statement::canonical::MAX_INTEGER)
        .contains(&height)
        .then_some(height)
}

fn block_at(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    number: u64,
) -> Result<(Block, Map<String, Value>), ReadError> {
    let params = json!({ "height": number.to_string() });
    let commit: Commit = chain.call(endpoint, "commit", params)?;
    let SignedHeader { header, commit } = commit.signed_header;
    let parse = || {
        let hash = commit.block_id.hash;
        let is_hash = hash.len() == 64 && hash.bytes().all(|c| c.is_ascii_hexdigit());
        let text = |name: &str| header.get(name).and_then(Value::as_str);
        let time = OffsetDateTime::parse(text("time")?, &Rfc3339).ok()?;
        (is_hash && height(text("height")?) == Some(number)).then_some(())?;
        Some(Block {
            height: number,
            hash: hash.to_ascii_uppercase().parse().ok()?,
            time: time.unix_timestamp(),
        })
    };
    let expected = "the header of this height, from the second block on, with its hash and time";
    let block =
        parse().ok_or_else(|| chain.wrong_answer(endpoint, format!("block {number}"), expected))?;
    Ok((block, header))
}

fn read_token(
    chain: &ChainClient<'_>,
    block: &Block,
    source: &TokenSource,
) -> Result<ChainSupply, ReadError> {
    let token = &source.token;
    let (raw, decimals) = chain.agree(
        || format!("the supply of {token} in block {}", block.height),
        |endpoint| supply_at(chain, endpoint, block, token),
        |(raw, decimals)| format!("{raw} with {decimals} decimals"),
    )?;
    let mut supply = ChainSupply {
        chain: chain.id(),
        token: token.clone(),
        block: block.height,
        block_hash: block.hash.clone(),
        raw: Integer(raw),
        decimals: chain.decimals(token, &BigUint::from(decimals))?,
        evidence: None,
    };
    if let Some(slot) = source.storage_slot {
        supply.evidence = Some(chain.first(|endpoint| prove_at(chain, endpoint, &supply, slot))?);
    }
    Ok(supply)
}

/// What one endpoint says of a token: its supply and its decimals.
fn supply_at(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    block: &Block,
    token: &Id,
) -> Result<(BigUint, u64), ReadError> {
    let (metadata, _) = stored(chain, endpoint, block.height, (METADATA, token), false)?;
    let Some(decimals) = metadata::decimals(&metadata, token.as_str()) else {
        return Err(ReadError::NoMetadata {
            chain: chain.id(),
            token: token.to_string(),
            endpoint: chain.name(endpoint),
        });
    };
    let (supply, _) = stored(chain, endpoint, block.height, (SUPPLY, token), false)?;
    let raw = match supply.is_empty() {
        // The bank module keeps no zero, and metadata says that there is such a denomination.
        true => BigUint::ZERO,
        false => integer(&supply).ok_or_else(|| {
            chain.wrong_answer(
                endpoint,
                format!("the supply of {token}"),
                "a decimal integer",
            )
        })?,
    };
    Ok((raw, decimals))
}

/// Evidence of a supply that was read, from one endpoint; it must be right.
fn prove_at(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    supply: &ChainSupply,
    slot: Slot,
) -> Result<StorageEvidence, ReadError> {
    let (_, header) = block_at(chain, endpoint, supply.block)?;
    let header = header::encode(&header).ok_or_else(|| {
        let what = format!("the header of block {}", supply.block);
        chain.wrong_answer(endpoint, what, "the fields of a header of CometBFT")
    })?;
    let key = (SUPPLY, &supply.token);
    let (_, proof) = stored(chain, endpoint, supply.block, key, true)?;
    let steps = || {
        let [value, store] = <[ProofStep; 2]>::try_from(proof?.ops).ok()?;
        let bytes = |step: ProofStep| {
            let proof = BASE64_STANDARD.decode(step.data).ok()?;
            evidence::plain(&proof).map(HexBytes)
        };
        Some((bytes(value)?, bytes(store)?))
    };
    let (value, store) = steps().ok_or_else(|| {
        chain.wrong_answer(endpoint, QUERY, "a proof of the value and one of its store")
    })?;
    let evidence = StorageEvidence {
        slot: slot.0,
        header: HexBytes(header),
        account_proof: vec![store],
        storage_proof: vec![value],
    };
    match evidence::check(supply, &evidence) {
        Ok(_) => Ok(evidence),
        Err(source) => Err(ReadError::Evidence {
            chain: chain.id(),
            token: supply.token.to_string(),
            endpoint: chain.name(endpoint),
            source: Box::new(source),
        }),
    }
}

/// What the bank module's store has under a key, in the state that the header of the block of this height commits to, and its
/// proof if that is asked for. Nothing, if the store does not have the key.
fn stored(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    block: u64,
    (prefix, token): (u8, &Id),
    prove: bool,
) -> Result<(Vec<u8>, Option<Proof>), ReadError> {
    let before = block.saturating_sub(1).to_string();
    let key = [&[prefix], token.as_str().as_bytes()].concat();
    let params = json!({
        "path": format!("/store/{}/key", names::STORE), "data": hex::encode(key), "height": before, "prove": prove,
    });
    let accept = |queried: Queried| match queried.response {
        stored @ Stored { code: 0, .. } => Ok(stored),
        Stored { code, log, .. } => Err(ResponseError::Refused {
            code,
            message: rpc::message(&log),
        }),
    };
    let stored = chain.call_and(endpoint, QUERY, params, accept)?;
    let wrong = |expected| chain.wrong_answer(endpoint, QUERY, expected);
    if stored.height != before {
        return Err(wrong("the state of the height that was asked for"));
    }
    let value = BASE64_STANDARD.decode(stored.value.unwrap_or_default());
    let value = value.map_err(|_| wrong("a value in base64"))?;
    Ok((value, stored.proof))
}

/// An integer as the SDK stores it: decimal digits.
fn integer(bytes: &[u8]) -> Option<BigUint> {
    let text = std::str::from_utf8(bytes).ok()?;
    let number: Integer = text.parse().ok()?;
    (text.len() <= MAX_DIGITS).then_some(number.0)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
