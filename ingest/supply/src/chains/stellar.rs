//! Stellar, CAIP-2 namespace `stellar`: what Horizon tells of an asset, with the ledger it is about and that ledger's hash.
//!
//! An asset has no word with its supply: Horizon adds up what is held, by kind of holder, and tells these sums. All of them
//! are added; what the issuer holds of its own asset is nothing, as it is destroyed when it comes back. A ledger is final when
//! it is closed. Like Solana, Horizon answers for its latest state only: the lowest ledger of all endpoints is recorded.
//!
//! A page that is not there passes if it is a ledger's: another endpoint has it already.

use std::cell::Cell;

use assay_statement::{ChainSupply, Id, Integer};
use num_bigint::BigUint;
use serde::Deserialize;
use serde_json::{Map, Value};
use time::format_description::well_known::Rfc3339;
use time::OffsetDateTime;

use crate::chain_client::{BlockFrom, ChainClient};
use crate::chain_family::{ChainFamily, TokenError};
use crate::endpoint::Endpoint;
use crate::read_error::ReadError;
use crate::rpc::ResponseError;

mod address;

/// CAIP-2 namespace (CAIP-28).
const NAMESPACE: &str = "stellar";

/// Names of networks by CAIP-28, and the passphrases that their transactions are signed with.
const NETWORKS: [(&str, &str); 3] = [
    ("pubnet", "Public Global Stellar Network ; September 2015"),
    ("testnet", "Test SDF Network ; September 2015"),
    ("futurenet", "Test SDF Future Network ; October 2022"),
];

/// Decimals of every asset.
const DECIMALS: u8 = 7;

/// The page of an asset, in messages.
const ASSETS: &str = "assets";
/// The page of a ledger, in messages.
const LEDGER: &str = "ledgers";

/// Sums of balances, by what their holders may do with them. All must be there.
const BALANCES: [&str; 3] = [
    "authorized",
    "authorized_to_maintain_liabilities",
    "unauthorized",
];

/// Sums of what is held otherwise. All must be there.
const OTHERS: [&str; 3] = [
    "claimable_balances_amount",
    "liquidity_pools_amount",
    "contracts_amount",
];

/// The same, which Horizon told apart from 2.27 until 23.
const ARCHIVED: &str = "archived_contracts_amount";

#[derive(Deserialize)]
struct Root {
    network_passphrase: String,
}

#[derive(Deserialize)]
struct Assets {
    #[serde(rename = "_embedded")]
    embedded: Records,
}

#[derive(Deserialize)]
struct Records {
    records: Vec<Map<String, Value>>,
}

#[derive(Deserialize)]
struct Ledger {
    hash: String,
    sequence: u64,
    closed_at: String,
}

/// Stellar.
pub(crate) struct Stellar;

impl ChainFamily for Stellar {
    fn namespace(&self) -> &'static str {
        NAMESPACE
    }

    fn token_form(&self) -> &'static str {
        "CODE-ISSUER: 1 to 12 letters and digits, and a G with 55 more"
    }

    /// `CODE-ISSUER`. `CODE:ISSUER` (SEP-11) is the same; no CAIP-19 id can hold it.
    fn canonical_token(&self, token: &Id) -> Result<Id, TokenError> {
        let (code, issuer) = token
            .as_str()
            .split_once(['-', ':'])
            .ok_or(TokenError::Form)?;
        if !(1..=12).contains(&code.len()) || !code.bytes().all(|c| c.is_ascii_alphanumeric()) {
            return Err(TokenError::Form);
        }
        address::check(issuer)?;
        format!("{code}-{issuer}")
            .parse()
            .map_err(|_| TokenError::Form)
    }

    fn may_pass(&self, method: &str, error: &ResponseError) -> bool {
        *error == ResponseError::Null && method == LEDGER
    }

    /// `reference` is the network's name.
    fn read(
        &self,
        chain: &ChainClient<'_>,
        reference: &str,
    ) -> Result<Vec<ChainSupply>, ReadError> {
        for endpoint in &chain.source().endpoints {
            check_network(chain, endpoint, reference)?;
        }
        let tokens = chain.source().tokens.iter();
        tokens
            .map(|source| read_token(chain, &source.token))
            .collect()
    }
}

fn check_network(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    reference: &str,
) -> Result<(), ReadError> {
    let root: Root = chain.page(endpoint, "the first page", "", "")?.value;
    let known = NETWORKS
        .iter()
        .find(|(_, phrase)| *phrase == root.network_passphrase);
    match known {
        Some((name, _)) if *name == reference => Ok(()),
        Some((name, _)) => Err(chain.wrong_chain(endpoint, format!("{NAMESPACE}:{name}"))),
        None => Err(chain.wrong_chain(endpoint, "another network".into())),
    }
}

