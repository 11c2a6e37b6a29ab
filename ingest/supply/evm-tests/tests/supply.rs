//! The supply of a token on a real EVM: read, proved, and refused where it should be.
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use alloy_primitives::{Address, B256, U256};
use assay_evm_tests::chain::{Chain, SENDER};
use assay_statement::{digest, parse_document, pretty, ChainSupply, Supply, SupplyEntry};
use assay_supply::{
    check_evidence, confirm_evidence, read_supply, EvidenceError, EvidentEntry, KnownBlock,
    ReadError, ReadOptions, RetryPolicy, Sources, BLOCK_WITHIN,
};
use assay_testkit::rpc_server::Server;
use serde_json::{json, Value};

const AS_OF: &str = "2026-11-20T22:00:00Z";
/// Unix seconds of `AS_OF`, less an hour.
const START: u64 = 1_795_212_000 - 3_600;

const MINT: u32 = 0x40c1_0f19;
const BURN: u32 = 0x4296_6c68;
const TRANSFER: u32 = 0xa905_9cbb;

fn word(address: Address) -> U256 {
    U256::from_be_bytes(address.into_word().0)
}

/// A chain with the token: blocks of twelve seconds, a mint in each of the first, some transfers, a burn.
fn chain() -> (Chain, Address) {
    let mut chain = Chain::new(1, START);
    let token = chain.deploy_token().unwrap();
    for i in 1..=40u64 {
        let holder = Address::from_word(alloy_primitives::keccak256(i.to_be_bytes()));
        assert!(chain
            .call(token, MINT, &[word(holder), U256::from(1_000_000 * i)])
            .unwrap());
        if i % 10 == 0 {
            chain.mine(START + 12 * i);
        }
    }
    assert!(chain
        .call(token, MINT, &[word(SENDER), U256::from(500)])
        .unwrap());
    assert!(chain
        .call(
            token,
            TRANSFER,
            &[word(Address::repeat_byte(1)), U256::from(200)]
        )
        .unwrap());
    // More than there is: what the contract reverts changes nothing.
    assert!(!chain
        .call(
            token,
            TRANSFER,
            &[word(Address::repeat_byte(1)), U256::from(301)]
        )
        .unwrap());
    assert!(!chain.call(token, BURN, &[U256::from(301)]).unwrap());
    assert!(!chain.call(token, MINT, &[word(SENDER), U256::MAX]).unwrap());
    assert!(chain.call(token, BURN, &[U256::from(300)]).unwrap());
    for i in 41..=44 {
        chain.mine(START + 12 * i);
    }
    (chain, token)
}

/// What has been minted and not burnt.
const RAW: u64 = 1_000_000 * (40 * 41 / 2) + 200;

fn serve(chain: &Chain) -> Server {
    let chain = chain.clone();
    Server::start(move |_, method, params| chain.answer(method, params))
}

fn sources(servers: &[&Server], token: Address, slot: Option<&str>) -> Value {
    let urls: Vec<String> = servers.iter().map(|server| server.url()).collect();
    let mut source = json!({ "token": token.to_string() });
    if let Some(slot) = slot {
        source["storage_slot"] = json!(slot);
    }
    json!({
        "assay": "v1", "kind": "sources", "subject": "fund:x", "currency": "USD", "value_per_token": "1.00",
        "chains": [{ "chain": "eip155:1", "endpoints": urls, "tokens": [source] }],
    })
}

fn read_json(sources: &Value) -> Result<Supply, ReadError> {
    let sources: Sources = parse_document(sources.to_string().as_bytes()).unwrap();
    let options = ReadOptions {
        as_of: AS_OF.parse().unwrap(),
        within: 3_600,
        retry: RetryPolicy {
            attempt: Duration::from_secs(20),
            ..RetryPolicy::default()
        },
    };
    read_supply(&sources.validated().unwrap(), &options)
}

