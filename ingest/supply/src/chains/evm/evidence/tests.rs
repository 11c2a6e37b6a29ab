use super::*;
use crate::evidence::check_evidence;
use crate::evidence_error::TrieError;
use crate::evident_block::EvidentBlock;
use alloy_primitives::{Address, U256};
use assay_statement::Integer;
use assay_testkit::evm_state::{Account, Header, State};

mod made_up;
mod named;

const BLOCK: u64 = 21_000_000;

fn token() -> Address {
    Address::repeat_byte(0x77)
}

fn slot(number: u64) -> B256 {
    B256::from(U256::from(number))
}

/// A contract among people: slot 2 holds `raw`, so many other words are stored besides.
fn contract(raw: u64, words: u64) -> State {
    let own = [(slot(2), U256::from(raw))];
    let others = (100..100 + words).map(|i| (slot(i), U256::from(i) << 200));
    State::with(
        token(),
        Account::contract(own.into_iter().chain(others)),
        40,
    )
}

fn header(state: &State) -> Header {
    Header {
        parent: B256::repeat_byte(9),
        state_root: state.root(),
        number: BLOCK,
        time: 1_795_212_000,
    }
}

fn bytes(nodes: Vec<alloy_primitives::Bytes>) -> Vec<HexBytes> {
    nodes
        .into_iter()
        .map(|node| HexBytes(node.to_vec()))
        .collect()
}

/// The evidence of slot 2 in a state, and the entry that it is of.
fn entry(state: &State, raw: u64) -> ChainSupply {
    let header = header(state);
    ChainSupply {
        chain: "eip155:1".parse().unwrap(),
        token: token().to_string().to_lowercase().parse().unwrap(),
        block: BLOCK,
        block_hash: header.hash().to_string().parse().unwrap(),
        raw: Integer::from(raw),
        decimals: 6,
        evidence: Some(StorageEvidence {
            slot: Word(slot(2).0),
            header: HexBytes(header.rlp()),
            account_proof: bytes(state.account_proof(token())),
            storage_proof: bytes(state.storage_proof(token(), slot(2))),
        }),
    }
}

fn checked(entry: &ChainSupply) -> Result<EvidentBlock, EvidenceError> {
    check_evidence(entry, entry.evidence.as_ref().unwrap())
}

/// The block of a state.
fn block(state: &State) -> EvidentBlock {
    let header = header(state);
    EvidentBlock {
        hash: header.hash(),
        time: Timestamp::from_unix(header.time as i64).unwrap(),
    }
}

/// What is wrong after a change.
#[track_caller]
fn refused(
    entry: &ChainSupply,
    change: impl FnOnce(&mut ChainSupply, &mut StorageEvidence),
) -> EvidenceError {
    let mut changed = entry.clone();
    let mut evidence = changed.evidence.take().unwrap();
    change(&mut changed, &mut evidence);
    check_evidence(&changed, &evidence).unwrap_err()
}

#[test]
fn proves_what_is_stored() {
    for (raw, words) in [(5_000_000, 0), (5_000_000, 60), (1, 1), (u64::MAX, 3)] {
        let state = contract(raw, words);
        let entry = entry(&state, raw);
        assert_eq!(checked(&entry), Ok(block(&state)), "{raw} {words}");
        let proof = &entry.evidence.as_ref().unwrap().storage_proof;
        assert_eq!(proof.len(), if words == 0 { 1 } else { proof.len().max(2) });
    }
}

#[test]
fn proves_that_nothing_is_stored() {
    // Zero is the absence of a word: with nothing else stored, with one other word, and below branches.
    for words in [0, 1, 2, 60] {
        let entry = entry(&contract(0, words), 0);
        assert!(checked(&entry).is_ok(), "{words}");
        assert_eq!(
            entry.evidence.as_ref().unwrap().storage_proof.is_empty(),
            words == 0
        );
        let error = refused(&entry, |entry, _| entry.raw = Integer::from(1));
        assert!(matches!(error, EvidenceError::Value { found, .. } if found == BigUint::ZERO));
    }
}

