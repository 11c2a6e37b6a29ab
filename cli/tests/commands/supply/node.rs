//! A node of a small EVM chain, and how it is read.

use std::sync::Arc;
use std::time::Duration;

use alloy_primitives::{Address, B256, U256};
use assay_statement::{parse_document, Supply};
use assay_supply::{read_supply, ReadError, ReadOptions, RetryPolicy, Sources};
use serde_json::{json, Value};

use assay_testkit::evm_state::{Account, Header, State};
use assay_testkit::rpc_server::{Reply, Server};

pub const RAW: u64 = 1_234_567_890_000;
pub const NUMBER: u64 = 21_000_000;
pub const AS_OF: &str = "2026-11-20T22:00:00Z";
/// Unix seconds of `AS_OF`.
pub const TIME: u64 = 1_795_212_000;

pub fn token() -> Address {
    Address::repeat_byte(0x77)
}

pub fn slot(number: u64) -> B256 {
    B256::from(U256::from(number))
}

/// A node of a small chain: the token has `RAW` in slot 2. Everything can be changed.
#[derive(Clone)]
pub struct Node {
    pub chain: u64,
    pub supply: Value,
    pub decimals: Value,
    pub state: State,
    pub finalized: u64,
    pub time: u64,
    /// Requests for a block before which it has one hash, and from which on another.
    pub reorganised_at: usize,
}

impl Node {
    pub fn new() -> Node {
        Node::with_supply(RAW)
    }

    pub fn with_supply(raw: u64) -> Node {
        let words = [(slot(2), U256::from(raw)), (slot(3), U256::from(6))];
        Node {
            chain: 1,
            supply: word(raw),
            decimals: word(6),
            state: State::with(token(), Account::contract(words), 30),
            finalized: NUMBER,
            time: TIME - 900,
            reorganised_at: usize::MAX,
        }
    }

    pub fn header(&self, number: u64) -> Header {
        Header {
            parent: B256::repeat_byte(9),
            state_root: self.state.root(),
            number,
            time: self.time,
        }
    }

    /// What it answers; `earlier` counts the requests before.
    pub fn answer(&self, earlier: usize, method: &str, params: &Value) -> Reply {
        let quantity = |text: &str| u64::from_str_radix(&text[2..], 16).unwrap();
        let named = |reference: &Value| {
            assert_eq!(reference["requireCanonical"], true);
            let hash: B256 = reference["blockHash"].as_str().unwrap().parse().unwrap();
            (NUMBER - 20..=self.finalized).any(|number| self.header(number).hash() == hash)
        };
        let not_found = || Reply::Error(-32_000, "header not found".into());
        match method {
            "eth_chainId" => Reply::Result(json!(format!("{:#x}", self.chain))),
            "eth_getBlockByNumber" => {
                let number = match params[0].as_str().unwrap() {
                    "finalized" => self.finalized,
                    text => quantity(text),
                };
                let mut header = self.header(number);
                if earlier >= self.reorganised_at {
                    header.parent = B256::repeat_byte(10);
                }
                Reply::Result(header.json())
            }
            "eth_call" if !named(&params[1]) => not_found(),
            "eth_call" => match params[0]["data"].as_str().unwrap() {
                "0x18160ddd" => Reply::Result(self.supply.clone()),
                "0x313ce567" => Reply::Result(self.decimals.clone()),
                other => panic!("unknown function {other}"),
            },
            "eth_getProof" if !named(&params[2]) => not_found(),
            "eth_getProof" => {
                let slot: B256 = params[1][0].as_str().unwrap().parse().unwrap();
                Reply::Result(self.state.proof_json(token(), slot))
            }
            _ => Reply::Error(-32_601, "no such method".into()),
        }
    }

    pub fn start(&self) -> Server {
        let node = Arc::new(self.clone());
        Server::start(move |earlier, method, params| node.answer(earlier, method, params))
    }
}

pub fn word(number: u64) -> Value {
    json!(slot(number).to_string())
}

/// Sources of one token at these endpoints.
pub fn sources_json(servers: &[&Server]) -> Value {
    let urls: Vec<String> = servers.iter().map(|server| server.url()).collect();
    json!({
        "assay": "v1", "kind": "sources", "subject": "fund:x", "currency": "USD", "value_per_token": "1.00",
        "chains": [{ "chain": "eip155:1", "endpoints": urls, "tokens": [{ "token": token().to_string() }] }],
    })
}

/// Waits as long as a test may take.
fn patient() -> RetryPolicy {
    RetryPolicy {
        pause: Duration::from_millis(20),
        longest_pause: Duration::from_millis(100),
        ..RetryPolicy::default()
    }
}

/// Waits for four seconds only, and tries again.
pub fn impatient() -> RetryPolicy {
    RetryPolicy {
        attempt: Duration::from_secs(4),
        ..patient()
    }
}

/// Gives up after four seconds: for what never goes better.
pub fn short() -> RetryPolicy {
    RetryPolicy {
        request: Duration::from_secs(4),
        ..patient()
    }
}

pub fn read_json(sources: &Value) -> Result<Supply, ReadError> {
    read_with(sources, patient())
}

pub fn read_with(sources: &Value, retry: RetryPolicy) -> Result<Supply, ReadError> {
    let sources: Sources = parse_document(sources.to_string().as_bytes()).unwrap();
    let options = ReadOptions {
        as_of: AS_OF.parse().unwrap(),
        within: 3_600,
        retry,
    };
    let outcome = read_supply(&sources.validated().unwrap(), &options);
    if let Err(error) = &outcome {
        let text = format!("{error} {error:?}");
        assert!(
            !text.contains("s3cr3t") && !text.contains("t0k3n"),
            "{text}"
        );
    }
    outcome
}
