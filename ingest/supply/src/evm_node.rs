//! A node of an EVM chain, for what is no supply: calls, code and logs of contracts, all at one block.

use serde::de::DeserializeOwned;
use serde::Deserialize;
use serde_json::{json, Value};
use thiserror::Error;

use crate::chain_family::ChainFamily;
use crate::chains::evm::block::{EvmBlock, GET_BLOCK};
use crate::chains::evm::{may_pass, Evm};
use crate::endpoint::Endpoint;
use crate::hexadecimal::{Data, Quantity};
use crate::read_error::RequestError;
use crate::retry::RetryPolicy;
use crate::rpc_client::RpcClient;

/// An address of a contract.
pub type EvmAddress = [u8; 20];

/// Reads an address: `0x` and 40 hex digits, with capitals those of EIP-55.
pub fn parse_evm_address(text: &str) -> Option<EvmAddress> {
    let canonical = Evm.canonical_token(&text.parse().ok()?).ok()?;
    canonical.as_str().parse::<Data>().ok()?.array()
}

/// Which block to read at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvmBlockName {
    /// The last one that is final.
    Finalized,
    /// The last one, which can still be undone.
    Latest,
    /// The one of this height.
    Number(u64),
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvmBlockAt {
    /// Its height.
    pub number: u64,
    /// Its hash.
    pub hash: [u8; 32],
    /// Its time, in Unix seconds.
    pub time: u64,
}

/// An event of a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvmLog {
    /// Hash of the event's signature, and its indexed values.
    pub topics: Vec<[u8; 32]>,
    /// The others.
    pub data: Vec<u8>,
}

/// Why a node says nothing that can be used. The node is named by its host alone.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EvmNodeError {
    /// A request failed.
    #[error("{endpoint}: {method} {what}: {source}")]
    Request {
        /// The node.
        endpoint: String,
        /// The method.
        method: &'static str,
        /// What was asked.
        what: String,
        /// Why there is no result.
        source: RequestError,
    },
    /// An answer makes no sense.
    #[error("{endpoint}: {method} {what}: expected {expected}, found something else; name another endpoint")]
    Answer {
        /// The node.
        endpoint: String,
        /// The method.
        method: &'static str,
        /// What was asked.
        what: String,
        /// What the answer should have been.
        expected: &'static str,
    },
    /// The block that was read is not in the chain any more.
    #[error("{endpoint}: block {number} was undone while it was read; try again")]
    Reorganised {
        /// The node.
        endpoint: String,
        /// Its height.
        number: u64,
    },
}

/// A node.
pub struct EvmNode {
    client: RpcClient,
    endpoint: Endpoint,
}

#[derive(Deserialize)]
struct RawLog {
    address: Data,
    topics: Vec<Data>,
    data: Data,
    #[serde(default)]
    removed: bool,
}

impl EvmNode {
    /// A node at an endpoint.
    pub fn new(endpoint: Endpoint, retry: RetryPolicy) -> EvmNode {
        EvmNode {
            client: RpcClient::new(retry),
            endpoint,
        }
    }

    /// The chain's number.
    ///
    /// # Errors
    /// [`EvmNodeError`].
    pub fn chain(&self) -> Result<u64, EvmNodeError> {
        let found: Quantity = self.ask("eth_chainId", "", json!([]))?;
        let expected = "a number below 2^64";
        found
            .to_u64()
            .ok_or_else(|| self.answer("eth_chainId", "", expected))
    }

    /// A block.
    ///
    /// # Errors
    /// [`EvmNodeError`].
    pub fn block(&self, name: EvmBlockName) -> Result<EvmBlockAt, EvmNodeError> {
        let text = match name {
            EvmBlockName::Finalized => "finalized".into(),
            EvmBlockName::Latest => "latest".into(),
            EvmBlockName::Number(number) => Quantity::from(number).to_string(),
        };
        let block: EvmBlock = self.ask(GET_BLOCK, &text, json!([text, false]))?;
        let parse = || {
            Some(EvmBlockAt {
                number: block.number.to_u64()?,
                hash: block.hash.array()?,
                time: block.timestamp.to_u64()?,
            })
        };
        let right = |block: &EvmBlockAt| match name {
            EvmBlockName::Number(number) => block.number == number,
            _ => true,
        };
        let expected = "that block, with a number, a hash of 32 bytes and a time";
        parse()
            .filter(right)
            .ok_or_else(|| self.answer(GET_BLOCK, &text, expected))
    }

