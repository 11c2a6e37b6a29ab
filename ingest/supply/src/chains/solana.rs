//! Solana, CAIP-2 namespace `solana`: `getTokenSupply` at `finalized`, with the slot it is about and that slot's block.
//!
//! Solana answers for its latest state only, so endpoints answer for slots of their own. The supply must be the same in all of
//! them; the lowest slot is recorded, and all endpoints must have the same block for it.
//!
//! Refusals that pass, as a validator that serves requests writes them:
//!
//! | answer | why it may pass |
//! |---|---|
//! | -32004 | block not available for the slot: it is final, and not stored yet |
//! | -32005 | the node is behind |
//! | -32007, -32009 | the slot was skipped, or is missing. A slot that is asked for was named as final by an endpoint, so it was not skipped: this node lacks it, as one does that was started a moment ago, and the next behind the same address may have it |
//! | -32014 | the block's status is not yet available |
//! | -32016 | the slot is not reached yet |
//! | -32603 | internal error |
//! | `null` for a block | it is not confirmed at this node |
//!
//! A mint of Token-2022 may scale what holders see, by interest or by a multiplier. What it keeps is counted, and only if the
//! sources say that this is meant.

use std::cell::Cell;

use assay_statement::{ChainSupply, Decimal, Id, Integer};
use num_bigint::BigUint;
use serde::Deserialize;
use serde_json::{json, Value};

use crate::chain_client::{BlockFrom, ChainClient};
use crate::chain_family::{ChainFamily, TokenError};
use crate::endpoint::Endpoint;
use crate::read_error::ReadError;
use crate::rpc::ResponseError;
use crate::sources::TokenSource;

/// CAIP-2 namespace (CAIP-30).
const NAMESPACE: &str = "solana";

/// Characters of the genesis hash that CAIP-2 takes (CAIP-30).
const REFERENCE: usize = 32;

/// The method that returns the block of a slot.
const BLOCK: &str = "getBlock";

/// Codes of refusals that pass.
const PASSING: [i64; 7] = [
    -32_004, -32_005, -32_007, -32_009, -32_014, -32_016, -32_603,
];

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
    /// What holders see, as text. Of a mint that does not scale it, the amount in tokens. Not read if the sources name a unit.
    #[serde(rename = "uiAmountString")]
    shown: Option<Value>,
}

/// The block of a slot.
#[derive(Deserialize, PartialEq)]
struct Block {
    blockhash: String,
    #[serde(rename = "blockTime")]
    time: Option<i64>,
}

/// Solana, and chains like it.
pub(crate) struct Solana;

impl ChainFamily for Solana {
    fn namespace(&self) -> &'static str {
        NAMESPACE
    }

    fn token_form(&self) -> &'static str {
        "32 bytes in base58"
    }

    fn canonical_token(&self, token: &Id) -> Result<Id, TokenError> {
        match is_32_bytes(token.as_str()) {
            true => Ok(token.clone()),
            false => Err(TokenError::Form),
        }
    }

    fn has_units(&self) -> bool {
        true
    }

    fn may_pass(&self, method: &str, error: &ResponseError) -> bool {
        match error {
            ResponseError::Null => method == BLOCK,
            ResponseError::Refused { code, .. } => PASSING.contains(code),
            _ => false,
        }
    }

    /// `reference` is the beginning of the hash of the chain's first block.
    fn read(
        &self,
        chain: &ChainClient<'_>,
        reference: &str,
    ) -> Result<Vec<ChainSupply>, ReadError> {
        for endpoint in &chain.source().endpoints {
            check_chain(chain, endpoint, reference)?;
        }
        let tokens = chain.source().tokens.iter();
        tokens.map(|source| read_token(chain, source)).collect()
    }
}

fn check_chain(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    reference: &str,
) -> Result<(), ReadError> {
    let genesis: String = chain.call(endpoint, "getGenesisHash", json!([]))?;
    let genesis = hash(chain, endpoint, "getGenesisHash", &genesis)?;
    let found = genesis.as_str().get(..REFERENCE);
    if found != Some(reference) {
        let found = format!("{NAMESPACE}:{}", found.unwrap_or_default());
        return Err(chain.wrong_chain(endpoint, found));
    }
    Ok(())
}

