//! One chain at all of its endpoints: requests, agreement between them, and checks that every family of chains makes.

use assay_statement::supply::MAX_TOKEN_DECIMALS;
use assay_statement::{ChainId, Id, Timestamp};
use num_bigint::BigUint;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::endpoint::Endpoint;
use crate::options::ReadOptions;
use crate::page::Page;
use crate::read_error::{ReadError, RequestError};
use crate::rpc::ResponseError;
use crate::rpc_client::RpcClient;
use crate::sources::ChainSource;

/// Whether what a method is answered may be another answer in a moment, by the chain's family.
pub(crate) type MayPass<'a> = dyn Fn(&str, &ResponseError) -> bool + 'a;

/// One chain at its endpoints.
pub(crate) struct ChainClient<'a> {
    client: &'a RpcClient,
    may_pass: &'a MayPass<'a>,
    source: &'a ChainSource,
    options: &'a ReadOptions,
}

impl<'a> ChainClient<'a> {
    pub fn new(
        client: &'a RpcClient,
        may_pass: &'a MayPass<'a>,
        source: &'a ChainSource,
        options: &'a ReadOptions,
    ) -> ChainClient<'a> {
        ChainClient {
            client,
            may_pass,
            source,
            options,
        }
    }

    /// What the sources file has about the chain.
    pub fn source(&self) -> &'a ChainSource {
        self.source
    }

    pub fn id(&self) -> ChainId {
        self.source.chain.clone()
    }

    /// The result of a method at one endpoint. Refusals that pass are tried again: those of a client that asks too often,
    /// and those that the chain's family knows.
    pub fn call<T: DeserializeOwned>(
        &self,
        endpoint: &Endpoint,
        method: &'static str,
        params: Value,
    ) -> Result<T, ReadError> {
        self.call_and(endpoint, method, params, Ok)
    }

    /// The same of a method whose result may hold a refusal: `accept` finds it.
    pub fn call_and<T: DeserializeOwned, U>(
        &self,
        endpoint: &Endpoint,
        method: &'static str,
        params: Value,
        accept: impl Fn(T) -> Result<U, ResponseError>,
    ) -> Result<U, ReadError> {
        let may_pass =
            |error: &ResponseError| error.is_rate_limit() || (self.may_pass)(method, error);
        self.client
            .call(endpoint, method, params, accept, may_pass)
            .map_err(|source| self.failed(endpoint, method, source))
    }

    /// A page below one endpoint, with this query. `what` names it for messages, and for the family to say what passes.
    pub fn page<T: DeserializeOwned>(
        &self,
        endpoint: &Endpoint,
        what: &'static str,
        path: &str,
        query: &str,
    ) -> Result<Page<T>, ReadError> {
        let may_pass = |error: &ResponseError| (self.may_pass)(what, error);
        self.client
            .get(endpoint, path, query, may_pass)
            .map_err(|source| self.failed(endpoint, what, source))
    }

    fn failed(&self, endpoint: &Endpoint, method: &'static str, source: RequestError) -> ReadError {
        ReadError::Request {
            chain: self.id(),
            endpoint: self.name(endpoint),
            method,
            source,
        }
    }

    /// An endpoint in messages: its number in the list, as two may have one host.
    pub fn name(&self, endpoint: &Endpoint) -> String {
        let index = self.source.endpoints.iter().position(|e| e == endpoint);
        format!(
            "endpoint {} ({endpoint})",
            index.map_or(0, |index| index + 1)
        )
    }

    /// Asks every endpoint, and returns the answer if all give the same. `what` names it and `show` writes it, for the
    /// message about a disagreement.
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
        if differ {
            let shown = |(endpoint, answer): &(&Endpoint, T)| {
                format!("{} at {}", show(answer), self.name(endpoint))
            };
            return Err(ReadError::Disagreement {
                chain: self.id(),
                what: what(),
                answers: answers.iter().map(shown).collect(),
            });
        }
        let first = answers.into_iter().next();
        first
            .map(|(_, answer)| answer)
            .ok_or_else(|| self.no_endpoint())
    }

    /// What the first endpoint gives that gives anything; what it gives must be right.
    pub fn first<T>(
        &self,
        ask: impl Fn(&'a Endpoint) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let mut refusal = None;
        for endpoint in &self.source.endpoints {
            match ask(endpoint) {
                Err(error @ ReadError::Request { .. }) => refusal = refusal.or(Some(error)),
                outcome => return outcome,
            }
        }
        Err(refusal.unwrap_or_else(|| self.no_endpoint()))
    }

    /// The block to read: the one that the sources name, which has to be final at every endpoint, or the lowest that is the
    /// last final one of an endpoint. `last_final` tells that of one.
    pub fn block_to_read(
        &self,
        last_final: impl Fn(&Endpoint) -> Result<u64, ReadError>,
    ) -> Result<(u64, BlockFrom), ReadError> {
        let mut lowest = None;
        for endpoint in &self.source.endpoints {
            let finalized = last_final(endpoint)?;
            if let Some(block) = self.source.block.filter(|block| *block > finalized) {
                return Err(ReadError::NotFinal {
                    chain: self.id(),
                    endpoint: self.name(endpoint),
                    block,
                    finalized,
                });
            }
            if lowest.is_none_or(|(number, _)| finalized < number) {
                lowest = Some((finalized, endpoint));
            }
        }
        if let Some(block) = self.source.block {
            return Ok((block, BlockFrom::Sources));
        }
        let (number, endpoint) = lowest.ok_or_else(|| self.no_endpoint())?;
        let endpoint = self.name(endpoint);
        let past = true;
        Ok((number, BlockFrom::Latest { endpoint, past }))
    }

    /// There is no endpoint to ask: validated sources have at least one.
    pub fn no_endpoint(&self) -> ReadError {
        ReadError::NoEndpoint { chain: self.id() }
    }

    /// An endpoint's answer to a question about `what` is not the one that was `expected`.
    pub fn wrong_answer(
        &self,
        endpoint: &Endpoint,
        what: impl Into<String>,
        expected: &'static str,
    ) -> ReadError {
        ReadError::Answer {
            chain: self.id(),
            endpoint: self.name(endpoint),
            what: what.into(),
            expected,
        }
    }

    /// An endpoint is one of another chain, `found`.
    pub fn wrong_chain(&self, endpoint: &Endpoint, found: String) -> ReadError {
        ReadError::WrongChain {
            chain: self.id(),
            endpoint: self.name(endpoint),
            found,
        }
    }

    /// The decimals of a token: as many as a supply may have.
    pub fn decimals(&self, token: &Id, found: &BigUint) -> Result<u8, ReadError> {
        u8::try_from(found)
            .ok()
            .filter(|decimals| *decimals <= MAX_TOKEN_DECIMALS)
            .ok_or_else(|| ReadError::Decimals {
                chain: self.id(),
                token: token.to_string(),
                found: found.to_string(),
            })
    }

    /// The time of a block, in Unix seconds, must be near that of the supply.
    pub fn check_time(&self, block: u64, unix: i128, from: &BlockFrom) -> Result<(), ReadError> {
        let ReadOptions { as_of, within, .. } = *self.options;
        let seconds = i64::try_from(unix).ok();
        match seconds.and_then(|seconds| Timestamp::from_unix(seconds).ok()) {
            Some(found) if as_of.unix().abs_diff(found.unix()) <= within => Ok(()),
            Some(found) => Err(ReadError::OtherTime {
                chain: self.id(),
                block,
                found,
                as_of,
                within,
                advice: from.advice(found < as_of),
            }),
            None => Err(ReadError::NoTime {
                chain: self.id(),
                block,
                found: unix,
                as_of,
                within,
            }),
        }
    }
}

