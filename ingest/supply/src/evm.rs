//! Reading tokens of an EVM chain: `totalSupply()` and `decimals()` at one final block, and evidence of the first.
//!
//! JSON-RPC as in Ethereum's execution-apis. Calls name the block by its hash (EIP-1898), so that they are about that block
//! or fail; afterwards the hash must still be in its place.

pub mod block;
pub mod proof;

use assay_statement::{ChainSupply, Id, Integer, StorageEvidence};
use num_bigint::BigUint;
use serde_json::{json, Value};

use super::endpoint::Endpoint;
use super::error::ReadError;
use super::evidence;
use super::hexadecimal::{Data, Quantity};
use super::read::{Reader, Supplies};
use super::sources::{Slot, TokenSource};
use block::Block;
use proof::AccountProof;

/// The first four bytes of Keccak-256 of `totalSupply()` (ERC-20).
const TOTAL_SUPPLY: (&str, &str) = ("totalSupply()", "0x18160ddd");

/// The same of `decimals()`.
const DECIMALS: (&str, &str) = ("decimals()", "0x313ce567");

/// Where all tokens of the chain are read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    number: u64,
    hash: [u8; 32],
    time: u64,
}

impl Place {
    fn hash(&self) -> String {
        Data(self.hash.to_vec()).to_string()
    }

    /// As EIP-1898 names it.
    fn reference(&self) -> Value {
        json!({ "blockHash": self.hash(), "requireCanonical": true })
    }
}

/// Reads all tokens of one chain; `reference` is its chain id in decimal.
pub(super) fn read(reader: &Reader<'_>, reference: &str) -> Supplies {
    for endpoint in &reader.source.endpoints {
        check_chain(reader, endpoint, reference)?;
    }
    let number = final_block(reader)?;
    let place = reader.agree(
        || format!("block {number}"),
        |endpoint| Ok(block_at(reader, endpoint, number)?.0),
        |place| place.hash(),
    )?;
    reader.check_time(number, i64::try_from(place.time).unwrap_or(i64::MAX))?;
    let mut supplies = Vec::with_capacity(reader.source.tokens.len());
    for source in &reader.source.tokens {
        supplies.push(token(reader, &place, source)?);
    }
    for endpoint in &reader.source.endpoints {
        let (now, _) = block_at(reader, endpoint, number)?;
        if now != place {
            return Err(ReadError::Reorganised {
                chain: reader.chain(),
                endpoint: reader.name(endpoint),
                block: number,
                before: place.hash(),
                after: now.hash(),
            });
        }
    }
    Ok(supplies)
}

fn check_chain(reader: &Reader<'_>, endpoint: &Endpoint, reference: &str) -> Result<(), ReadError> {
    let found: Quantity = reader.call(endpoint, "eth_chainId", json!([]))?;
    if found.0.to_string() != reference {
        return Err(ReadError::WrongChain {
            chain: reader.chain(),
            endpoint: reader.name(endpoint),
            found: format!("eip155:{}", found.0),
        });
    }
    Ok(())
}

/// The height to read: the one that was asked for, or the last that is final at all endpoints.
fn final_block(reader: &Reader<'_>) -> Result<u64, ReadError> {
    let mut lowest = u64::MAX;
    for endpoint in &reader.source.endpoints {
        let block: Block = reader.call(
            endpoint,
            "eth_getBlockByNumber",
            json!(["finalized", false]),
        )?;
        let finalized = place(reader, endpoint, &block)?.number;
        if let Some(block) = reader.source.block.filter(|block| *block > finalized) {
            return Err(ReadError::NotFinal {
                chain: reader.chain(),
                endpoint: reader.name(endpoint),
                block,
                finalized,
            });
        }
        lowest = lowest.min(finalized);
    }
    Ok(reader.source.block.unwrap_or(lowest))
}

/// The block of this height at one endpoint.
fn block_at(
    reader: &Reader<'_>,
    endpoint: &Endpoint,
    number: u64,
) -> Result<(Place, Block), ReadError> {
    let params = json!([Quantity::from(number).to_string(), false]);
    let block: Block = reader.call(endpoint, "eth_getBlockByNumber", params)?;
    let place = place(reader, endpoint, &block)?;
    if place.number != number {
        return Err(answer(
            reader,
            endpoint,
            format!("block {number}"),
            "the block of this number",
        ));
    }
    Ok((place, block))
}