fn entry(supply: &Supply) -> &ChainSupply {
    match &supply.entries[..] {
        [SupplyEntry::Chain(entry)] => entry,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_the_evm_returns_is_what_its_state_proves() {
    let (chain, token) = chain();
    let (a, b) = (serve(&chain), serve(&chain));
    let supply = read_json(&sources(&[&a, &b], token, Some("2"))).unwrap();
    let entry = entry(&supply);
    assert_eq!(entry.raw.to_string(), RAW.to_string());
    assert_eq!((entry.decimals, entry.block), (6, chain.finalized()));
    let hash = chain.hash(chain.finalized()).unwrap();
    assert_eq!(entry.block_hash.as_str(), hash.to_string());
    let block = check_evidence(entry, entry.evidence.as_ref().unwrap()).unwrap();
    assert_eq!(block.hash, hash);
    // Some forty balances lie beside the supply.
    assert!(entry.evidence.as_ref().unwrap().storage_proof.len() > 1);

    let known = KnownBlock {
        chain: entry.chain.clone(),
        hash: hash.0,
    };
    let evident = confirm_evidence(&supply, &[known], BLOCK_WITHIN).unwrap();
    let expected = EvidentEntry {
        entry: 0,
        block_time: block.time,
        known_block: true,
    };
    assert_eq!(evident, [expected]);
    // Whoever reads the same block makes the same document.
    let again = read_json(&sources(&[&b], token, Some("0x02"))).unwrap();
    assert_eq!(digest(&again), digest(&supply));
}

#[test]
fn an_earlier_block_has_an_earlier_supply() {
    let (chain, token) = chain();
    let server = serve(&chain);
    for (block, minted) in [(1u64, 10u64), (2, 20), (3, 30)] {
        let mut json = sources(&[&server], token, Some("2"));
        json["chains"][0]["block"] = json!(block);
        let supply = read_json(&json).unwrap();
        let expected = 1_000_000 * (minted * (minted + 1) / 2);
        assert_eq!(entry(&supply).raw.to_string(), expected.to_string());
        assert!(entry(&supply).evidence.is_some());
    }
    // Before there was a token.
    let mut json = sources(&[&server], token, None);
    json["chains"][0]["block"] = json!(0);
    assert!(matches!(read_json(&json), Err(ReadError::NoToken { .. })));
}

#[test]
fn nothing_minted_is_proved_too() {
    let mut chain = Chain::new(1, START);
    let token = chain.deploy_token().unwrap();
    for i in 1..=3 {
        chain.mine(START + 12 * i);
    }
    let supply = read_json(&sources(&[&serve(&chain)], token, Some("2"))).unwrap();
    let evidence = entry(&supply).evidence.as_ref().unwrap();
    assert_eq!(entry(&supply).raw.to_string(), "0");
    assert!(evidence.storage_proof.is_empty());

    // Burnt to nothing, with other words left.
    assert!(chain
        .call(token, MINT, &[word(SENDER), U256::from(7)])
        .unwrap());
    assert!(chain.call(token, BURN, &[U256::from(7)]).unwrap());
    (4..=7).for_each(|i| chain.mine(START + 12 * i));
    let supply = read_json(&sources(&[&serve(&chain)], token, Some("2"))).unwrap();
    assert_eq!(entry(&supply).raw.to_string(), "0");
}

#[test]
fn every_node_of_the_proof_counts() {
    let (chain, token) = chain();
    let supply = read_json(&sources(&[&serve(&chain)], token, Some("2"))).unwrap();
    let entry = entry(&supply).clone();
    let evidence = entry.evidence.clone().unwrap();
    for node in 0..evidence.account_proof.len() {
        for byte in 0..evidence.account_proof[node].0.len() {
            let mut changed = evidence.clone();
            changed.account_proof[node].0[byte] ^= 1;
            assert!(matches!(
                check_evidence(&entry, &changed),
                Err(EvidenceError::AccountProof(_))
            ));
        }
    }
    for node in 0..evidence.storage_proof.len() {
        for byte in 0..evidence.storage_proof[node].0.len() {
            let mut changed = evidence.clone();
            changed.storage_proof[node].0[byte] ^= 1;
            assert!(matches!(
                check_evidence(&entry, &changed),
                Err(EvidenceError::StorageProof(_))
            ));
        }
    }
    for byte in 0..evidence.header.0.len() {
        let mut changed = evidence.clone();
        changed.header.0[byte] ^= 1;
        assert!(matches!(
            check_evidence(&entry, &changed),
            Err(EvidenceError::HeaderHash { .. })
        ));
    }
}

#[test]
fn another_slot_or_account_does_not_pass_for_the_supply() {
    let (chain, token) = chain();
    let server = serve(&chain);
    // The balance of one holder is in the same storage.
    let holder = Address::from_word(alloy_primitives::keccak256(40u64.to_be_bytes()));
    let balance = alloy_primitives::keccak256([holder.into_word().0, [0; 32]].concat());
    for slot in ["0".to_string(), "3".to_string(), balance.to_string()] {
        let refused = read_json(&sources(&[&server], token, Some(&slot)));
        assert!(
            matches!(&refused, Err(ReadError::Evidence { source, .. }) if matches!(**source, EvidenceError::Value { .. })),
            "{slot}: {refused:?}"
        );
    }
    let refused = read_json(&sources(&[&server], SENDER, Some("2")));
    assert!(
        matches!(refused, Err(ReadError::NoToken { .. })),
        "{refused:?}"
    );
}

#[test]
fn chains_that_part_are_noticed() {
    let (ours, token) = chain();
    let mut theirs = ours.clone();
    assert!(theirs
        .call(token, MINT, &[word(SENDER), U256::from(1)])
        .unwrap());
    (45..=47).for_each(|i| theirs.mine(START + 12 * i));
    let mut ahead = ours.clone();
    (45..=47).for_each(|i| ahead.mine(START + 12 * i));
    // One is ahead by blocks that are alike so far.
    assert!(read_json(&sources(
        &[&serve(&ours), &serve(&theirs)],
        token,
        Some("2")
    ))
    .is_ok());
    let refused = read_json(&sources(
        &[&serve(&ahead), &serve(&theirs)],
        token,
        Some("2"),
    ));
    assert!(matches!(refused, Err(ReadError::Disagreement { what, .. }) if what.contains("block")));
}

#[test]
fn a_chain_that_turns_round_meanwhile_is_noticed() {
    let (chain, token) = chain();
    let other = {
        let mut other = Chain::new(1, START + 1);
        other.deploy_token().unwrap();
        (1..=12).for_each(|i| other.mine(START + 12 * i));
        other
    };
    // After the calls, the node is on the other chain.
    let calls = Arc::new(Mutex::new(0));
    let server = Server::start(move |_, method, params| {
        let mut calls = calls.lock().unwrap();
        *calls += usize::from(method == "eth_call");
        match *calls < 2 || method == "eth_call" {
            true => chain.answer(method, params),
            false => other.answer(method, params),
        }
    });
    let refused = read_json(&sources(&[&server], token, None));
    assert!(
        matches!(refused, Err(ReadError::Reorganised { .. })),
        "{refused:?}"
    );
}

#[test]
fn the_document_holds_what_was_read() {
    let (chain, token) = chain();
    let server = serve(&chain);
    let supply = read_json(&sources(&[&server], token, Some("2"))).unwrap();
    let text = pretty(&supply).unwrap();
    let written: Supply = parse_document(text.as_bytes()).unwrap();
    assert_eq!(written, supply);
    let hash: B256 = chain.hash(chain.finalized()).unwrap();
    let evidence = entry(&written).evidence.as_ref().unwrap();
    let block = check_evidence(entry(&written), evidence).unwrap();
    assert_eq!(block.hash, hash);
    // A verifier who knows the block by its hash, as `assay verify --block-hash` takes it, and one who knows another.
    let known: KnownBlock = format!("eip155:1={hash}").parse().unwrap();
    let evident = confirm_evidence(&written, &[known], BLOCK_WITHIN).unwrap();
    let known: Vec<_> = evident.iter().map(|e| (e.entry, e.known_block)).collect();
    assert_eq!(known, [(0, true)]);
    let earlier = chain.hash(chain.finalized() - 1).unwrap();
    let other: KnownBlock = format!("eip155:1={earlier}").parse().unwrap();
    let refused = confirm_evidence(&written, &[other], BLOCK_WITHIN);
    assert!(matches!(
        refused,
        Err((Some(0), EvidenceError::OtherBlock { .. }))
    ));
}
