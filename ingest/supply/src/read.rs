//! Reading all chains of the sources, and what they have in common.

use assay_statement::{ChainId, ChainSupply, Kind, Supply, SupplyEntry, Timestamp, V1};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::client::{Client, Patience};
use super::endpoint::Endpoint;
use super::error::ReadError;
use super::sources::{ChainSource, Sources};
use super::{evm, solana};

/// How to read.
#[derive(Clone, Copy, Debug)]
pub struct ReadOptions {
    /// The time of the supply; the book's.
    pub as_of: Timestamp,
    /// Most seconds between that and the time of a block, either way: an endpoint that stands still is not believed.
    pub within: u64,
    /// How long to wait, and how often to try.
    pub patience: Patience,
}

/// Reads the supply: the chains in their order, then the entries that were written by hand.
///
/// # Errors
/// [`ReadError`]; a supply that was read may still make no sense, see [`Supply::amount_to_cover`].
pub fn read(sources: &Sources, options: &ReadOptions) -> Result<Supply, ReadError> {
    let client = Client::new(options.patience);
    let mut entries = Vec::new();
    for source in &sources.chains {
        let reader = Reader {
            client: &client,
            source,
            options,
        };
        let read = match source.chain.as_str().split_once(':') {
            Some(("eip155", reference)) => evm::read(&reader, reference)?,
            Some(("solana", reference)) => solana::read(&reader, reference)?,
            _ => {
                return Err(ReadError::UnknownChain {
                    chain: source.chain.clone(),
                })
            }
        };
        entries.extend(read.into_iter().map(SupplyEntry::Chain));
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

/// One chain at its endpoints.
pub(super) struct Reader<'a> {
    client: &'a Client,
    pub source: &'a ChainSource,
    options: &'a ReadOptions,
}

/// What a chain came to.
pub(super) type Supplies = Result<Vec<ChainSupply>, ReadError>;

impl<'a> Reader<'a> {
    pub fn chain(&self) -> ChainId {
        self.source.chain.clone()
    }

    /// The result of a method at one endpoint.
    pub fn call<T: DeserializeOwned>(
        &self,
        endpoint: &Endpoint,
        method: &'static str,
        params: Value,
    ) -> Result<T, ReadError> {
        self.client
            .call(endpoint, method, params)
            .map_err(|source| ReadError::Request {
                chain: self.chain(),
                endpoint: self.name(endpoint),
                method,
                source,
            })
    }

    /// An endpoint in messages: its place in the list, as two may have one host.
    pub fn name(&self, endpoint: &Endpoint) -> String {
        let place = self.source.endpoints.iter().position(|e| e == endpoint);
        format!(
            "endpoint {} ({endpoint})",
            place.map_or(0, |place| place + 1)
        )
    }

    /// The same of every endpoint; it must be the same.
    pub fn agree<T: PartialEq>(
        &self,
        what: impl Fn() -> String,
        ask: impl Fn(&'a Endpoint) -> Result<T, ReadError>,
        show: impl Fn(&T) -> String,
    ) -> Result<T, ReadError> {
        let mut answers = Vec::with_capacity(self.source.endpoints.len());
        for endpoint in &self.source.endpoints {
            answers.push((endpoint, ask(endpoint)?));
        }
        let differ = answers.windows(2).any(|pair| match pair {
            [(_, a), (_, b)] => a != b,
            _ => false,
        });
        let told = |(endpoint, answer): &(&Endpoint, T)| {
            format!("{} at {}", show(answer), self.name(endpoint))
        };
        let disagreement = ReadError::Disagreement {
            chain: self.chain(),
            what: what(),
            answers: answers.iter().map(told).collect(),
        };
        match answers.into_iter().next() {
            Some((_, answer)) if !differ => Ok(answer),
            Some(_) => Err(disagreement),
            None => Err(self.nobody()),
        }
    }

    /// There is no endpoint to ask: sources that were validated have some.
    pub fn nobody(&self) -> ReadError {
        ReadError::NoEndpoint {
            chain: self.chain(),
        }
    }

    /// The block's time must be near that of the supply.
    pub fn check_time(&self, block: u64, unix: i64) -> Result<(), ReadError> {
        let ReadOptions { as_of, within, .. } = *self.options;
        let refused = |found| ReadError::OtherTime {
            chain: self.chain(),
            block,
            found,
            as_of,
            within,
        };
        let found = Timestamp::from_unix(unix).map_err(|_| refused(as_of))?;
        if as_of.unix().abs_diff(unix) > within {
            return Err(refused(found));
        }
        Ok(())
    }
}