#[test]
fn every_bit_of_every_node_counts() {
    for (raw, words) in [(5_000_000, 60), (0, 60), (0, 1)] {
        let entry = entry(&contract(raw, words), raw);
        let evidence = entry.evidence.clone().unwrap();
        let nodes = evidence.account_proof.len() + evidence.storage_proof.len();
        assert!(nodes >= 3);
        for node in 0..nodes {
            let account = evidence.account_proof.len();
            let list = |evidence: &mut StorageEvidence| match node < account {
                true => std::mem::take(&mut evidence.account_proof),
                false => std::mem::take(&mut evidence.storage_proof),
            };
            let (at, length) = {
                let at = if node < account { node } else { node - account };
                (at, list(&mut evidence.clone())[at].0.len())
            };
            for byte in 0..length {
                let mut changed = evidence.clone();
                let mut nodes = list(&mut changed);
                nodes[at].0[byte] ^= 1 << (byte % 8);
                match node < account {
                    true => changed.account_proof = nodes,
                    false => changed.storage_proof = nodes,
                }
                let expected = TrieError::Reference { node: at };
                let expected = match node < account {
                    true => EvidenceError::AccountProof(expected),
                    false => EvidenceError::StorageProof(expected),
                };
                assert_eq!(
                    check_evidence(&entry, &changed),
                    Err(expected),
                    "node {node} byte {byte}"
                );
            }
        }
        for byte in 0..evidence.header.0.len() {
            let error = refused(&entry, |_, evidence| evidence.header.0[byte] ^= 0x80);
            assert!(matches!(error, EvidenceError::HeaderHash { .. }));
        }
    }
}

#[test]
fn nodes_are_neither_missing_nor_too_many() {
    let state = contract(5_000_000, 60);
    let entry = entry(&state, 5_000_000);
    let error = refused(&entry, |_, e| e.account_proof.clear());
    assert_eq!(
        error,
        EvidenceError::AccountProof(TrieError::TooShort { found: 0 })
    );
    let error = refused(&entry, |_, e| drop(e.storage_proof.pop()));
    assert!(
        matches!(error, EvidenceError::StorageProof(TrieError::TooShort { found }) if found > 0)
    );
    let error = refused(&entry, |_, e| e.storage_proof.clear());
    assert_eq!(
        error,
        EvidenceError::StorageProof(TrieError::TooShort { found: 0 })
    );
    let error = refused(&entry, |_, e| drop(e.account_proof.remove(0)));
    assert_eq!(
        error,
        EvidenceError::AccountProof(TrieError::Reference { node: 0 })
    );
    let length = entry.evidence.as_ref().unwrap().storage_proof.len();
    let error = refused(&entry, |_, e| e.storage_proof.push(HexBytes(vec![0x80])));
    assert_eq!(
        error,
        EvidenceError::StorageProof(TrieError::TooLong {
            expected: length,
            found: length + 1
        })
    );
    // A storage that holds nothing has no nodes, not one that says so.
    let entry = self::entry(&contract(0, 0), 0);
    let error = refused(&entry, |_, e| e.storage_proof.push(HexBytes(vec![0x80])));
    assert_eq!(
        error,
        EvidenceError::StorageProof(TrieError::Reference { node: 0 })
    );
}

/// Where a way ends at an extension that leads elsewhere, the node it leads to is one too many: `verify_proof` takes it.
#[test]
fn a_node_after_the_end_is_refused() {
    // Two words whose keys begin alike make an extension at the root, in some pair.
    let mut pairs = (1..400u64).flat_map(|a| (1..a).map(move |b| (a, b)));
    let start = |i: u64| keccak256(slot(i))[0];
    let (a, b) = pairs
        .find(|(a, b)| {
            start(*a) == start(*b) && start(*a) != keccak256(slot(2))[0] && *b != 2 && *a != 2
        })
        .unwrap();
    let words = [(slot(a), U256::from(1)), (slot(b), U256::from(2))];
    let state = State::with(token(), Account::contract(words), 40);
    let entry = entry(&state, 0);
    assert!(checked(&entry).is_ok());
    let next = state.storage_proof(token(), slot(a)).remove(1);
    let error = refused(&entry, |_, e| e.storage_proof.push(HexBytes(next.to_vec())));
    assert_eq!(
        error,
        EvidenceError::StorageProof(TrieError::TooLong {
            expected: 1,
            found: 2
        })
    );
}