fn read_token(chain: &ChainClient<'_>, token: &Id) -> Result<ChainSupply, ReadError> {
    // The lowest, which every endpoint has reached.
    let lowest: Cell<Option<(u64, &Endpoint)>> = Cell::new(None);
    let raw = chain.agree(
        || format!("the supply of {token}"),
        |endpoint| {
            let (ledger, raw) = asset(chain, endpoint, token)?;
            if lowest.get().is_none_or(|(lowest, _)| ledger < lowest) {
                lowest.set(Some((ledger, endpoint)));
            }
            Ok(raw)
        },
        BigUint::to_string,
    )?;
    let (number, lagging) = lowest.get().ok_or_else(|| chain.no_endpoint())?;
    let (hash, time) = chain.agree(
        || format!("ledger {number}"),
        |endpoint| ledger(chain, endpoint, number),
        |(hash, _)| hash.to_string(),
    )?;
    let from = BlockFrom::Latest {
        endpoint: chain.name(lagging),
        past: false,
    };
    chain.check_time(number, time.into(), &from)?;
    Ok(ChainSupply {
        chain: chain.id(),
        token: token.clone(),
        block: number,
        block_hash: hash,
        raw: Integer(raw),
        decimals: DECIMALS,
        evidence: None,
    })
}

/// The ledger that an endpoint answers for, and the asset's supply in it.
fn asset(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    token: &Id,
) -> Result<(u64, BigUint), ReadError> {
    let (code, issuer) = token.as_str().split_once('-').unwrap_or_default();
    let query = format!("asset_code={code}&asset_issuer={issuer}");
    let page = chain.page::<Assets>(endpoint, ASSETS, ASSETS, &query)?;
    let wrong = |expected| chain.wrong_answer(endpoint, ASSETS, expected);
    let record = match page.value.embedded.records.as_slice() {
        [] => {
            return Err(ReadError::NoAsset {
                chain: chain.id(),
                token: token.to_string(),
                endpoint: chain.name(endpoint),
            })
        }
        [record] => record,
        _ => return Err(wrong("one asset")),
    };
    let is = |name: &str, text: &str| record.get(name).and_then(Value::as_str) == Some(text);
    if !is("asset_code", code) || !is("asset_issuer", issuer) {
        return Err(wrong("the asset that was asked for"));
    }
    let raw = total(record).ok_or_else(|| {
        wrong("amounts of balances, claimable balances, liquidity pools and contracts, with 7 decimals each, and no others")
    })?;
    let ledger = page
        .ledger
        .filter(|ledger| *ledger <= assay_statement::canonical::MAX_INTEGER);
    let ledger =
        ledger.ok_or_else(|| wrong("the ledger it is about, in the header Latest-Ledger"))?;
    Ok((ledger, raw))
}

/// All that is held of an asset. `None` if an amount is missing, or if there is one that is not known: it may be held too.
fn total(record: &Map<String, Value>) -> Option<BigUint> {
    let balances = record.get("balances")?.as_object()?;
    let known = |name: &String| OTHERS.contains(&name.as_str()) || name == ARCHIVED;
    let all_known = balances
        .keys()
        .all(|name| BALANCES.contains(&name.as_str()))
        && record
            .keys()
            .filter(|name| name.ends_with("_amount"))
            .all(known);
    if !all_known {
        return None;
    }
    let held = BALANCES.iter().map(|name| balances.get(*name));
    let others = OTHERS.iter().map(|name| record.get(*name));
    let archived = record.get(ARCHIVED).map(Some);
    let amounts = held.chain(others).chain(archived);
    amounts.map(|value| amount(value?.as_str()?)).sum()
}

/// An amount in the smallest unit.
fn amount(text: &str) -> Option<BigUint> {
    let (whole, part) = text.split_once('.')?;
    let plain = whole == "0" || !whole.starts_with('0');
    let digits = format!("{whole}{part}");
    let good = plain
        && !whole.is_empty()
        && part.len() == usize::from(DECIMALS)
        && digits.bytes().all(|c| c.is_ascii_digit());
    good.then(|| BigUint::parse_bytes(digits.as_bytes(), 10))
        .flatten()
}

/// Hash and Unix time of a ledger.
fn ledger(
    chain: &ChainClient<'_>,
    endpoint: &Endpoint,
    number: u64,
) -> Result<(Id, i64), ReadError> {
    let page = chain.page::<Ledger>(endpoint, LEDGER, &format!("ledgers/{number}"), "")?;
    let Ledger {
        hash,
        sequence,
        closed_at,
    } = page.value;
    let parse = || {
        let is_hash =
            hash.len() == 64 && hash.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'));
        let time = OffsetDateTime::parse(&closed_at, &Rfc3339).ok()?;
        (is_hash && sequence == number).then_some(())?;
        Some((hash.parse().ok()?, time.unix_timestamp()))
    };
    let expected = "the ledger of this number, with its hash and time";
    parse().ok_or_else(|| chain.wrong_answer(endpoint, format!("ledger {number}"), expected))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
