//! Evidence of a supply: two genuine ones, changed.

use std::sync::OnceLock;

use alloy_primitives::{keccak256, Address, B256, U256};
use assay_statement::{ChainSupply, HexBytes, Integer, StorageEvidence, Word};
use assay_supply::check_evidence;
use assay_testkit::evm_state::{Account, Header, State};
use num_bigint::BigUint;

use crate::message;

const BLOCK: u64 = 21_000_000;

/// Other slots that hold something.
const OTHERS: std::ops::Range<u64> = 100..160;

type Genuine = (ChainSupply, StorageEvidence, State);

fn slot(number: u64) -> B256 {
    B256::from(U256::from(number))
}

fn token() -> Address {
    Address::repeat_byte(0x77)
}

fn nodes(list: Vec<alloy_primitives::Bytes>) -> Vec<HexBytes> {
    list.into_iter().map(|n| HexBytes(n.to_vec())).collect()
}

/// A supply of this much in slot 2, among 40 people and 60 other words.
fn genuine(raw: u64) -> Genuine {
    let token = token();
    let words = OTHERS.map(|i| (slot(i), U256::from(i)));
    let contract = Account::contract(words.chain([(slot(2), U256::from(raw))]));
    let state = State::with(token, contract, 40);
    let header = Header {
        parent: B256::repeat_byte(9),
        state_root: state.root(),
        number: BLOCK,
        time: 1_795_212_000,
    };
    let entry = ChainSupply {
        chain: "eip155:1".parse().unwrap(),
        token: token.to_string().to_lowercase().parse().unwrap(),
        block: BLOCK,
        block_hash: header.hash().to_string().parse().unwrap(),
        raw: Integer::from(raw),
        decimals: 6,
        evidence: None,
    };
    let evidence = StorageEvidence {
        slot: Word(slot(2).0),
        header: HexBytes(header.rlp()),
        account_proof: nodes(state.account_proof(token)),
        storage_proof: nodes(state.storage_proof(token, slot(2))),
    };
    (entry, evidence, state)
}

/// One with a supply, one where there is none.
fn both() -> &'static [Genuine; 2] {
    static BOTH: OnceLock<[Genuine; 2]> = OnceLock::new();
    BOTH.get_or_init(|| [genuine(5_000_000), genuine(0)])
}

/// Which one, then changes of four bytes each. Evidence is accepted exactly if nothing is changed: every byte of header, nodes
/// and slot counts, no node is missing or too many. `raw` and block are changed too. In the first byte, the second bit makes
/// the block hash that of the changed header, so that what is in it is read: another block, in which all the rest must still
/// be as it was. Where there is no supply, other slots that hold nothing have proofs as true.
pub fn check(bytes: &[u8]) {
    let Some((first, changes)) = bytes.split_first() else {
        return;
    };
    let original = &both()[usize::from(first & 1)];
    let (mut entry, mut evidence) = (original.0.clone(), original.1.clone());
    for change in changes.chunks_exact(4).take(8) {
        apply(
            &mut entry,
            &mut evidence,
            [change[0], change[1], change[2], change[3]],
        );
    }
    let rehashed = first & 2 != 0;
    if rehashed {
        let hash = keccak256(evidence.header.as_bytes());
        entry.block_hash = hash.to_string().parse().unwrap();
    }
    let same = (&entry, &evidence) == (&original.0, &original.1);
    let as_true = as_true(&entry, &evidence, original, rehashed);
    match check_evidence(&entry, &evidence) {
        Ok(block) => {
            assert!(as_true, "accepted {entry:?} {evidence:?}");
            assert_eq!(block.hash.to_string(), entry.block_hash.as_str());
        }
        Err(error) => {
            assert!(!same, "refused the genuine one: {error}");
            message::check(&error);
        }
    }
}

/// Whether all that differs is the header, where it was hashed anew, and a slot that holds as little as the genuine one, with its own
/// proof.
fn as_true(
    entry: &ChainSupply,
    evidence: &StorageEvidence,
    original: &Genuine,
    rehashed: bool,
) -> bool {
    let (mut entry, mut evidence) = (entry.clone(), evidence.clone());
    if rehashed {
        entry.block_hash = original.0.block_hash.clone();
        evidence.header = original.1.header.clone();
    }
    let stored = OTHERS.map(slot).any(|other| other.0 == evidence.slot.0);
    if original.0.raw == Integer::from(0) && !stored {
        let own = nodes(
            original
                .2
                .storage_proof(token(), B256::from(evidence.slot.0)),
        );
        if evidence.storage_proof == own {
            evidence.slot = original.1.slot;
            evidence.storage_proof = original.1.storage_proof.clone();
        }
    }
    (&entry, &evidence) == (&original.0, &original.1)
}

/// A change of evidence, or of the entry that it is of.
pub(crate) fn apply(
    entry: &mut ChainSupply,
    evidence: &mut StorageEvidence,
    [what, a, b, c]: [u8; 4],
) {
    let proof = match what & 0x80 {
        0 => &mut evidence.account_proof,
        _ => &mut evidence.storage_proof,
    };
    let at = |length: usize| usize::from(u16::from_be_bytes([a, b])) % length.max(1);
    match what & 0x7f {
        0 => evidence.slot.0[usize::from(a) % 32] ^= c,
        1 => flip(&mut evidence.header.0, a, b, c),
        2 => entry.raw = Integer(&entry.raw.0 + BigUint::from(c)),
        3 => entry.block ^= u64::from(c) << (a % 32),
        4 => drop((!proof.is_empty()).then(|| proof.remove(at(proof.len())))),
        5 => {
            if let Some(node) = proof.get(at(proof.len())).cloned() {
                proof.insert(usize::from(c) % (proof.len() + 1), node);
            }
        }
        6 => proof.push(HexBytes(vec![c; usize::from(a)])),
        7 => {
            let (i, j) = (
                usize::from(a) % proof.len().max(1),
                usize::from(b) % proof.len().max(1),
            );
            if i.max(j) < proof.len() {
                proof.swap(i, j);
            }
        }
        8 => std::mem::swap(&mut evidence.account_proof, &mut evidence.storage_proof),
        9 => evidence.header.0.truncate(at(evidence.header.0.len())),
        10 => evidence.header.0.push(c),
        other => {
            let length = proof.len().max(1);
            if let Some(node) = proof.get_mut(usize::from(other) % length) {
                flip(&mut node.0, a, b, c);
            }
        }
    }
}

fn flip(bytes: &mut [u8], a: u8, b: u8, mask: u8) {
    let at = usize::from(u16::from_be_bytes([a, b])) % bytes.len().max(1);
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= mask;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Another slot that holds nothing, with fewer nodes as it needs fewer.
    #[test]
    fn takes_the_proof_of_another_slot_without_anything() {
        check(&[0x01, 0x00, 0x00, 0x6b, 0x02, 0x84, 0x00, 0x09, 0x2c]);
    }

    #[test]
    fn takes_the_genuine_ones_and_refuses_changes() {
        for first in 0..4u8 {
            check(&[first]);
            // A change of nothing.
            check(&[first, 1, 0, 0, 0]);
            for what in 0..=255 {
                check(&[first, what, 1, 7, 5]);
            }
            // There and back again.
            check(&[first, 1, 0, 9, 5, 1, 0, 9, 5]);
        }
        check(&[]);
    }
}