fn read_token(chain: &ChainClient<'_>, source: &TokenSource) -> Result<ChainSupply, ReadError> {
    let token = &source.token;
    // The lowest, which every endpoint has reached.
    let lowest: Cell<Option<(u64, &Endpoint)>> = Cell::new(None);
    let (raw, decimals) = chain.agree(
        || format!("the supply of {token}"),
        |endpoint| {
            let answer: AtSlot<Amount> = chain.call(
                endpoint,
                "getTokenSupply",
                json!([token, { "commitment": "finalized" }]),
            )?;
            let slot = answer.context.slot;
            if lowest.get().is_none_or(|(lowest, _)| slot < lowest) {
                lowest.set(Some((slot, endpoint)));
            }
            let (raw, decimals) = amount(chain, endpoint, &answer.value)?;
            let decimals = chain.decimals(token, &BigUint::from(decimals))?;
            if source.unit.is_none() {
                not_scaled(chain, endpoint, token, &answer.value, raw, decimals)?;
            }
            Ok((raw, decimals))
        },
        |(raw, decimals)| format!("{raw} with {decimals} decimals"),
    )?;
    let (slot, lagging) = lowest.get().ok_or_else(|| chain.no_endpoint())?;
    let params = json!([slot, {
        "commitment": "finalized", "transactionDetails": "none", "rewards": false, "maxSupportedTransactionVersion": 0
    }]);
    let block: Block = chain.agree(
        || format!("the block of slot {slot}"),
        |endpoint| chain.call(endpoint, BLOCK, params.clone()),
        |block: &Block| {
            block
                .blockhash
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .take(44)
                .collect()
        },
    )?;
    let Some(first) = chain.source().endpoints.first() else {
        return Err(chain.no_endpoint());
    };
    let Some(time) = block.time else {
        return Err(chain.wrong_answer(first, "getBlock", "a block with its time"));
    };
    let from = BlockFrom::Latest {
        endpoint: chain.name(lagging),
        past: false,
    };
    chain.check_time(slot, time.into(), &from)?;
    Ok(ChainSupply {
        chain: chain.id(),
        token: token.clone(),
        block: slot,
        block_hash: hash(chain, first, "getBlock", &block.blockhash)?,
        raw: Integer(BigUint::from(raw)),
        decimals,
        evidence: None,
    })
}

/// Refuses a mint whose holders see another amount than it keeps: the issuer has to say which one a value per token is of. The
/// node works out what holders see in floating point; for a mint that does not scale it, it writes the exact amount.
fn not_scaled(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    token: &Id,
    answer: &Amount,
    raw: u64,
    decimals: u8,
) -> Result<(), ReadError> {
    let shown = answer.shown.as_ref().and_then(Value::as_str);
    let Some(shown) = shown.and_then(|shown| shown.parse::<Decimal>().ok()) else {
        let expected =
            "an amount with its uiAmountString, or a \"unit\" of the token in the sources";
        return Err(chain.wrong_answer(endpoint, "getTokenSupply", expected));
    };
    let exact = Decimal::new(raw, decimals.into());
    match exact.cmp_value(&shown).is_eq() {
        true => Ok(()),
        false => Err(ReadError::Scaled {
            chain: chain.id(),
            token: token.to_string(),
            endpoint: chain.name(endpoint),
            raw: Box::new(exact.trimmed()),
            shown: Box::new(shown),
        }),
    }
}

fn is_32_bytes(text: &str) -> bool {
    bs58::decode(text)
        .into_vec()
        .is_ok_and(|bytes| bytes.len() == 32)
}

/// A hash of 32 bytes in base58.
fn hash(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    what: &str,
    text: &str,
) -> Result<Id, ReadError> {
    is_32_bytes(text)
        .then(|| text.parse().ok())
        .flatten()
        .ok_or_else(|| chain.wrong_answer(endpoint, what, "a hash of 32 bytes in base58"))
}

