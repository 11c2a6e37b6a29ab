//! A chain with a feed, whose settings are those of the test vectors' registry and whose latest round is their report.

use std::collections::{BTreeMap, BTreeSet};

use alloy_primitives::{keccak256, Address};
use assay_evm::abi::{encode, selector, Value as Abi};
use assay_evm::{hex, scheme_number, signer};
use assay_statement::{digest, parse_document, Digest, Registry, Report};
use assay_testkit::rpc_server::{Reply, Server};
use assay_testkit::vectors;
use assay_verifier::report_digest;
use serde_json::{json, Value};

use crate::support::TestDir;

pub const FEED: &str = "0x0101010101010101010101010101010101010101";
pub const OTHER: [u8; 20] = [0x99; 20];
pub const VERIFIER: [u8; 20] = [3; 20];

const FEED_AT: [u8; 20] = [1; 20];
const SETTINGS: [u8; 20] = [2; 20];
const CALCULATOR: [u8; 20] = [4; 20];
const GENERATORS: [[u8; 20]; 2] = [[5; 20], [6; 20]];
const OWNER: [u8; 20] = [10; 20];

const CUSTODIAN_SET: &str = "CustodianSet(bytes32,uint8,uint32)";
const KEY_SET: &str = "KeySet(bytes32,address,uint8,uint64,uint64,uint32)";

type Id = [u8; 32];

/// What it answers.
pub struct Chain {
    /// The words of `terms()`.
    pub terms: Vec<[u8; 32]>,
    /// Those of `latest()`.
    pub round: Vec<[u8; 32]>,
    pub feed_decimals: u8,
    pub shape: (u8, u8),
    thresholds: BTreeMap<Id, u8>,
    pub keys: BTreeMap<(Id, Address), (u8, u64, u64)>,
    pub logs: Vec<Value>,
    pub codes: BTreeMap<[u8; 20], Vec<u8>>,
    refused: BTreeSet<[u8; 4]>,
    /// What it answers to everything instead.
    pub wrong: Option<fn() -> Reply>,
    /// Whether the block has another hash when it is asked for by its number.
    pub undone: bool,
}

fn address(bytes: [u8; 20]) -> [u8; 32] {
    Address::from(bytes).into_word().0
}

fn topic(signature: &str) -> String {
    hex(keccak256(signature).as_slice())
}

impl Chain {
    pub fn new() -> Chain {
        let read = |name: &str| vectors::bytes(&format!("report/bls12-381/{name}"));
        let report: Report = parse_document(&read("report.json")).unwrap();
        let registry: Registry = parse_document(&read("registry.json")).unwrap();
        let mut currency = [0; 32];
        currency[..3].copy_from_slice(b"USD");
        let code = Chain::contracts().into_iter().map(|(at, _)| (at, code(at)));
        let mut chain = Chain {
            terms: vec![
                Chain::id(registry.subject.as_str()),
                currency,
                Chain::word(6),
                Chain::word(90_000),
                Chain::word(0),
                digest(&report.policy).unwrap().0,
                Chain::word(99),
                Chain::word(2),
                address(VERIFIER),
            ],
            round: vec![
                report_digest(&report).unwrap().0,
                Chain::word(report.book.as_of.unix() as u128),
                Chain::word(0),
                Chain::word(1),
                Chain::word(106_250_000_500_001),
                Chain::word(106_250_000_500_001),
                Chain::word(6),
            ],
            feed_decimals: 6,
            shape: (7, 4),
            thresholds: BTreeMap::new(),
            keys: BTreeMap::new(),
            logs: Vec::new(),
            codes: code.collect(),
            refused: BTreeSet::new(),
            wrong: None,
            undone: false,
        };
        let version = chain.next_version();
        let data = [digest(&report.policy).unwrap().0, Chain::word(version)].concat();
        chain.log(&["PolicySet(bytes32,uint32)"], &[], &data);
        for custodian in &registry.custodians {
            let id = custodian.id.as_str();
            chain.threshold(id, custodian.threshold as u8);
            chain.custodian_event(id);
            for key in &custodian.keys {
                let Some(at) = signer(key.scheme, key.public_key.as_bytes()) else {
                    continue;
                };
                let seconds = |time: assay_statement::Timestamp| time.unix() as u64;
                let terms = (
                    scheme_number(key.scheme).unwrap(),
                    seconds(key.not_before),
                    seconds(key.not_after),
                );
                chain.key(id, at.into_array(), terms);
                chain.key_event(id, at.into_array());
            }
        }
        // What makes no version.
        chain.log(&["HeartbeatSet(uint32)"], &[], &Chain::word(90_000));
        let last = chain.logs.len() - 1;
        chain.logs.swap(0, last);
        chain
    }

    pub fn word(number: u128) -> [u8; 32] {
        let mut word = [0; 32];
        word[16..].copy_from_slice(&number.to_be_bytes());
        word
    }

    pub fn id(name: &str) -> Id {
        Digest::of(name.as_bytes()).0
    }

    pub fn threshold(&mut self, name: &str, threshold: u8) {
        self.thresholds.insert(Chain::id(name), threshold);
    }

    pub fn key(&mut self, name: &str, at: [u8; 20], terms: (u8, u64, u64)) {
        self.keys.insert((Chain::id(name), at.into()), terms);
    }

    pub fn custodian_event(&mut self, name: &str) {
        let version = self.next_version();
        let data = [Chain::word(1), Chain::word(version)].concat();
        self.log(&[CUSTODIAN_SET], &[Chain::id(name)], &data);
    }

    pub fn key_event(&mut self, name: &str, at: [u8; 20]) {
        let version = self.next_version();
        let data = [1, 0, 9, version].map(Chain::word).concat();
        self.log(&[KEY_SET], &[Chain::id(name), address(at)], &data);
    }

