//! Reads all chains of the sources.

use assay_statement::{ChainSupply, Kind, Supply, SupplyEntry, V1};

use crate::chain_client::ChainClient;
use crate::chains;
use crate::options::ReadOptions;
use crate::read_error::ReadError;
use crate::rpc::ResponseError;
use crate::rpc_client::RpcClient;
use crate::sources::{ChainSource, Sources};

/// Reads the supply: the chains in the order of the sources, then the entries that were written by hand.
///
/// What is read is what all endpoints of a chain agree on, at a final block that the supply names by number and hash. Where
/// a source names a storage slot, the entry has evidence, which was checked.
///
/// # Errors
/// [`ReadError`]; a supply that was read may still make no sense, see [`Supply::amount_to_cover`].
pub fn read_supply(sources: &Sources, options: &ReadOptions) -> Result<Supply, ReadError> {
    read_with(&RpcClient::new(options.retry), sources, options)
}

/// The same by this client.
pub(crate) fn read_with(
    client: &RpcClient,
    sources: &Sources,
    options: &ReadOptions,
) -> Result<Supply, ReadError> {
    let mut entries = Vec::new();
    for source in &sources.chains {
        let supplies = read_chain(client, source, options)?;
        entries.extend(supplies.into_iter().map(SupplyEntry::Chain));
    }
    entries.extend(sources.entries.iter().cloned());
    Ok(Supply {
        assay: V1,
        kind: Kind::new(),
        subject: sources.subject.clone(),
        as_of: options.as_of,
        currency: sources.currency.clone(),
        entries,
        value_per_token: sources.value_per_token.clone(),
    })
}

fn read_chain(
    client: &RpcClient,
    source: &ChainSource,
    options: &ReadOptions,
) -> Result<Vec<ChainSupply>, ReadError> {
    let chain = || source.chain.clone();
    let Some((family, reference)) = chains::family_of(&source.chain) else {
        return Err(ReadError::UnknownChain {
            chain: chain(),
            expected: chains::known_chains(),
        });
    };
    if source.block.is_some() && !family.reads_past_blocks() {
        return Err(ReadError::NoHistory { chain: chain() });
    }
    let mut tokens = source.tokens.iter();
    if family.evidence().is_none() && tokens.any(|token| token.storage_slot.is_some()) {
        return Err(ReadError::NoStorage {
            chain: chain(),
            expected: chains::chains_with_evidence(),
        });
    }
    let mut tokens = source.tokens.iter();
    if !family.has_units() && tokens.any(|token| token.unit.is_some()) {
        return Err(ReadError::NoUnit { chain: chain() });
    }
    let may_pass = |method: &str, error: &ResponseError| family.may_pass(method, error);
    let chain = ChainClient::new(client, &may_pass, source, options);
    family.read(&chain, reference)
}
