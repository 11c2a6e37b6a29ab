//! The supply of tokens on development nodes that others wrote: read, proved, and refused where it should be.
//! `.ci/run nodes` installs them and runs this.
#![allow(clippy::unwrap_used, missing_docs)]

mod node;

use alloy_primitives::{Address, U256};
use assay_statement::{parse_document, ChainSupply, Supply, SupplyEntry, Timestamp};
use assay_supply::{
    confirm_evidence, read_supply, KnownBlock, ReadError, ReadOptions, RetryPolicy, Sources,
    BLOCK_WITHIN,
};
use serde_json::{json, Value};

use node::Node;

const CHAIN: &str = "eip155:31337";

/// Seven bytes, the first of which has a zero for its first hex digit.
const RAW: u64 = 0x04_1337_600e_1179;

/// Blocks that both nodes have behind the last final one at most.
const UNTIL_FINAL: u64 = 96;

fn sources(node: &Node, tokens: &[Address]) -> Value {
    let token = |token: &Address| json!({ "token": token.to_string(), "storage_slot": "2" });
    json!({
        "assay": "v1", "kind": "sources", "subject": "fund:x", "currency": "USD", "value_per_token": "1.00",
        "chains": [{ "chain": CHAIN, "endpoints": [node.url], "tokens": tokens.iter().map(token).collect::<Vec<_>>() }],
    })
}

/// Reads at the time of the node's last final block.
fn read(node: &Node, sources: &Value) -> Result<Supply, ReadError> {
    let sources: Sources = parse_document(sources.to_string().as_bytes()).unwrap();
    let (_, _, time) = node.block("finalized");
    let options = ReadOptions {
        as_of: Timestamp::from_unix(time.try_into().unwrap()).unwrap(),
        within: BLOCK_WITHIN,
        retry: RetryPolicy::default(),
    };
    read_supply(&sources.validated().unwrap(), &options)
}

fn entries<'a>(supply: &'a Supply) -> Vec<&'a ChainSupply> {
    let entry = |entry: &'a SupplyEntry| match entry {
        SupplyEntry::Chain(entry) => entry,
        other => panic!("{other:?}"),
    };
    supply.entries.iter().map(entry).collect()
}

/// Tokens whose supply is proved in every way that there is: by an empty trie, by what stands where the word would be, by a word
/// among others, by the largest word.
fn supplies_are_read_and_proved(node: &Node) {
    let empty = node.deploy("");
    let absent = node.deploy("PUSH1 0x01 PUSH0 SSTORE");
    let (minted, largest) = (node.deploy(""), node.deploy(""));
    let (before, _, _) = node.block("latest");
    node.mint(minted, U256::from(RAW));
    node.mint(largest, U256::MAX);
    node.mine(UNTIL_FINAL);

    let tokens = [empty, absent, minted, largest];
    let supply = read(node, &sources(node, &tokens)).unwrap();
    let (number, hash, _) = node.block("finalized");
    let found = entries(&supply);
    let raw: Vec<_> = found.iter().map(|entry| entry.raw.to_string()).collect();
    let expected = ["0", "0", &RAW.to_string(), &U256::MAX.to_string()];
    assert_eq!(raw, expected);
    let nodes = |entry: &&ChainSupply| entry.evidence.as_ref().unwrap().storage_proof.len();
    let nodes: Vec<_> = found.iter().map(nodes).collect();
    assert_eq!(nodes, [0, 1, 2, 2]);
    assert!(found
        .iter()
        .all(|entry| entry.decimals == 6 && entry.block == number));
    let known = KnownBlock {
        chain: CHAIN.parse().unwrap(),
        hash: hash.0,
    };
    let evident = confirm_evidence(&supply, &[known], BLOCK_WITHIN).unwrap();
    assert!(evident.len() == 4 && evident.iter().all(|entry| entry.known_block));

    // A block of the past has its own supply, and its own evidence.
    let mut past = sources(node, &[minted]);
    past["chains"][0]["block"] = json!(before);
    let supply = read(node, &past).unwrap();
    let entry = entries(&supply)[0];
    assert_eq!((entry.raw.to_string(), entry.block), ("0".into(), before));
}

fn wrong_sources_are_refused(node: &Node) {
    let token = node.deploy("PUSH1 0x07 PUSH1 0x09 SSTORE");
    node.mint(token, U256::from(RAW));
    node.mine(UNTIL_FINAL);
    let refused = |change: fn(&mut Value)| {
        let mut sources = sources(node, &[token]);
        change(&mut sources["chains"][0]);
        read(node, &sources).unwrap_err().to_string()
    };
    let endpoint = format!("endpoint 1 ({})", node.url);
    let name = token.to_string().to_lowercase();

    let wrong_slot = |found: u64, slot: u64| {
        format!(
            "{CHAIN}: {name}: {endpoint}: evidence: expected {RAW} in storage slot {slot:064x}, found {found}; the slot must \
             hold the total supply and nothing else: see the contract's storage layout"
        )
    };
    let error = refused(|chain| chain["tokens"][0]["storage_slot"] = json!("9"));
    assert_eq!(error, wrong_slot(7, 9));
    let error = refused(|chain| chain["tokens"][0]["storage_slot"] = json!("8"));
    assert_eq!(error, wrong_slot(0, 8));

    let error = refused(|chain| chain["chain"] = json!("eip155:1"));
    let expected = format!("eip155:1: {endpoint}: expected this chain, found {CHAIN}");
    assert!(error.starts_with(&expected), "{error}");

    let error = refused(|chain| {
        chain["tokens"][0]["token"] = json!("0x1212121212121212121212121212121212121212");
    });
    let expected = "expected a token contract, found none that answers totalSupply()";
    assert!(error.contains(expected), "{error}");

    let error = refused(|chain| chain["block"] = json!(1_000_000));
    let expected = "expected block 1000000 to be final, found";
    assert!(error.contains(expected), "{error}");
}

#[test]
fn anvil() {
    let node = Node::anvil();
    supplies_are_read_and_proved(&node);
    wrong_sources_are_refused(&node);
}

#[test]
fn hardhat() {
    let node = Node::hardhat();
    supplies_are_read_and_proved(&node);
    wrong_sources_are_refused(&node);
}