    /// What a contract returns to a call at a block. `what` names the call for messages.
    ///
    /// # Errors
    /// [`EvmNodeError`]; a call that reverts is a refusal.
    pub fn call(
        &self,
        block: &EvmBlockAt,
        to: EvmAddress,
        data: &[u8],
        what: &str,
    ) -> Result<Vec<u8>, EvmNodeError> {
        let call = json!({ "to": text(&to), "data": text(data) });
        let returned: Data = self.ask("eth_call", what, json!([call, reference(block)]))?;
        Ok(returned.0)
    }

    /// The code at an address at a block; empty if there is none.
    ///
    /// # Errors
    /// [`EvmNodeError`].
    pub fn code(&self, block: &EvmBlockAt, of: EvmAddress) -> Result<Vec<u8>, EvmNodeError> {
        let of = text(&of);
        let code: Data = self.ask("eth_getCode", &of, json!([of, reference(block)]))?;
        Ok(code.0)
    }

    /// The events of a contract from the block of a height to a block, in order. Whether a node leaves some out cannot be seen.
    ///
    /// # Errors
    /// [`EvmNodeError`].
    pub fn logs(
        &self,
        from: u64,
        to: &EvmBlockAt,
        of: EvmAddress,
    ) -> Result<Vec<EvmLog>, EvmNodeError> {
        const METHOD: &str = "eth_getLogs";
        let address = text(&of);
        let heights = [from, to.number].map(|height| Quantity::from(height).to_string());
        let [first, last] = &heights;
        let filter = json!({ "address": address, "fromBlock": first, "toBlock": last });
        let logs: Vec<RawLog> = self.ask(METHOD, &address, json!([filter]))?;
        let logs = logs.into_iter().map(|log| {
            let topics = log.topics.iter().map(Data::array).collect::<Option<_>>();
            let topics = topics.filter(|_| log.address.0 == of && !log.removed);
            let expected = "events of this contract, with topics of 32 bytes";
            Ok(EvmLog {
                topics: topics.ok_or_else(|| self.answer(METHOD, &address, expected))?,
                data: log.data.0,
            })
        });
        logs.collect()
    }

    /// Checks that a block is in the chain still.
    ///
    /// # Errors
    /// [`EvmNodeError::Reorganised`].
    pub fn confirm(&self, block: &EvmBlockAt) -> Result<(), EvmNodeError> {
        match self.block(EvmBlockName::Number(block.number))? == *block {
            true => Ok(()),
            false => Err(EvmNodeError::Reorganised {
                endpoint: self.endpoint.to_string(),
                number: block.number,
            }),
        }
    }

    /// An error about an answer of this node.
    pub fn answer(&self, method: &'static str, what: &str, expected: &'static str) -> EvmNodeError {
        EvmNodeError::Answer {
            endpoint: self.endpoint.to_string(),
            method,
            what: what.into(),
            expected,
        }
    }

    fn ask<T: DeserializeOwned>(
        &self,
        method: &'static str,
        what: &str,
        params: Value,
    ) -> Result<T, EvmNodeError> {
        let may_pass = |error: &_| may_pass(method, error);
        let asked = self
            .client
            .call(&self.endpoint, method, params, Ok, may_pass);
        asked.map_err(|source| EvmNodeError::Request {
            endpoint: self.endpoint.to_string(),
            method,
            what: what.into(),
            source,
        })
    }
}

fn text(bytes: &[u8]) -> String {
    Data(bytes.to_vec()).to_string()
}