/// Where the number of a block comes from.
pub(crate) enum BlockFrom {
    /// The sources name it.
    Sources,
    /// It is the last final one at this endpoint, as messages name it.
    Latest {
        endpoint: String,
        /// Whether blocks before it can be read too.
        past: bool,
    },
}

impl BlockFrom {
    /// What to do if it is too far from the time of the supply.
    fn advice(&self, before: bool) -> String {
        match self {
            BlockFrom::Sources => "name a nearer one with --block, or allow more with --within".into(),
            BlockFrom::Latest { endpoint, .. } if before => format!(
                "it is the last final one at {endpoint}: if the time of the supply is now, wait; if it has passed, that \
                 endpoint stands still, so name another; or allow more with --within"
            ),
            BlockFrom::Latest { endpoint, past: true } => format!(
                "it is the last final one at {endpoint}: name an earlier one with --block, or allow more with --within"
            ),
            BlockFrom::Latest { endpoint, past: false } => format!(
                "it is the last final one at {endpoint}, and this chain tells its latest supply only: read it at the time of \
                 the supply, or allow more with --within"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_about_a_block_names_the_endpoint() {
        let latest = |past| BlockFrom::Latest {
            endpoint: "endpoint 2 (https://a.example)".into(),
            past,
        };
        let last = "it is the last final one at endpoint 2 (https://a.example)";
        let more = "or allow more with --within";
        let wait = "if the time of the supply is now, wait; if it has passed, that endpoint stands still, so name another";
        for past in [true, false] {
            assert_eq!(latest(past).advice(true), format!("{last}: {wait}; {more}"));
        }
        let earlier = format!("{last}: name an earlier one with --block, {more}");
        assert_eq!(latest(true).advice(false), earlier);
        let never =
            "and this chain tells its latest supply only: read it at the time of the supply";
        assert_eq!(
            latest(false).advice(false),
            format!("{last}, {never}, {more}")
        );
        let nearer = format!("name a nearer one with --block, {more}");
        assert_eq!(BlockFrom::Sources.advice(true), nearer);
    }
}
