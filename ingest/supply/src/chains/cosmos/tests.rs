use super::metadata::tests::metadata as metadata_of;
use super::*;
use crate::evidence_error::EvidenceError;
use crate::read_error::RequestError;
use crate::reading::{asked, at_first, read_token as read_at};
use assay_testkit::rpc_server::{Reply, Server};

const CHAIN: &str = "cosmos:noble-1";
const DENOM: &str = "uusdc";
const HASH: &str = "2512729BF836B206CB443BF3329A4130984B2D60E6198064A59EF1396AE6C1FD";
const OTHER_HASH: &str = "0512729BF836B206CB443BF3329A4130984B2D60E6198064A59EF1396AE6C1FD";

/// A node, whose answers have the fields that CometBFT 0.38 gives.
#[derive(Clone)]
struct Node {
    network: &'static str,
    latest: u64,
    hash: &'static str,
    time: &'static str,
    supply: Option<&'static str>,
    metadata: Option<Vec<u8>>,
}

impl Node {
    fn new() -> Node {
        Node {
            network: "noble-1",
            latest: 26_083,
            hash: HASH,
            time: "2026-11-20T21:59:57.12519517Z",
            supply: Some("877981987339367"),
            metadata: Some(metadata_of(DENOM, "usdc", 6)),
        }
    }

    fn start(&self) -> Server {
        let node = self.clone();
        Server::start(move |_, method, params| node.answer(method, params))
    }

    fn answer(&self, method: &str, params: &Value) -> Reply {
        Reply::Result(match method {
            "status" => json!({
                "node_info": { "network": self.network, "version": "0.38.12", "other": { "tx_index": "on" } },
                "sync_info": {
                    "latest_block_hash": self.hash, "latest_app_hash": HASH, "latest_block_height": self.latest.to_string(),
                    "latest_block_time": self.time, "catching_up": false,
                },
                "validator_info": { "voting_power": "0" },
            }),
            "commit" => {
                let height: u64 = params["height"].as_str().unwrap().parse().unwrap();
                if height > self.latest {
                    let message = "Internal error".into();
                    return Reply::Error(INTERNAL, message);
                }
                json!({
                    "signed_header": {
                        "header": {
                            "version": { "block": "11" }, "chain_id": self.network, "height": height.to_string(),
                            "time": self.time, "app_hash": HASH,
                        },
                        "commit": {
                            "height": height.to_string(), "round": 0,
                            "block_id": { "hash": self.hash, "parts": { "total": 1, "hash": HASH } },
                            "signatures": [],
                        },
                    },
                    "canonical": false,
                })
            }
            QUERY => self.query(params),
            _ => return Reply::Error(-32_601, "Method not found".into()),
        })
    }

    fn query(&self, params: &Value) -> Value {
        assert_eq!(params["path"], "/store/bank/key");
        let height: u64 = params["height"].as_str().unwrap().parse().unwrap();
        let key = hex::decode(params["data"].as_str().unwrap()).unwrap();
        let value = match key.split_first().unwrap() {
            (_, denom) if denom != DENOM.as_bytes() => None,
            (&SUPPLY, _) => self.supply.map(|text| text.as_bytes().to_vec()),
            (&METADATA, _) => self.metadata.clone(),
            other => panic!("{other:?}"),
        };
        json!({ "response": {
            "code": 0, "log": "", "info": "", "index": "0", "key": BASE64_STANDARD.encode(&key),
            "value": value.map(|value| BASE64_STANDARD.encode(value)), "proofOps": null, "height": height.to_string(),
            "codespace": "",
        }})
    }
}

fn read(servers: &[&Server]) -> Result<ChainSupply, ReadError> {
    read_at(CHAIN, &json!({ "token": DENOM }), servers)
}

fn only(change: impl FnOnce(&mut Node)) -> Result<ChainSupply, ReadError> {
    let mut node = Node::new();
    change(&mut node);
    read(&[&node.start()])
}

#[test]
fn two_endpoints_agree_in_the_lowest_of_their_blocks() {
    let ahead = Node {
        latest: 26_090,
        ..Node::new()
    };
    let (a, b) = (Node::new().start(), ahead.start());
    let entry = read(&[&b, &a]).unwrap();
    assert_eq!((entry.block, entry.decimals), (26_083, 6));
    assert_eq!(entry.block_hash.as_str(), HASH);
    assert_eq!(entry.raw.to_string(), "877981987339367");
    assert_eq!(entry.evidence, None);
    // The state that a header commits to is the one before its block.
    let heights: Vec<_> = b
        .requests()
        .into_iter()
        .filter(|(method, _)| method == QUERY)
        .collect();
    assert!(heights
        .iter()
        .all(|(_, params)| params["height"] == "26082"));
}

