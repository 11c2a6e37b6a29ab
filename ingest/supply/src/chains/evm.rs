//! EVM chains, CAIP-2 namespace `eip155`: `totalSupply()` and `decimals()` at one final block, and evidence of the first.
//!
//! JSON-RPC as in Ethereum's execution-apis. Calls name the block by its hash (EIP-1898), so that they are about that block
//! or fail; afterwards the block of that height must still have that hash.

pub(crate) mod account_proof;
pub(crate) mod block;
mod evidence;
mod transient;

use alloy_primitives::Address;
use assay_statement::canonical::MAX_INTEGER;
use assay_statement::{ChainSupply, Id, Integer, StorageEvidence};
use num_bigint::BigUint;
use serde_json::{json, Value};

use crate::chain_client::{BlockFrom, ChainClient};
use crate::chain_family::{ChainFamily, CheckEvidence, TokenError};
use crate::endpoint::Endpoint;
use crate::hexadecimal::{Data, Quantity};
use crate::read_error::ReadError;
use crate::rpc::ResponseError;
use crate::slot::Slot;
use crate::sources::TokenSource;
use account_proof::AccountProof;
use block::{EvmBlock, GET_BLOCK};

/// CAIP-2 namespace (CAIP-3).
const NAMESPACE: &str = "eip155";

/// The first four bytes of Keccak-256 of `totalSupply()` (ERC-20).
const TOTAL_SUPPLY: (&str, &str) = ("totalSupply()", "0x18160ddd");

/// The same of `decimals()`.
const DECIMALS: (&str, &str) = ("decimals()", "0x313ce567");

/// Whether another attempt may go better: refusals of a client that asks too often, and of a node that lags.
pub(crate) fn may_pass(method: &str, error: &ResponseError) -> bool {
    error.is_rate_limit() || transient::may_pass(method, error)
}

/// Chains with Ethereum's virtual machine.
pub(crate) struct Evm;

impl ChainFamily for Evm {
    fn namespace(&self) -> &'static str {
        NAMESPACE
    }

    fn token_form(&self) -> &'static str {
        "0x and 40 hex digits"
    }

    /// The address in lower case. With capitals, they must be those of EIP-55.
    fn canonical_token(&self, token: &Id) -> Result<Id, TokenError> {
        let text = token.as_str();
        let data: Data = text.parse().map_err(|_| TokenError::Form)?;
        let bytes: [u8; 20] = data.array().ok_or(TokenError::Form)?;
        let lower = text.to_ascii_lowercase();
        let with_checksum = Address::from(bytes).to_checksum(None);
        if text != lower && text != with_checksum {
            return Err(TokenError::Checksum { standard: "EIP-55" });
        }
        lower.parse().map_err(|_| TokenError::Form)
    }

    fn reads_past_blocks(&self) -> bool {
        true
    }

    fn evidence(&self) -> Option<CheckEvidence> {
        Some(evidence::check)
    }

    fn may_pass(&self, method: &str, error: &ResponseError) -> bool {
        transient::may_pass(method, error)
    }

    /// `reference` is the chain id in decimal.
    fn read(
        &self,
        chain: &ChainClient<'_>,
        reference: &str,
    ) -> Result<Vec<ChainSupply>, ReadError> {
        for endpoint in &chain.source().endpoints {
            check_chain(chain, endpoint, reference)?;
        }
        let (number, from) = final_block(chain)?;
        let block = chain.agree(
            || format!("block {number}"),
            |endpoint| Ok(block_at(chain, endpoint, number)?.0),
            |block| block.hash(),
        )?;
        chain.check_time(number, block.time.into(), &from)?;
        let tokens = chain.source().tokens.iter();
        let supplies = tokens.map(|source| read_token(chain, &block, source));
        let supplies = supplies.collect::<Result<Vec<_>, _>>()?;
        for endpoint in &chain.source().endpoints {
            let (now, _) = block_at(chain, endpoint, number)?;
            if now != block {
                return Err(ReadError::Reorganised {
                    chain: chain.id(),
                    endpoint: chain.name(endpoint),
                    block: number,
                    before: block.hash(),
                    after: now.hash(),
                });
            }
        }
        Ok(supplies)
    }
}

/// The block at which all tokens of the chain are read.
#[derive(Clone, Debug, PartialEq, Eq)]
struct BlockRef {
    number: u64,
    hash: [u8; 32],
    /// Unix seconds.
    time: u64,
}

impl BlockRef {
    fn hash(&self) -> String {
        Data(self.hash.to_vec()).to_string()
    }

