//! What a feed and its settings say at one block.

use std::collections::{BTreeMap, BTreeSet};

use alloy_primitives::Address;
use assay_evm::abi::{call_data, Value};
use assay_evm::answers::{self, Change, Terms};
use assay_evm::{hex, signer, ChainCustodian, OnChain};
use assay_statement::{Digest, Registry};
use assay_supply::{EvmAddress, EvmBlockAt, EvmBlockName, EvmNode, EvmNodeError};

use crate::error::{option_error, CliError};

/// Where a feed is.
pub struct Place<'a> {
    pub node: &'a EvmNode,
    pub feed: EvmAddress,
    /// Events of the settings are read from here.
    pub from: u64,
}

/// A feed.
pub struct Feed {
    pub chain: u64,
    pub block: EvmBlockAt,
    pub address: EvmAddress,
    pub settings: EvmAddress,
    pub calculator: EvmAddress,
    /// Who owns the settings.
    pub owner: EvmAddress,
    pub feed_owner: EvmAddress,
    pub pauser: EvmAddress,
    pub paused: bool,
    pub state: OnChain,
}

/// Custodians and keys to ask about.
type Names = BTreeMap<[u8; 32], BTreeSet<Address>>;

/// Reads a feed.
///
/// # Errors
/// About `--rpc` what a node does not say, about `--feed` what is no feed, about `--from-block` events that are missing.
pub fn read(place: &Place<'_>, name: EvmBlockName, registry: &Registry) -> Result<Feed, CliError> {
    let node = place.node;
    let failed = |error| option_error("--rpc", error);
    let chain = node.chain().map_err(failed)?;
    let block = node.block(name).map_err(failed)?;
    if node.code(&block, place.feed).map_err(failed)?.is_empty() {
        let message = format!(
            "expected a contract at {}, found none at block {} of chain eip155:{chain}",
            hex(&place.feed),
            block.number
        );
        return Err(option_error("--feed", message));
    }
    let reader = Reader {
        node,
        block: &block,
    };
    let contract = place.feed;
    let settings = reader.address(contract, "settings()")?;
    let terms = reader.ask(settings, "terms()", &[], answers::terms)?;
    let verifier = terms.verifier.into_array();
    let mut names = events(place, &reader, settings, &terms)?;
    add_registry(&mut names, registry);
    let state = OnChain {
        feed_decimals: reader.ask(contract, "decimals()", &[], answers::byte)?,
        shape: reader.ask(verifier, "shape()", &[], answers::shape)?,
        round: reader.ask(contract, "latest()", &[], answers::latest)?,
        custodians: custodians(&reader, settings, names)?,
        terms,
    };
    let (calculator, owner) = (
        reader.address(contract, "calculator()")?,
        reader.address(settings, "owner()")?,
    );
    Ok(Feed {
        chain,
        address: contract,
        settings,
        calculator,
        owner,
        feed_owner: reader.address(contract, "owner()")?,
        pauser: reader.address(contract, "pauser()")?,
        paused: reader.ask(contract, "paused()", &[], answers::truth)?,
        state,
        block,
    })
}

/// Asks contracts at one block.
struct Reader<'a> {
    node: &'a EvmNode,
    block: &'a EvmBlockAt,
}

impl Reader<'_> {
    fn ask<T>(
        &self,
        contract: EvmAddress,
        signature: &str,
        arguments: &[Value],
        read: impl Fn(&[u8]) -> Option<T>,
    ) -> Result<T, CliError> {
        let what = format!("{signature} of {}", hex(&contract));
        let data = call_data(signature, arguments);
        let answer = self.node.call(self.block, contract, &data, &what);
        let parsed = answer.and_then(|bytes| {
            let expected = "what the contracts of Assay return";
            read(&bytes).ok_or_else(|| self.node.answer("eth_call", &what, expected))
        });
        parsed.map_err(|error: EvmNodeError| match signature {
            "latest()" => option_error(
                "--feed",
                format!("{error} (a feed without a round reverts here)"),
            ),
            _ => option_error("--feed", error),
        })
    }

    fn address(&self, contract: EvmAddress, signature: &str) -> Result<EvmAddress, CliError> {
        let found = self.ask(contract, signature, &[], answers::address)?;
        Ok(found.into_array())
    }
}

/// Everyone whom events of the settings name. Every version of the settings has its event, so that none is missing.
fn events(
    place: &Place<'_>,
    reader: &Reader<'_>,
    settings: EvmAddress,
    terms: &Terms,
) -> Result<Names, CliError> {
    let logs = place.node.logs(place.from, reader.block, settings);
    let logs = logs.map_err(|error| {
        let advice =
            "some nodes tell events of few blocks only: name one before the settings were deployed";
        option_error("--from-block", format!("{error} ({advice})"))
    })?;
    let mut names = Names::new();
    let mut versions = BTreeSet::new();
    for log in &logs {
        let change = answers::change(&log.topics, &log.data).ok_or_else(|| {
            let settings = hex(&settings);
            option_error(
                "--feed",
                format!("the settings {settings} have events of another form"),
            )
        })?;
        let Some(Change { version, custodian }) = change else {
            continue;
        };
        versions.insert(version);
        if let Some((custodian, key)) = custodian {
            names.entry(custodian).or_default().extend(key);
        }
    }
    let expected = u64::from(terms.version);
    let all = versions.iter().map(|version| u64::from(*version));
    match all.eq(1..=expected) {
        true => Ok(names),
        false => {
            let message = format!(
                "expected an event for each of the {expected} versions of the settings, found {} of them; name a block \
                 before the settings were deployed, or another endpoint",
                versions.len()
            );
            Err(option_error("--from-block", message))
        }
    }
}

fn add_registry(names: &mut Names, registry: &Registry) {
    for custodian in &registry.custodians {
        let hash = Digest::of(custodian.id.as_str().as_bytes()).0;
        let keys = custodian.keys.iter();
        let keys = keys.filter_map(|key| signer(key.scheme, key.public_key.as_bytes()));
        names.entry(hash).or_default().extend(keys);
    }
}

fn custodians(
    reader: &Reader<'_>,
    settings: EvmAddress,
    names: Names,
) -> Result<BTreeMap<[u8; 32], ChainCustodian>, CliError> {
    let read = |(custodian, signers): ([u8; 32], BTreeSet<Address>)| {
        let id = Value::Word(custodian);
        let arguments = [id.clone()];
        let threshold = reader.ask(settings, "threshold(bytes32)", &arguments, answers::byte)?;
        let keys = signers.into_iter().map(|address| {
            let arguments = [id.clone(), Value::address(address)];
            let key = reader.ask(settings, "key(bytes32,address)", &arguments, answers::key)?;
            Ok((address, key))
        });
        let keys = keys.collect::<Result<_, CliError>>()?;
        Ok((custodian, ChainCustodian { threshold, keys }))
    };
    names.into_iter().map(read).collect()
}