#[test]
fn what_is_not_stored_is_zero() {
    assert_eq!(
        only(|node| node.supply = None).unwrap().raw.to_string(),
        "0"
    );
    let largest = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
    let entry = only(|node| node.supply = Some(largest)).unwrap();
    assert_eq!(entry.raw.to_string(), largest);
}

#[test]
fn disagreements() {
    let second = |change: fn(&mut Node)| {
        let mut node = Node::new();
        change(&mut node);
        match read(&[&Node::new().start(), &node.start()]) {
            Err(ReadError::Disagreement { what, .. }) => what,
            other => panic!("{other:?}"),
        }
    };
    let supply = format!("the supply of {DENOM} in block 26083");
    assert_eq!(second(|node| node.supply = Some("1")), supply);
    assert_eq!(
        second(|node| node.metadata = Some(metadata_of(DENOM, "usdc", 7))),
        supply
    );
    assert_eq!(second(|node| node.hash = OTHER_HASH), "block 26083");
}

#[test]
fn another_chain_is_refused() {
    match only(|node| node.network = "grand-1") {
        Err(ReadError::WrongChain { found, .. }) => assert_eq!(found, "cosmos:grand-1"),
        other => panic!("{other:?}"),
    }
    let mut node = Node::new();
    node.network = "a chain whose name is longer than 32 characters";
    let chain = format!("cosmos:{}", hashed(node.network.as_bytes()));
    assert_eq!(chain.len(), "cosmos:hashed-".len() + 16);
    assert!(read_at(&chain, &json!({ "token": DENOM }), &[&node.start()]).is_ok());
}

#[test]
fn a_denomination_that_nobody_describes_is_refused() {
    for metadata in [
        None,
        Some(vec![0x0b]),
        Some(metadata_of("uother", "other", 6)),
    ] {
        let error = only(|node| node.metadata = metadata).unwrap_err();
        assert!(
            matches!(&error, ReadError::NoMetadata { token, .. } if token == DENOM),
            "{error}"
        );
    }
    let error = only(|node| node.metadata = Some(metadata_of(DENOM, "usdc", 37))).unwrap_err();
    assert!(
        matches!(&error, ReadError::Decimals { found, .. } if found == "37"),
        "{error}"
    );
}

#[test]
fn answers_that_make_no_sense_are_refused() {
    let wrong = |change: fn(&mut Node)| match only(change) {
        Err(ReadError::Answer { what, expected, .. }) => (what, expected),
        other => panic!("{other:?}"),
    };
    for supply in ["", "-1", "1.5", "01", "1e6"] {
        let mut node = Node::new();
        node.supply = Some(supply);
        match read(&[&node.start()]) {
            Ok(entry) => assert_eq!((supply, entry.raw.to_string()), ("", "0".into())),
            Err(ReadError::Answer { expected, .. }) => assert_eq!(expected, "a decimal integer"),
            Err(other) => panic!("{other}"),
        }
    }
    let block = "the header of this height, from the second block on, with its hash and time";
    assert_eq!(
        wrong(|node| node.hash = "2512"),
        ("block 26083".into(), block)
    );
    assert_eq!(
        wrong(|node| node.time = "yesterday"),
        ("block 26083".into(), block)
    );
    assert_eq!(
        wrong(|node| node.latest = 1),
        ("status".into(), "a latest height")
    );
    let late = only(|node| node.time = "2026-11-20T23:00:01Z").unwrap_err();
    assert!(late
        .to_string()
        .contains("found block 26083 of 2026-11-20T23:00:01Z, 3601 s (1 h 0 min) after it"));
}

#[test]
fn tokens_are_denominations() {
    let long = format!("a{}", "b".repeat(127));
    for good in [
        "uusdc",
        "ausdy",
        "factory/noble1abc/uusdn",
        "ibc/27394FB092D2ECCD56123C74F36E4C1F",
        "abc",
        &long,
    ] {
        let token: Id = good.parse().unwrap();
        assert_eq!(Cosmos.canonical_token(&token), Ok(token.clone()));
    }
    for bad in ["ab", "1usdc", "uusdc,x", "u+usdc"] {
        assert_eq!(
            Cosmos.canonical_token(&bad.parse().unwrap()),
            Err(TokenError::Form),
            "{bad}"
        );
    }
}