    /// The settings change, and the latest round is verified again.
    fn next_version(&mut self) -> u128 {
        let version = u128::from(self.terms[4][31]) + 1;
        self.terms[4] = Chain::word(version);
        self.round[2] = Chain::word(version);
        version
    }

    fn log(&mut self, name: &[&str; 1], indexed: &[[u8; 32]], data: &[u8]) {
        let indexed = indexed.iter().map(|word| hex(word));
        let topics: Vec<String> = [topic(name[0])].into_iter().chain(indexed).collect();
        let log = json!({ "address": hex(&SETTINGS), "topics": topics, "data": hex(data) });
        self.logs.push(log);
    }

    pub fn refuses(&mut self, signature: &str) {
        self.refused.insert(selector(signature));
    }

    /// The contracts, and what their artefacts are called.
    pub fn contracts() -> [([u8; 20], &'static str); 6] {
        [
            (FEED_AT, "ReserveFeed"),
            (SETTINGS, "ReserveSettings"),
            (CALCULATOR, "BoundsCalculator"),
            (VERIFIER, "ProofVerifier-7-4"),
            (GENERATORS[0], "generators-7-4"),
            (GENERATORS[1], "generators-7-4"),
        ]
    }

    /// A directory of artefacts that have the code of its contracts.
    pub fn artefacts(test_dir: &TestDir) -> String {
        for (at, name) in Chain::contracts().into_iter().take(4) {
            let mut runtime = code(at);
            let mut immutables = Vec::new();
            if at == VERIFIER {
                runtime[32..96].fill(0);
                immutables = vec![vec![32], vec![64]];
            }
            let artefact = json!({ "runtime": hex(&runtime), "immutables": immutables });
            test_dir.write(&format!("{name}.json"), &artefact.to_string());
        }
        let generators = GENERATORS.map(|at| hex(&code(at)));
        let path = test_dir.write("generators-7-4.json", &json!(generators).to_string());
        path.trim_end_matches("/generators-7-4.json").into()
    }

    pub fn serve(self) -> Server {
        Server::start(move |_, method, params| self.answer(method, params))
    }

    fn answer(&self, method: &str, params: &Value) -> Reply {
        if let Some(wrong) = self.wrong {
            return wrong();
        }
        let bytes = |value: &Value| alloy_primitives::hex::decode(value.as_str().unwrap()).unwrap();
        match method {
            "eth_chainId" => Reply::Result("0x1".into()),
            "eth_getBlockByNumber" => {
                let undone = self.undone && params[0] == "0x64";
                let hash = if undone { [8; 32] } else { [7; 32] };
                Reply::Result(json!({ "number": "0x64", "hash": hex(&hash), "timestamp": "0x5" }))
            }
            "eth_getLogs" => Reply::Result(self.logs.clone().into()),
            "eth_getCode" => {
                let at: [u8; 20] = bytes(&params[0]).try_into().unwrap();
                let code = self.codes.get(&at).cloned().unwrap_or_default();
                Reply::Result(hex(&code).into())
            }
            "eth_call" => {
                let (to, data) = (bytes(&params[0]["to"]), bytes(&params[0]["data"]));
                match self.call(&to, &data) {
                    Some(answer) => Reply::Result(hex(&answer).into()),
                    None => Reply::Error(3, "execution reverted".into()),
                }
            }
            _ => Reply::Error(-32_601, "no such method".into()),
        }
    }

    fn call(&self, to: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        let (name, arguments) = data.split_at(4);
        let name: [u8; 4] = name.try_into().unwrap();
        if self.refused.contains(&name) {
            return None;
        }
        let is = |at: [u8; 20], signature: &str| to == at && name == selector(signature);
        let at = |bytes: [u8; 20]| Some(address(bytes).to_vec());
        let small = |value: u8| Some(encode(&[Abi::uint(value)]));
        let id = || -> Id { arguments[..32].try_into().unwrap() };
        if is(FEED_AT, "settings()") {
            at(SETTINGS)
        } else if is(FEED_AT, "calculator()") {
            at(CALCULATOR)
        } else if is(FEED_AT, "owner()") || is(SETTINGS, "owner()") || is(FEED_AT, "pauser()") {
            at(OWNER)
        } else if is(FEED_AT, "paused()") {
            small(0)
        } else if is(FEED_AT, "decimals()") {
            small(self.feed_decimals)
        } else if is(FEED_AT, "latest()") {
            Some(self.round.concat())
        } else if is(SETTINGS, "terms()") {
            Some(self.terms.concat())
        } else if is(VERIFIER, "shape()") {
            Some(encode(&[Abi::uint(self.shape.0), Abi::uint(self.shape.1)]))
        } else if is(SETTINGS, "threshold(bytes32)") {
            small(self.thresholds.get(&id()).copied().unwrap_or(0))
        } else if is(SETTINGS, "key(bytes32,address)") {
            let signer = Address::from_slice(&arguments[44..]);
            let key = self.keys.get(&(id(), signer)).copied();
            let (scheme, from, to) = key.unwrap_or_default();
            Some(encode(&[Abi::uint(scheme), Abi::uint(from), Abi::uint(to)]))
        } else {
            None
        }
    }
}

/// Some code for a contract; in that of the verifier are the addresses of the generators.
fn code(at: [u8; 20]) -> Vec<u8> {
    let mut code = vec![at[0] | 0x80; 100];
    if at == VERIFIER {
        code[32..64].copy_from_slice(&address(GENERATORS[0]));
        code[64..96].copy_from_slice(&address(GENERATORS[1]));
    }
    code
}
