//! Solana's endpoints: answers of the documented shape, and what is refused.

use assay_statement::{Decimal, Supply, SupplyEntry};
use assay_supply::{ReadError, RequestError};
use serde_json::{json, Value};

use crate::supply::node::{read_json, TIME};
use assay_testkit::rpc_server::{Reply, Server};

const GENESIS: &str = "5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d";
const MINT: &str = "GyWgeqpy5GueU2YbkE8xqUeVEokCMMCEeUrfbtMw6phr";
const BLOCK: &str = "3Eq21vXNB5s86c62bVuUfTeaMif1N2kUqRPBmGRJhyTA";

#[derive(Clone)]
struct Node {
    genesis: &'static str,
    slot: u64,
    amount: Value,
    decimals: Value,
    /// What holders see; worked out of the other two if it is nothing.
    shown: Option<Value>,
    hash: &'static str,
    time: Value,
}

impl Node {
    fn new() -> Node {
        Node {
            genesis: GENESIS,
            slot: 380_000_000,
            amount: json!("5000000000000"),
            decimals: json!(6),
            shown: None,
            hash: BLOCK,
            time: json!(TIME - 20),
        }
    }

    /// As nodes write it: without zeros at the end.
    fn shown(&self) -> Value {
        let exact = || {
            let amount: u64 = self.amount.as_str()?.parse().ok()?;
            let decimals = u32::try_from(self.decimals.as_u64()?).ok()?;
            let exact = Decimal::new(amount, decimals);
            Some(json!(exact.trimmed().to_string()))
        };
        self.shown.clone().or_else(exact).unwrap_or_default()
    }

    fn start(&self) -> Server {
        let node = self.clone();
        Server::start(move |_, method, params| node.answer(method, params))
    }

    fn answer(&self, method: &str, params: &Value) -> Reply {
        Reply::Result(match method {
            "getGenesisHash" => json!(self.genesis),
            "getTokenSupply" => {
                assert_eq!(*params, json!([MINT, { "commitment": "finalized" }]));
                json!({
                    "context": { "apiVersion": "3.0.6", "slot": self.slot },
                    "value": {
                        "amount": self.amount, "decimals": self.decimals, "uiAmount": 5000000.0,
                        "uiAmountString": self.shown(),
                    },
                })
            }
            "getBlock" => {
                assert_eq!(params[1]["commitment"], "finalized");
                if params[0].as_u64().unwrap() > self.slot {
                    return Reply::Error(-32_004, "Block not available for slot".into());
                }
                json!({
                    "blockHeight": 360_000_000, "blockTime": self.time, "blockhash": self.hash, "parentSlot": 379_999_999,
                    "previousBlockhash": GENESIS,
                })
            }
            _ => return Reply::Error(-32_601, "Method not found".into()),
        })
    }
}

fn sources(servers: &[&Server]) -> Value {
    let urls: Vec<String> = servers.iter().map(|server| server.url()).collect();
    json!({
        "assay": "v1", "kind": "sources", "subject": "fund:x", "currency": "USD", "value_per_token": "1.00",
        "chains": [{ "chain": "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp", "endpoints": urls, "tokens": [{ "token": MINT }] }],
    })
}

fn second(change: impl FnOnce(&mut Node)) -> Result<Supply, ReadError> {
    let mut other = Node::new();
    change(&mut other);
    read_json(&sources(&[&Node::new().start(), &other.start()]))
}

fn only(change: impl FnOnce(&mut Node)) -> Result<Supply, ReadError> {
    let mut node = Node::new();
    change(&mut node);
    read_json(&sources(&[&node.start()]))
}

#[test]
fn two_endpoints_agree_at_slots_of_their_own() {
    let supply = second(|node| node.slot -= 3).unwrap();
    let [SupplyEntry::Chain(entry)] = &supply.entries[..] else {
        panic!("{supply:?}");
    };
    assert_eq!((entry.block, entry.decimals), (379_999_997, 6));
    assert_eq!(
        (entry.token.as_str(), entry.block_hash.as_str()),
        (MINT, BLOCK)
    );
    assert_eq!(entry.raw.to_string(), "5000000000000");
    assert!(second(|node| node.slot += 3).is_ok());
}

#[test]
fn disagreements() {
    let refused = second(|node| node.amount = json!("5000000000001"));
    assert!(matches!(refused, Err(ReadError::Disagreement { what, .. }) if what.contains(MINT)));
    let refused = second(|node| node.decimals = json!(9));
    assert!(matches!(refused, Err(ReadError::Disagreement { .. })));
    let refused = second(|node| node.hash = GENESIS);
    assert!(
        matches!(refused, Err(ReadError::Disagreement { what, .. }) if what.contains("slot 380000000"))
    );
    let refused = second(|node| node.genesis = MINT);
    assert!(
        matches!(refused, Err(ReadError::WrongChain { found, .. }) if found == "solana:GyWgeqpy5GueU2YbkE8xqUeVEokCMMCE")
    );
}