fn place(reader: &Reader<'_>, endpoint: &Endpoint, block: &Block) -> Result<Place, ReadError> {
    let place = || {
        Some(Place {
            number: block
                .number
                .to_u64()
                .filter(|n| *n <= assay_statement::canonical::MAX_INTEGER)?,
            hash: block.hash.array()?,
            time: block.timestamp.to_u64()?,
        })
    };
    let expected = "a number below 2^53, a hash of 32 bytes and a time";
    place().ok_or_else(|| answer(reader, endpoint, "a block".into(), expected))
}

fn answer(
    reader: &Reader<'_>,
    endpoint: &Endpoint,
    what: String,
    expected: &'static str,
) -> ReadError {
    ReadError::Answer {
        chain: reader.chain(),
        endpoint: reader.name(endpoint),
        what,
        expected,
    }
}

fn token(
    reader: &Reader<'_>,
    place: &Place,
    source: &TokenSource,
) -> Result<ChainSupply, ReadError> {
    let token = &source.token;
    let number = |call: (&'static str, &'static str)| {
        reader.agree(
            || format!("{} of {token} in block {}", call.0, place.number),
            |endpoint| view(reader, endpoint, place, token, call),
            BigUint::to_string,
        )
    };
    let raw = number(TOTAL_SUPPLY)?;
    let decimals = number(DECIMALS)?;
    let decimals = u8::try_from(&decimals)
        .ok()
        .filter(|d| *d <= assay_statement::supply::MAX_TOKEN_DECIMALS)
        .ok_or_else(|| ReadError::Decimals {
            chain: reader.chain(),
            token: token.to_string(),
            found: decimals.to_string(),
        })?;
    let block_hash = place.hash().parse().map_err(|_| reader.nobody())?;
    let mut supply = ChainSupply {
        chain: reader.chain(),
        token: token.clone(),
        block: place.number,
        block_hash,
        raw: Integer(raw),
        decimals,
        evidence: None,
    };
    if let Some(slot) = source.storage_slot {
        supply.evidence = Some(prove(reader, &supply, slot)?);
    }
    Ok(supply)
}

/// Calls a function without arguments that returns one integer.
fn view(
    reader: &Reader<'_>,
    endpoint: &Endpoint,
    place: &Place,
    token: &Id,
    (name, selector): (&'static str, &'static str),
) -> Result<BigUint, ReadError> {
    let call = json!({ "to": token, "data": selector, "input": selector });
    let returned: Data = reader.call(endpoint, "eth_call", json!([call, place.reference()]))?;
    match returned.array::<32>() {
        Some(word) => Ok(BigUint::from_bytes_be(&word)),
        None => Err(ReadError::NoToken {
            chain: reader.chain(),
            token: token.to_string(),
            endpoint: reader.name(endpoint),
            method: name,
        }),
    }
}

/// Evidence of a supply that was read, from the first endpoint that gives any; what it gives must be right.
fn prove(
    reader: &Reader<'_>,
    supply: &ChainSupply,
    slot: Slot,
) -> Result<StorageEvidence, ReadError> {
    let mut refusal = None;
    for endpoint in &reader.source.endpoints {
        match prove_at(reader, endpoint, supply, slot) {
            Err(error @ ReadError::Request { .. }) => refusal = refusal.or(Some(error)),
            outcome => return outcome,
        }
    }
    Err(refusal.unwrap_or_else(|| reader.nobody()))
}

fn prove_at(
    reader: &Reader<'_>,
    endpoint: &Endpoint,
    supply: &ChainSupply,
    slot: Slot,
) -> Result<StorageEvidence, ReadError> {
    let (_, block) = block_at(reader, endpoint, supply.block)?;
    let header = block.header().ok_or_else(|| {
        let what = format!("the header of block {}", supply.block);
        answer(reader, endpoint, what, "the fields of an Ethereum header")
    })?;
    let place = json!({ "blockHash": supply.block_hash, "requireCanonical": true });
    let params = json!([supply.token, [slot.to_string()], place]);
    let proof: AccountProof = reader.call(endpoint, "eth_getProof", params)?;
    let evidence = proof.evidence(slot.0, header).ok_or_else(|| {
        let what = format!("the proof of slot {slot}");
        answer(reader, endpoint, what, "the proof of one word")
    })?;
    match evidence::check(supply, &evidence) {
        Ok(_) => Ok(evidence),
        Err(source) => Err(ReadError::Evidence {
            chain: reader.chain(),
            token: supply.token.to_string(),
            endpoint: reader.name(endpoint),
            source: Box::new(source),
        }),
    }
}