    /// As EIP-1898 names it.
    fn reference(&self) -> Value {
        json!({ "blockHash": self.hash(), "requireCanonical": true })
    }
}

fn check_chain(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    reference: &str,
) -> Result<(), ReadError> {
    let found: Quantity = chain.call(endpoint, "eth_chainId", json!([]))?;
    if found.0.to_string() != reference {
        return Err(chain.wrong_chain(endpoint, format!("{NAMESPACE}:{}", found.0)));
    }
    Ok(())
}

/// The height to read: the one that was asked for, or the last that is final at all endpoints.
fn final_block(chain: &ChainClient<'_>) -> Result<(u64, BlockFrom), ReadError> {
    chain.block_to_read(|endpoint| {
        let block: EvmBlock = chain.call(endpoint, GET_BLOCK, json!(["finalized", false]))?;
        Ok(block_ref(chain, endpoint, &block)?.number)
    })
}

/// The block of this height at one endpoint.
fn block_at(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    number: u64,
) -> Result<(BlockRef, EvmBlock), ReadError> {
    let params = json!([Quantity::from(number).to_string(), false]);
    let block: EvmBlock = chain.call(endpoint, GET_BLOCK, params)?;
    let found = block_ref(chain, endpoint, &block)?;
    if found.number != number {
        let what = format!("block {number}");
        return Err(chain.wrong_answer(endpoint, what, "the block of this number"));
    }
    Ok((found, block))
}

fn block_ref(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    block: &EvmBlock,
) -> Result<BlockRef, ReadError> {
    let parse = || {
        Some(BlockRef {
            number: block.number.to_u64().filter(|n| *n <= MAX_INTEGER)?,
            hash: block.hash.array()?,
            time: block.timestamp.to_u64()?,
        })
    };
    let expected = "a number below 2^53, a hash of 32 bytes and a time";
    parse().ok_or_else(|| chain.wrong_answer(endpoint, "a block", expected))
}

fn read_token(
    chain: &ChainClient<'_>,
    block: &BlockRef,
    source: &TokenSource,
) -> Result<ChainSupply, ReadError> {
    let token = &source.token;
    let number = |function: (&'static str, &'static str)| {
        chain.agree(
            || format!("{} of {token} in block {}", function.0, block.number),
            |endpoint| view(chain, endpoint, block, token, function),
            BigUint::to_string,
        )
    };
    let raw = number(TOTAL_SUPPLY)?;
    let decimals = chain.decimals(token, &number(DECIMALS)?)?;
    let block_hash = block.hash().parse().map_err(|_| chain.no_endpoint())?;
    let mut supply = ChainSupply {
        chain: chain.id(),
        token: token.clone(),
        block: block.number,
        block_hash,
        raw: Integer(raw),
        decimals,
        evidence: None,
    };
    if let Some(slot) = source.storage_slot {
        supply.evidence = Some(chain.first(|endpoint| prove_at(chain, endpoint, &supply, slot))?);
    }
    Ok(supply)
}

/// Calls a function without arguments that returns one integer.
fn view(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    block: &BlockRef,
    token: &Id,
    (name, selector): (&'static str, &'static str),
) -> Result<BigUint, ReadError> {
    // Once: some nodes take `data` and `input` for one field that is there twice. All take `data`.
    let call = json!({ "to": token, "data": selector });
    let returned: Data = chain.call(endpoint, "eth_call", json!([call, block.reference()]))?;
    match returned.array::<32>() {
        Some(word) => Ok(BigUint::from_bytes_be(&word)),
        None => Err(ReadError::NoToken {
            chain: chain.id(),
            token: token.to_string(),
            endpoint: chain.name(endpoint),
            method: name,
        }),
    }
}

/// Evidence of a supply that was read, from one endpoint; it must be right.
fn prove_at(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    supply: &ChainSupply,
    slot: Slot,
) -> Result<StorageEvidence, ReadError> {
    let (_, block) = block_at(chain, endpoint, supply.block)?;
    let header = block.header().ok_or_else(|| {
        let what = format!("the header of block {}", supply.block);
        chain.wrong_answer(endpoint, what, "the fields of an Ethereum header")
    })?;
    let reference = json!({ "blockHash": supply.block_hash, "requireCanonical": true });
    let params = json!([supply.token, [slot.to_string()], reference]);
    let proof: AccountProof = chain.call(endpoint, "eth_getProof", params)?;
    let evidence = proof.evidence(slot.0, header).ok_or_else(|| {
        let what = format!("the proof of slot {slot}");
        chain.wrong_answer(endpoint, what, "the proof of one word")
    })?;
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
