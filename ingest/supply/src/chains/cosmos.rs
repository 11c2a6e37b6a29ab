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

mod metadata;

use assay_statement::{ChainSupply, Id, Integer};
use base64::prelude::{Engine, BASE64_STANDARD};
use num_bigint::BigUint;
use serde::Deserialize;
use serde_json::json;
use sha2::{Digest, Sha256};
use time::format_description::well_known::Rfc3339;
use time::OffsetDateTime;

use crate::chain_client::{BlockFrom, ChainClient};
use crate::chain_family::{ChainFamily, TokenError};
use crate::endpoint::Endpoint;
use crate::read_error::ReadError;
use crate::rpc::{self, ResponseError};

/// CAIP-2 namespace (CAIP-5).
const NAMESPACE: &str = "cosmos";

/// First byte of the key of a supply in the bank module's store.
const SUPPLY: u8 = 0;
/// The same of the metadata of a denomination.
const METADATA: u8 = 1;

/// The method that reads a store.
const QUERY: &str = "abci_query";

/// Its code for a height that is not there yet (`ErrInvalidHeight` of the Cosmos SDK).
const FUTURE: i64 = 26;

/// JSON-RPC's internal error: also for a height that is not there yet.
const INTERNAL: i64 = -32_603;

/// Most digits of a supply: the SDK's integers have at most 256 bits.
const MAX_DIGITS: usize = 78;

#[derive(Deserialize)]
struct Status {
    node_info: NodeInfo,
    sync_info: SyncInfo,
}

#[derive(Deserialize)]
struct NodeInfo {
    /// The chain's name.
    network: String,
}

#[derive(Deserialize)]
struct SyncInfo {
    latest_block_height: String,
}

#[derive(Deserialize)]
struct Commit {
    signed_header: SignedHeader,
}

#[derive(Deserialize)]
struct SignedHeader {
    header: Header,
    commit: BlockCommit,
}

#[derive(Deserialize)]
struct Header {
    height: String,
    time: String,
}

#[derive(Deserialize)]
struct BlockCommit {
    block_id: BlockId,
}

#[derive(Deserialize)]
struct BlockId {
    hash: String,
}

#[derive(Deserialize)]
struct Queried {
    response: Stored,
}

#[derive(Deserialize)]
struct Stored {
    #[serde(default)]
    code: i64,
    #[serde(default)]
    log: String,
    /// Base64; nothing if the store does not have the key.
    value: Option<String>,
    height: String,
}

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
            |endpoint| block_at(chain, endpoint, height),
            |block| block.hash.to_string(),
        )?;
        chain.check_time(height, block.time.into(), &from)?;
        let tokens = chain.source().tokens.iter();
        tokens
            .map(|source| read_token(chain, &block, &source.token))
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
    let mut lowest = None;
    for endpoint in &chain.source().endpoints {
        let status: Status = chain.call(endpoint, "status", json!({}))?;
        let network = &status.node_info.network;
        if network != reference && hashed(network) != reference {
            let name: String = network
                .chars()
                .filter(char::is_ascii_graphic)
                .take(50)
                .collect();
            return Err(chain.wrong_chain(endpoint, format!("{NAMESPACE}:{name}")));
        }
        let latest = height(&status.sync_info.latest_block_height)
            .ok_or_else(|| chain.wrong_answer(endpoint, "status", "a latest height"))?;
        if let Some(block) = chain.source().block.filter(|block| *block > latest) {
            return Err(ReadError::NotFinal {
                chain: chain.id(),
                endpoint: chain.name(endpoint),
                block,
                finalized: latest,
            });
        }
        if lowest.is_none_or(|(lowest, _)| latest < lowest) {
            lowest = Some((latest, endpoint));
        }
    }
    if let Some(block) = chain.source().block {
        return Ok((block, BlockFrom::Sources));
    }
    let (height, endpoint) = lowest.ok_or_else(|| chain.no_endpoint())?;
    let endpoint = chain.name(endpoint);
    Ok((
        height,
        BlockFrom::Latest {
            endpoint,
            past: true,
        },
    ))
}