/// An amount in the smallest unit, and the decimals.
fn amount(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    answer: &Amount,
) -> Result<(u64, u64), ReadError> {
    let plain: Option<Integer> = answer.amount.parse().ok();
    plain
        .and_then(|amount| u64::try_from(&amount.0).ok())
        .map(|amount| (amount, answer.decimals))
        .ok_or_else(|| chain.wrong_answer(endpoint, "getTokenSupply", "an amount below 2^64"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    use crate::read_error::RequestError;
    use crate::reading::{asked, at_first, read_token, ATTEMPTS};
    use assay_testkit::rpc_server::{Reply, Server};

    #[test]
    fn refusals_that_pass() {
        let refused = |code| ResponseError::Refused {
            code,
            message: String::new(),
        };
        for code in PASSING {
            assert!(Solana.may_pass(BLOCK, &refused(code)), "{code}");
        }
        // Cleaned up; a version that was not asked for; no such method; wrong parameters, such as what is no mint.
        for code in [-32_001, -32_015, -32_601, -32_602] {
            assert!(!Solana.may_pass(BLOCK, &refused(code)), "{code}");
        }
        assert!(Solana.may_pass(BLOCK, &ResponseError::Null));
        assert!(!Solana.may_pass("getTokenSupply", &ResponseError::Null));
    }

    const MINT: &str = "GyWgeqpy5GueU2YbkE8xqUeVEokCMMCEeUrfbtMw6phr";

    fn answer(method: &str, _: &Value) -> Reply {
        Reply::Result(match method {
            "getGenesisHash" => json!("5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d"),
            "getTokenSupply" => json!({
                "context": { "slot": 7 },
                "value": { "amount": "5000000", "decimals": 6, "uiAmountString": "5" },
            }),
            BLOCK => json!({ "blockhash": MINT, "blockTime": 1_795_212_000 }),
            _ => return Reply::Error(-32_601, "Method not found".into()),
        })
    }

    fn read(server: &Server) -> Result<ChainSupply, ReadError> {
        let chain = "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp";
        read_token(chain, &json!({ "token": MINT }), &[server])
    }

    #[test]
    fn a_block_that_is_stored_a_moment_later() {
        let wrong: [fn() -> Reply; 4] = [
            || Reply::Error(-32_004, "Block not available for slot 7".into()),
            || Reply::Error(-32_007, "Slot 7 was skipped, or missing".into()),
            || Reply::Error(429, String::new()),
            || Reply::Result(Value::Null),
        ];
        for wrong in wrong {
            let server = at_first(2, BLOCK, wrong, answer);
            let entry = read(&server).unwrap();
            assert_eq!((entry.block, entry.raw.to_string()), (7, "5000000".into()));
            assert_eq!(asked(&server, BLOCK), 3);
        }
    }

    #[test]
    fn a_block_that_is_never_there() {
        let wrong = || Reply::Error(-32_004, "Block not available for slot 7".into());
        let server = at_first(usize::MAX, BLOCK, wrong, answer);
        let error = read(&server).unwrap_err();
        let ReadError::Request { method, source, .. } = error else {
            panic!("{error}");
        };
        let RequestError::Transient { error, attempts } = source else {
            panic!("{source}");
        };
        let expected = ResponseError::Refused {
            code: -32_004,
            message: ": Block not available for slot 7".into(),
        };
        assert_eq!((method, error), (BLOCK, expected));
        assert_eq!(
            (attempts as usize, asked(&server, BLOCK)),
            (ATTEMPTS, ATTEMPTS)
        );
    }

    #[test]
    fn what_holders_see_may_have_any_form_where_a_unit_is_named() {
        for shown in [json!(5.25), Value::Null, json!({})] {
            let server = Server::start(move |_, method, params| match answer(method, params) {
                Reply::Result(mut value) if method == "getTokenSupply" => {
                    value["value"]["uiAmountString"] = shown.clone();
                    Reply::Result(value)
                }
                other => other,
            });
            let read = |token| {
                let chain = "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp";
                read_token(chain, &token, &[&server])
            };
            assert!(read(json!({ "token": MINT, "unit": "raw" })).is_ok());
            let error = read(json!({ "token": MINT })).unwrap_err();
            assert!(matches!(error, ReadError::Answer { what, .. } if what == "getTokenSupply"));
        }
    }
}