/// As EIP-1898 names a block.
fn reference(block: &EvmBlockAt) -> Value {
    json!({ "blockHash": text(&block.hash), "requireCanonical": true })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_testkit::rpc_server::{Reply, Server};

    const ADDRESS: EvmAddress = [7; 20];

    fn block(number: u64, hash: u8) -> Value {
        json!({
            "number": Quantity::from(number).to_string(),
            "hash": text(&[hash; 32]),
            "timestamp": "0x5",
        })
    }

    fn node(server: &Server) -> EvmNode {
        EvmNode::new(server.url().parse().unwrap(), RetryPolicy::default())
    }

    #[test]
    fn everything_is_asked_at_one_block() {
        let server = Server::start(|_, method, _| match method {
            "eth_chainId" => Reply::Result("0x1".into()),
            GET_BLOCK => Reply::Result(block(9, 3)),
            "eth_getLogs" => Reply::Result(json!([
                { "address": text(&ADDRESS), "topics": [text(&[1; 32])], "data": "0x02" }
            ])),
            _ => Reply::Result("0xab".into()),
        });
        let node = node(&server);
        assert_eq!(node.chain(), Ok(1));
        let at = node.block(EvmBlockName::Finalized).unwrap();
        assert_eq!((at.number, at.hash, at.time), (9, [3; 32], 5));
        assert_eq!(node.call(&at, ADDRESS, &[1, 2], "f()"), Ok(vec![0xab]));
        assert_eq!(node.code(&at, ADDRESS), Ok(vec![0xab]));
        let log = EvmLog {
            topics: vec![[1; 32]],
            data: vec![2],
        };
        assert_eq!(node.logs(4, &at, ADDRESS), Ok(vec![log]));
        assert_eq!(node.confirm(&at), Ok(()));
        let asked = server.requests();
        let params = |method: &str| {
            let found = asked.iter().find(|(name, _)| name == method);
            found.unwrap().1.clone()
        };
        let reference = json!({ "blockHash": text(&[3; 32]), "requireCanonical": true });
        let call = json!({ "to": text(&ADDRESS), "data": "0x0102" });
        assert_eq!(params("eth_call"), json!([call, reference]));
        assert_eq!(params("eth_getCode"), json!([text(&ADDRESS), reference]));
        let filter = json!({ "address": text(&ADDRESS), "fromBlock": "0x4", "toBlock": "0x9" });
        assert_eq!(params("eth_getLogs"), json!([filter]));
    }

    #[test]
    fn answers_about_something_else_are_none() {
        let server = Server::start(|_, method, _| match method {
            GET_BLOCK => Reply::Result(block(9, 3)),
            _ => Reply::Result(json!([{ "address": text(&[8; 20]), "topics": [], "data": "0x" }])),
        });
        let node = node(&server);
        let at = node.block(EvmBlockName::Latest).unwrap();
        let is_answer = |error| matches!(error, EvmNodeError::Answer { .. });
        assert!(is_answer(node.block(EvmBlockName::Number(8)).unwrap_err()));
        assert!(is_answer(node.logs(0, &at, ADDRESS).unwrap_err()));
        let other = EvmBlockAt {
            hash: [4; 32],
            ..at
        };
        let error = node.confirm(&other).unwrap_err();
        assert!(
            matches!(error, EvmNodeError::Reorganised { number: 9, .. }),
            "{error}"
        );
    }

    #[test]
    fn refusals_name_the_call_and_no_key() {
        let server = Server::start(|_, _, _| Reply::Error(3, "execution reverted".into()));
        let at = EvmBlockAt {
            number: 1,
            hash: [0; 32],
            time: 0,
        };
        let error = node(&server).call(&at, ADDRESS, &[], "latest()");
        let error = error.unwrap_err().to_string();
        assert!(
            error.contains("eth_call latest(): it answers with error 3: execution reverted"),
            "{error}"
        );
        assert!(!error.contains("s3cr3t"), "{error}");
    }
}