/// What CAIP-5 names a chain by whose name is none of CAIP-2: the first 16 hex digits of its SHA-256.
fn hashed(network: &str) -> String {
    let digits = hex::encode(Sha256::digest(network));
    format!("hashed-{}", digits.get(..16).unwrap_or_default())
}

/// A height as CometBFT writes it, of a block that has one before it.
fn height(text: &str) -> Option<u64> {
    let height: u64 = text.parse().ok()?;
    (2..=assay_statement::canonical::MAX_INTEGER)
        .contains(&height)
        .then_some(height)
}

fn block_at(chain: &ChainClient<'_>, endpoint: &Endpoint, number: u64) -> Result<Block, ReadError> {
    let params = json!({ "height": number.to_string() });
    let commit: Commit = chain.call(endpoint, "commit", params)?;
    let SignedHeader { header, commit } = commit.signed_header;
    let parse = || {
        let hash = commit.block_id.hash;
        let is_hash = hash.len() == 64 && hash.bytes().all(|c| c.is_ascii_hexdigit());
        let time = OffsetDateTime::parse(&header.time, &Rfc3339).ok()?;
        (is_hash && height(&header.height) == Some(number)).then_some(())?;
        Some(Block {
            height: number,
            hash: hash.to_ascii_uppercase().parse().ok()?,
            time: time.unix_timestamp(),
        })
    };
    let expected = "the header of this height, from the second block on, with its hash and time";
    parse().ok_or_else(|| chain.wrong_answer(endpoint, format!("block {number}"), expected))
}

fn read_token(
    chain: &ChainClient<'_>,
    block: &Block,
    token: &Id,
) -> Result<ChainSupply, ReadError> {
    let (raw, decimals) = chain.agree(
        || format!("the supply of {token} in block {}", block.height),
        |endpoint| {
            let metadata = stored(chain, endpoint, block, METADATA, token)?;
            let decimals = metadata.and_then(|bytes| metadata::decimals(&bytes, token.as_str()));
            let Some(decimals) = decimals else {
                return Err(ReadError::NoMetadata {
                    chain: chain.id(),
                    token: token.to_string(),
                    endpoint: chain.name(endpoint),
                });
            };
            let raw = match stored(chain, endpoint, block, SUPPLY, token)? {
                // The bank module keeps no zero, and metadata says that there is such a denomination.
                None => BigUint::ZERO,
                Some(bytes) => integer(&bytes).ok_or_else(|| {
                    chain.wrong_answer(
                        endpoint,
                        format!("the supply of {token}"),
                        "a decimal integer",
                    )
                })?,
            };
            Ok((raw, decimals))
        },
        |(raw, decimals)| format!("{raw} with {decimals} decimals"),
    )?;
    Ok(ChainSupply {
        chain: chain.id(),
        token: token.clone(),
        block: block.height,
        block_hash: block.hash.clone(),
        raw: Integer(raw),
        decimals: chain.decimals(token, &BigUint::from(decimals))?,
        evidence: None,
    })
}

/// What the bank module's store has under a key, in the state that the block's header commits to.
fn stored(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    block: &Block,
    prefix: u8,
    token: &Id,
) -> Result<Option<Vec<u8>>, ReadError> {
    let before = block.height.saturating_sub(1).to_string();
    let key = [&[prefix], token.as_str().as_bytes()].concat();
    let params = json!({
        "path": "/store/bank/key", "data": hex::encode(key), "height": before, "prove": false,
    });
    let accept = |queried: Queried| match queried.response {
        Stored {
            code: 0,
            height,
            value,
            ..
        } => Ok((height, value)),
        Stored { code, log, .. } => Err(ResponseError::Refused {
            code,
            message: rpc::message(&log),
        }),
    };
    let (height, value) = chain.call_and(endpoint, QUERY, params, accept)?;
    let wrong = |expected| chain.wrong_answer(endpoint, QUERY, expected);
    if height != before {
        return Err(wrong("the state of the height that was asked for"));
    }
    let value = value.unwrap_or_default();
    let bytes = BASE64_STANDARD
        .decode(value)
        .map_err(|_| wrong("a value in base64"))?;
    Ok((!bytes.is_empty()).then_some(bytes))
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
