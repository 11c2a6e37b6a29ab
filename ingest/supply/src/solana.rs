//! Reading mints of Solana: `getTokenSupply` at `finalized`, with the slot it is about and that slot's block.
//!
//! Solana tells its latest state only, so endpoints answer for slots of their own. The supply must be the same in all of
//! them; the lowest is recorded, and must have the same block at all.

use assay_statement::{ChainSupply, Id, Integer};
use num_bigint::BigUint;
use serde::Deserialize;
use serde_json::json;

use super::endpoint::Endpoint;
use super::error::ReadError;
use super::read::{Reader, Supplies};
use super::sources::TokenSource;

/// Characters of the genesis hash that CAIP-2 takes (CAIP-30).
const REFERENCE: usize = 32;

#[derive(Deserialize)]
struct AtSlot<T> {
    context: Context,
    value: T,
}

#[derive(Deserialize)]
struct Context {
    slot: u64,
}

#[derive(Deserialize)]
struct Amount {
    amount: String,
    decimals: u64,
}

/// The block of a slot.
#[derive(Deserialize, PartialEq)]
struct Block {
    blockhash: String,
    #[serde(rename = "blockTime")]
    time: Option<i64>,
}

/// Reads all tokens of Solana, or of a chain like it; `reference` begins the hash of its first block.
pub(super) fn read(reader: &Reader<'_>, reference: &str) -> Supplies {
    let chain = || reader.chain();
    if reader.source.block.is_some() {
        return Err(ReadError::NoHistory { chain: chain() });
    }
    if reader
        .source
        .tokens
        .iter()
        .any(|t| t.storage_slot.is_some())
    {
        return Err(ReadError::NoStorage { chain: chain() });
    }
    for endpoint in &reader.source.endpoints {
        let genesis: String = reader.call(endpoint, "getGenesisHash", json!([]))?;
        let genesis = hash(reader, endpoint, "getGenesisHash", &genesis)?;
        if genesis.as_str().get(..REFERENCE) != Some(reference) {
            let start = genesis.as_str().get(..REFERENCE).unwrap_or_default();
            return Err(ReadError::WrongChain {
                chain: chain(),
                endpoint: reader.name(endpoint),
                found: format!("solana:{start}"),
            });
        }
    }
    let mut supplies = Vec::with_capacity(reader.source.tokens.len());
    for source in &reader.source.tokens {
        supplies.push(token(reader, source)?);
    }
    Ok(supplies)
}

fn token(reader: &Reader<'_>, source: &TokenSource) -> Result<ChainSupply, ReadError> {
    let token = &source.token;
    // The lowest, which every endpoint has reached.
    let slot = std::cell::Cell::new(u64::MAX);
    let (raw, decimals) = reader.agree(
        || format!("the supply of {token}"),
        |endpoint| {
            let read: AtSlot<Amount> = reader.call(
                endpoint,
                "getTokenSupply",
                json!([token, { "commitment": "finalized" }]),
            )?;
            slot.set(slot.get().min(read.context.slot));
            amount(reader, endpoint, &read.value)
        },
        |(raw, decimals)| format!("{raw} with {decimals} decimals"),
    )?;
    let slot = slot.get();
    let params = json!([slot, {
        "commitment": "finalized", "transactionDetails": "none", "rewards": false, "maxSupportedTransactionVersion": 0
    }]);
    let block: Block = reader.agree(
        || format!("the block of slot {slot}"),
        |endpoint| reader.call(endpoint, "getBlock", params.clone()),
        |block: &Block| {
            block
                .blockhash
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .take(44)
                .collect()
        },
    )?;
    let Some(first) = reader.source.endpoints.first() else {
        return Err(reader.nobody());
    };
    let Some(time) = block.time else {
        return Err(answer(reader, first, "getBlock", "a block with its time"));
    };
    reader.check_time(slot, time)?;
    let decimals = u8::try_from(decimals)
        .ok()
        .filter(|d| *d <= assay_statement::supply::MAX_TOKEN_DECIMALS)
        .ok_or_else(|| ReadError::Decimals {
            chain: reader.chain(),
            token: token.to_string(),
            found: decimals.to_string(),
        })?;
    Ok(ChainSupply {
        chain: reader.chain(),
        token: token.clone(),
        block: slot,
        block_hash: hash(reader, first, "getBlock", &block.blockhash)?,
        raw: Integer(BigUint::from(raw)),
        decimals,
        evidence: None,
    })
}

fn answer(
    reader: &Reader<'_>,
    endpoint: &Endpoint,
    what: &str,
    expected: &'static str,
) -> ReadError {
    ReadError::Answer {
        chain: reader.chain(),
        endpoint: reader.name(endpoint),
        what: what.into(),
        expected,
    }
}

/// 32 bytes in base58.
fn hash(reader: &Reader<'_>, endpoint: &Endpoint, what: &str, text: &str) -> Result<Id, ReadError> {
    let good = bs58::decode(text)
        .into_vec()
        .is_ok_and(|bytes| bytes.len() == 32);
    good.then(|| text.parse().ok())
        .flatten()
        .ok_or_else(|| answer(reader, endpoint, what, "a hash of 32 bytes in base58"))
}

/// An amount in the smallest unit, and the decimals.
fn amount(
    reader: &Reader<'_>,
    endpoint: &Endpoint,
    read: &Amount,
) -> Result<(u64, u64), ReadError> {
    let plain: Option<Integer> = read.amount.parse().ok();
    plain
        .and_then(|amount| u64::try_from(&amount.0).ok())
        .map(|amount| (amount, read.decimals))
        .ok_or_else(|| answer(reader, endpoint, "getTokenSupply", "an amount below 2^64"))
}