/// Behind one address there are several nodes.
#[test]
fn a_node_that_lags_is_asked_again() {
    fn answer(method: &str, params: &Value) -> Reply {
        Node::new().answer(method, params)
    }
    let behind: fn() -> Reply = || {
        let log =
            "cannot query with height in the future; please provide a valid height: invalid height";
        Reply::Result(
            json!({ "response": { "code": FUTURE, "log": log, "height": "0", "value": null } }),
        )
    };
    let not_there: fn() -> Reply = || Reply::Error(INTERNAL, "Internal error".into());
    for (method, wrong) in [(QUERY, behind), ("commit", not_there)] {
        let server = at_first(2, method, wrong, answer);
        assert!(read(&[&server]).is_ok());
        assert!(asked(&server, method) > 2);
    }
    // What the node no longer has does not come back.
    let pruned = || {
        let log =
            "failed to load state at height 26082; version does not exist (latest height: 26090)";
        Reply::Result(json!({ "response": { "code": 18, "log": log, "height": "0" } }))
    };
    let server = at_first(usize::MAX, QUERY, pruned, answer);
    let ReadError::Request { source, .. } = read(&[&server]).unwrap_err() else {
        panic!();
    };
    let message =
        ": failed to load state at height 26082; version does not exist (latest height: 26090)"
            .into();
    let expected = ResponseError::Refused { code: 18, message };
    assert_eq!(source, RequestError::Response(expected));
}

/// A node whose blocks are those of a made-up state, and which proves what it has.
fn proving(change: fn(&mut evidence::tests::Made)) -> Server {
    let mut made = evidence::tests::made("877981987339367", names::STORE, DENOM);
    change(&mut made);
    let node = Node::new();
    Server::start(move |_, method, params| match node.answer(method, params) {
        Reply::Result(mut value) => {
            if method == "commit" {
                value["signed_header"]["header"] = json!(made.header);
                value["signed_header"]["commit"]["block_id"]["hash"] = json!(made.hash);
            }
            if method == QUERY && params["prove"] == true {
                let step = |kind: &str, data: &[u8]| json!({ "type": kind, "key": "", "data": BASE64_STANDARD.encode(data) });
                let steps = [
                    step("ics23:iavl", &made.value_proof),
                    step("ics23:simple", &made.store_proof),
                ];
                value["response"]["proofOps"] = json!({ "ops": steps });
            }
            Reply::Result(value)
        }
        other => other,
    })
}

fn read_proved(server: &Server, slot: &str) -> Result<ChainSupply, ReadError> {
    read_at(
        CHAIN,
        &json!({ "token": DENOM, "storage_slot": slot }),
        &[server],
    )
}

#[test]
fn a_supply_is_proved() {
    let entry = read_proved(&proving(|_| ()), "0").unwrap();
    assert_eq!(entry.raw.to_string(), "877981987339367");
    let evidence = entry.evidence.as_ref().unwrap();
    let block = crate::evidence::check_evidence(&entry, evidence).unwrap();
    assert_eq!(hex::encode_upper(block.hash), entry.block_hash.as_str());
}

#[test]
fn what_is_not_proved_is_not_written() {
    let refused = |change, slot| match read_proved(&proving(change), slot) {
        Err(ReadError::Evidence { source, .. }) => *source,
        other => panic!("{other:?}"),
    };
    let error = refused(|_| (), "1");
    assert!(matches!(error, EvidenceError::Prefix { .. }), "{error}");
    let error = refused(|made| made.value_proof.clear(), "0");
    assert_eq!(error, EvidenceError::SupplyProof);
    let error = refused(|made| made.hash = OTHER_HASH.into(), "0");
    assert!(matches!(error, EvidenceError::HeaderHash { .. }), "{error}");

    let answer = |change| match read_proved(&proving(change), "0") {
        Err(ReadError::Answer { expected, .. }) => expected,
        other => panic!("{other:?}"),
    };
    let found = answer(|made| drop(made.header.remove("evidence_hash")));
    assert_eq!(found, "the fields of a header of CometBFT");
    // A node that does not prove.
    match read_proved(&Node::new().start(), "0") {
        Err(ReadError::Answer { what, .. }) => assert_eq!(what, "the header of block 26083"),
        other => panic!("{other:?}"),
    }
}