#[test]
fn other_slots_amounts_and_blocks_are_refused() {
    let state = contract(5_000_000, 60);
    let entry = entry(&state, 5_000_000);
    let error = refused(&entry, |_, e| e.slot = Word(slot(100).0));
    assert!(matches!(error, EvidenceError::StorageProof(_)), "{error}");
    let error = refused(&entry, |_, e| {
        e.slot = Word(slot(100).0);
        e.storage_proof = bytes(state.storage_proof(token(), slot(100)));
    });
    assert!(
        matches!(error, EvidenceError::Value { found, .. } if found == BigUint::from(100u32) << 200)
    );
    let error = refused(&entry, |entry, _| entry.raw = Integer::from(5_000_001));
    assert_eq!(
        error,
        EvidenceError::Value {
            slot: Word(slot(2).0),
            expected: 5_000_001u32.into(),
            found: 5_000_000u32.into()
        }
    );
    let error = refused(&entry, |entry, _| entry.block += 1);
    assert_eq!(
        error,
        EvidenceError::BlockNumber {
            expected: BLOCK + 1,
            found: BLOCK.into()
        }
    );
    let other = B256::repeat_byte(1).to_string();
    let error = refused(&entry, |entry, _| entry.block_hash = other.parse().unwrap());
    assert!(matches!(error, EvidenceError::HeaderHash { .. }));
}

#[test]
fn other_tokens_are_refused() {
    let state = contract(5_000_000, 60);
    let entry = entry(&state, 5_000_000);
    let (_, person) = state
        .0
        .iter()
        .find(|(_, a)| a.code_hash == KECCAK256_EMPTY)
        .map(|(a, p)| (p, *a))
        .unwrap();
    let name = person.to_string().to_lowercase();
    let error = refused(&entry, |entry, _| entry.token = name.parse().unwrap());
    assert!(matches!(error, EvidenceError::AccountProof(_)));
    let error = refused(&entry, |entry, e| {
        entry.token = name.parse().unwrap();
        e.account_proof = bytes(state.account_proof(person));
    });
    assert_eq!(
        error,
        EvidenceError::NoContract {
            token: name,
            block: BLOCK
        }
    );
    let absent = Address::repeat_byte(0x11);
    let name = absent.to_string().to_lowercase();
    let error = refused(&entry, |entry, e| {
        entry.token = name.parse().unwrap();
        e.account_proof = bytes(state.account_proof(absent));
    });
    assert_eq!(
        error,
        EvidenceError::NoAccount {
            token: name,
            block: BLOCK
        }
    );
}

#[test]
fn spellings_that_name_the_same_are_refused() {
    let entry = entry(&contract(5, 0), 5);
    let error = refused(&entry, |e, _| {
        e.chain = "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp".parse().unwrap()
    });
    assert!(matches!(error, EvidenceError::NoEvidence { .. }));
    for bad in [
        "0X7777777777777777777777777777777777777777",
        "7777777777777777777777777777777777777777",
        "0x77",
    ] {
        let error = refused(&entry, |e, _| e.token = bad.parse().unwrap());
        assert_eq!(error, EvidenceError::Token { found: bad.into() });
    }
    let upper = entry.block_hash.as_str().to_uppercase().replace('X', "x");
    let error = refused(&entry, |e, _| e.block_hash = upper.parse().unwrap());
    assert_eq!(error, EvidenceError::BlockHash { found: upper });
}

proptest::proptest! {
    #[test]
    fn any_supply_among_any_words(raw: u64, words in 0..80u64, people in 0..200u64) {
        let mut state = contract(raw, words);
        state.0.extend(State::with(token(), state.0[&token()].clone(), people).0);
        let entry = entry(&state, raw);
        assert!(checked(&entry).is_ok());
        assert!(matches!(refused(&entry, |e, _| e.raw = Integer(&e.raw.0 + 1u8)), EvidenceError::Value { .. }));
    }

    #[test]
    fn any_bytes_are_harmless(header: Vec<u8>, node: Vec<u8>) {
        let entry = entry(&contract(5, 0), 5);
        refused(&entry, |e, evidence| {
            e.block_hash = keccak256(&header).to_string().parse().unwrap();
            evidence.header = HexBytes(header);
        });
        assert!(trie::lookup(keccak256(&node), slot(1), &[HexBytes(node)]).is_err());
    }
}