#[test]
fn answers_that_make_no_sense() {
    for amount in [
        json!("-1"),
        json!("1.0"),
        json!(""),
        json!("01"),
        json!("18446744073709551616"),
    ] {
        let refused = only(|node| node.amount = amount);
        assert!(matches!(refused, Err(ReadError::Answer { .. })));
    }
    assert!(only(|node| node.amount = json!("18446744073709551615")).is_ok());
    let refused = only(|node| node.amount = json!(5));
    assert!(matches!(
        refused,
        Err(ReadError::Request {
            source: RequestError::Response(_),
            ..
        })
    ));
    let refused = only(|node| node.decimals = json!(37));
    assert!(matches!(refused, Err(ReadError::Decimals { .. })));
    let refused = only(|node| node.time = Value::Null);
    assert!(matches!(
        refused,
        Err(ReadError::Answer {
            expected: "a block with its time",
            ..
        })
    ));
    let refused = only(|node| node.time = json!(TIME - 4_000));
    assert!(matches!(refused, Err(ReadError::OtherTime { .. })));
    for hash in [
        "",
        "0",
        "3Eq21",
        "3Eq21vXNB5s86c62bVuUfTeaMif1N2kUqRPBmGRJhyT0",
    ] {
        assert!(
            matches!(only(|node| node.hash = hash), Err(ReadError::Answer { .. })),
            "{hash}"
        );
        assert!(
            matches!(
                only(|node| node.genesis = hash),
                Err(ReadError::Answer { .. })
            ),
            "{hash}"
        );
    }
}

#[test]
fn what_solana_does_not_have() {
    let mut json = sources(&[&Node::new().start()]);
    json["chains"][0]["block"] = json!(7);
    assert!(matches!(read_json(&json), Err(ReadError::NoHistory { .. })));
    let mut json = sources(&[&Node::new().start()]);
    json["chains"][0]["tokens"][0]["storage_slot"] = json!("2");
    assert!(matches!(read_json(&json), Err(ReadError::NoStorage { .. })));
}

/// A mint that was scaled by 1.05: 5,000,000 tokens, of which holders see 5,250,000.
#[test]
fn mints_that_scale_what_holders_see() {
    let scaled = |shown: &str| {
        let mut node = Node::new();
        node.shown = Some(json!(shown));
        node.start()
    };
    let server = scaled("5250000");
    let refused = read_json(&sources(&[&server])).unwrap_err();
    let ReadError::Scaled { raw, shown, .. } = &refused else {
        panic!("{refused}");
    };
    assert_eq!(
        (raw.to_string(), shown.to_string()),
        ("5000000".into(), "5250000".into())
    );
    for says in [
        "it keeps 5000000 tokens, and shows them as 5250000",
        "\"unit\": \"raw\"",
        "--unit Gy",
    ] {
        assert!(refused.to_string().contains(says), "{refused}");
    }
    // In a unit too small for floating point, and below.
    for shown in ["5000000.000001", "4999999.999999"] {
        let refused = read_json(&sources(&[&scaled(shown)]));
        assert!(matches!(refused, Err(ReadError::Scaled { .. })), "{shown}");
    }
    // The second of two endpoints.
    let refused = read_json(&sources(&[&Node::new().start(), &server]));
    assert!(
        matches!(refused, Err(ReadError::Scaled { endpoint, .. }) if endpoint.starts_with("endpoint 2"))
    );

    let mut with_unit = sources(&[&server]);
    with_unit["chains"][0]["tokens"][0]["unit"] = json!("raw");
    let supply = read_json(&with_unit).unwrap();
    assert_eq!(supply.tokens().unwrap().trimmed().to_string(), "5000000");

    // Zeros at the end are no difference; what is no number, or not there, may hide one.
    assert!(read_json(&sources(&[&scaled("5000000.000000")])).is_ok());
    for shown in [json!(null), json!("NaN"), json!("5.0e6"), json!("")] {
        let refused = only(|node| node.shown = Some(shown.clone()));
        let says = "an amount with its uiAmountString, or a \"unit\" of the token in the sources";
        assert!(
            matches!(refused, Err(ReadError::Answer { expected, .. }) if expected == says),
            "{shown}"
        );
    }
}
