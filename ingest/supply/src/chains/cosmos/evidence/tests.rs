use super::*;
use crate::evidence::{check_evidence, confirm_evidence};
use assay_statement::{parse_document, Integer, Supply, SupplyEntry, Word};
use ics23::{commitment_proof, ExistenceProof, HashOp, InnerOp, LeafOp, LengthOp};
use serde_json::{json, Map, Value};

pub const DENOM: &str = "uusdc";
pub const RAW: u64 = 877_981_987_339_367;
pub const HEIGHT: u64 = 26_083;
const CHAIN: &str = "cosmos:noble-1";
const TIME: &str = "2026-11-20T21:59:57.12519517Z";

type Hash = [u8; 32];
type Change = fn(&mut StorageEvidence);

fn sha256(parts: &[&[u8]]) -> Hash {
    Sha256::digest(parts.concat()).into()
}

/// A leaf of either tree, after its prefix: key and the value's hash, each with its length.
fn leaf(key: &[u8], value: &[u8]) -> Vec<u8> {
    let length = u8::try_from(key.len()).unwrap();
    [&[length], key, &[32], &sha256(&[value])].concat()
}

fn leaf_op(prefix: &[u8]) -> LeafOp {
    LeafOp {
        hash: HashOp::Sha256.into(),
        prehash_key: HashOp::NoHash.into(),
        prehash_value: HashOp::Sha256.into(),
        length: LengthOp::VarProto.into(),
        prefix: prefix.to_vec(),
    }
}

fn inner_op(prefix: &[u8], suffix: &[u8]) -> InnerOp {
    InnerOp {
        hash: HashOp::Sha256.into(),
        prefix: prefix.to_vec(),
        suffix: suffix.to_vec(),
    }
}

/// A store or a state: how its leaves and inner nodes begin, and what stands before a child.
#[derive(Clone, Copy)]
enum Tree {
    /// IAVL: height, size and version, doubled as signed integers are, and the length of each child.
    Store,
    /// RFC 6962.
    State,
}

impl Tree {
    fn leaf_prefix(self) -> Vec<u8> {
        match self {
            Tree::Store => vec![0, 2, 14],
            Tree::State => vec![0],
        }
    }

    fn inner_prefix(self, height: u8, size: usize) -> Vec<u8> {
        match self {
            Tree::Store => vec![2 * height, u8::try_from(2 * size).unwrap(), 14],
            Tree::State => vec![1],
        }
    }

    fn before_child(self) -> &'static [u8] {
        match self {
            Tree::Store => &[32],
            Tree::State => &[],
        }
    }

    /// Root and height of the tree over these leaves, and the path to the one with the key.
    fn build(self, leaves: &[(Vec<u8>, Vec<u8>)], key: &[u8]) -> (Hash, u8, Vec<InnerOp>) {
        let [(only, value)] = leaves else {
            let half = leaves.len().div_ceil(2).next_power_of_two();
            let (left, right) = leaves.split_at(half);
            let in_left = left.iter().any(|(name, _)| name == key);
            let (a, height, mut path) = self.build(left, key);
            let (b, other, right_path) = self.build(right, key);
            let height = height.max(other) + 1;
            let prefix = self.inner_prefix(height, leaves.len());
            let between = self.before_child();
            if in_left {
                let suffix = [between, &b].concat();
                path.push(inner_op(&[&prefix, between].concat(), &suffix));
            } else {
                path = right_path;
                path.push(inner_op(&[&prefix, between, &a, between].concat(), &[]));
            }
            return (sha256(&[&prefix, between, &a, between, &b]), height, path);
        };
        (
            sha256(&[&self.leaf_prefix(), &leaf(only, value)]),
            0,
            Vec::new(),
        )
    }

    /// The root, and the proof of what is under the key.
    fn prove(self, leaves: &[(Vec<u8>, Vec<u8>)], key: &[u8]) -> (Hash, Vec<u8>) {
        let (root, _, path) = self.build(leaves, key);
        let value = leaves
            .iter()
            .find(|(name, _)| name == key)
            .unwrap()
            .1
            .clone();
        let exist = ExistenceProof {
            key: key.to_vec(),
            value,
            leaf: Some(leaf_op(&self.leaf_prefix())),
            path,
        };
        let proof = CommitmentProof {
            proof: Some(commitment_proof::Proof::Exist(exist)),
        };
        (root, proof.encode_to_vec())
    }
}

/// A block, and proofs of what the bank module counts.
pub struct Made {
    pub header: Map<String, Value>,
    pub hash: String,
    pub value_proof: Vec<u8>,
    pub store_proof: Vec<u8>,
}

fn key(denom: &str) -> Vec<u8> {
    [&[SUPPLY], denom.as_bytes()].concat()
}

/// A made-up chain on which so much of the denomination is counted.
pub fn made(supply: &str, store: &str, denom: &str) -> Made {
    let names = ["aaaa", "bbbb", "cccc", "ustake", "uzzz", denom];
    let leaf = |name: &&str| {
        let amount = if *name == denom { supply } else { "5" };
        (key(name), amount.as_bytes().to_vec())
    };
    let mut bank: Vec<_> = names.iter().map(leaf).collect();
    bank.sort();
    let (root, value_proof) = Tree::Store.prove(&bank, &key(denom));
    let stores: Vec<_> = ["acc", store, "gov", "ibc", "staking"]
        .iter()
        .map(|name| {
            let root = if *name == store { root } else { [7; 32] };
            (name.as_bytes().to_vec(), root.to_vec())
        })
        .collect();
    let (app_hash, store_proof) = Tree::State.prove(&stores, store.as_bytes());
    let some = "2512729BF836B206CB443BF3329A4130984B2D60E6198064A59EF1396AE6C1FD";
    let header = json!({
        "version": { "block": "11" }, "chain_id": "noble-1", "height": HEIGHT.to_string(), "time": TIME,
        "last_block_id": { "hash": some, "parts": { "total": 1, "hash": some } },
        "last_commit_hash": some, "data_hash": some, "validators_hash": some, "next_validators_hash": some,
        "consensus_hash": some, "app_hash": hex::encode_upper(app_hash), "last_results_hash": some,
        "evidence_hash": some, "proposer_address": &some[..40],
    });
    let header = header.as_object().unwrap().clone();
    let bytes = header::encode(&header).unwrap();
    let hash = hex::encode_upper(header::decode(&bytes).unwrap().hash);
    Made {
        header,
        hash,
        value_proof,
        store_proof,
    }
}

fn evidence(made: &Made) -> (ChainSupply, StorageEvidence) {
    let entry = ChainSupply {
        chain: CHAIN.parse().unwrap(),
        token: DENOM.parse().unwrap(),
        block: HEIGHT,
        block_hash: made.hash.parse().unwrap(),
        raw: Integer(RAW.into()),
        decimals: 6,
        evidence: None,
    };
    let evidence = StorageEvidence {
        slot: Word([0; 32]),
        header: HexBytes(header::encode(&made.header).unwrap()),
        account_proof: vec![HexBytes(made.store_proof.clone())],
        storage_proof: vec![HexBytes(made.value_proof.clone())],
    };
    (entry, evidence)
}

fn usual() -> (ChainSupply, StorageEvidence) {
    evidence(&made(&RAW.to_string(), STORE, DENOM))
}

/// What is wrong after a change.
fn wrong(change: impl FnOnce(&mut ChainSupply, &mut StorageEvidence)) -> EvidenceError {
    let (mut entry, mut evidence) = usual();
    change(&mut entry, &mut evidence);
    check_evidence(&entry, &evidence).unwrap_err()
}

#[test]
fn the_supply_is_in_the_state() {
    let (entry, evidence) = usual();
    let block = check_evidence(&entry, &evidence).unwrap();
    assert_eq!(hex::encode_upper(block.hash), entry.block_hash.as_str());
    assert_eq!(block.time.to_string(), "2026-11-20T21:59:57Z");
}

#[test]
fn a_verifier_knows_the_block_by_its_hash() {
    let (mut entry, evidence) = usual();
    entry.evidence = Some(evidence);
    let hash = entry.block_hash.to_string();
    let supply = json!({
        "assay": "v1", "kind": "supply", "subject": "fund:x", "as_of": "2026-11-20T22:00:00Z", "currency": "USD",
        "value_per_token": "1", "entries": [SupplyEntry::Chain(entry)],
    });
    let supply: Supply = parse_document(supply.to_string().as_bytes()).unwrap();
    let confirm = |hash: &str| {
        let known = format!("{CHAIN}=0x{hash}").parse().unwrap();
        confirm_evidence(&supply, &[known], 3_600)
    };
    for hash in [&hash, &hash.to_lowercase()] {
        let evident = confirm(hash).unwrap();
        assert!(evident.len() == 1 && evident[0].known_block);
    }
    let error = confirm(&"0".repeat(64)).unwrap_err();
    let chain = CHAIN.parse().unwrap();
    assert_eq!(
        error,
        (Some(0), EvidenceError::OtherBlock { chain, found: hash })
    );
}

#[test]
fn what_the_entry_says_has_to_be_proved() {
    let found = RAW.to_string();
    let error = wrong(|entry, _| entry.raw = Integer((RAW + 1).into()));
    let expected = BigUint::from(RAW + 1);
    assert_eq!(error, EvidenceError::StoredSupply { expected, found });
    assert_eq!(
        wrong(|entry, _| entry.raw = Integer(BigUint::ZERO)),
        EvidenceError::NoZero
    );
    assert_eq!(
        wrong(|entry, _| entry.token = "ustake".parse().unwrap()),
        EvidenceError::SupplyProof
    );
    let error = wrong(|entry, _| entry.block += 1);
    let (expected, found) = (HEIGHT + 1, HEIGHT.into());
    assert_eq!(error, EvidenceError::BlockNumber { expected, found });
    let expected: assay_statement::ChainId = "cosmos:noble-2".parse().unwrap();
    let error = wrong(|entry, _| entry.chain = expected.clone());
    assert_eq!(error, EvidenceError::HeaderChain { expected });
    let error = wrong(|entry, _| entry.block_hash = "0".repeat(64).parse().unwrap());
    assert!(matches!(error, EvidenceError::HeaderHash { expected, .. } if expected == B256::ZERO));
    let found = entry_hash().to_lowercase();
    let error = wrong(|entry, _| entry.block_hash = found.parse().unwrap());
    assert_eq!(error, EvidenceError::CometHash { found });
    let found = Word([1; 32]);
    let error = wrong(|_, evidence| evidence.slot = found);
    assert_eq!(error, EvidenceError::Prefix { found });
}

fn entry_hash() -> String {
    usual().0.block_hash.to_string()
}

#[test]
fn the_header_and_both_proofs_are_needed_as_they_are() {
    let error = wrong(|_, evidence| evidence.header = HexBytes(vec![0x0b]));
    assert_eq!(error, EvidenceError::CometHeader);
    let drops: [(Change, EvidenceError); 6] = [
        (
            |evidence| evidence.account_proof.clear(),
            EvidenceError::StoreProof,
        ),
        (
            |evidence| evidence.storage_proof.clear(),
            EvidenceError::SupplyProof,
        ),
        (
            |evidence| evidence.account_proof = evidence.storage_proof.clone(),
            EvidenceError::StoreProof,
        ),
        (
            |evidence| evidence.storage_proof = evidence.account_proof.clone(),
            EvidenceError::SupplyProof,
        ),
        (
            |evidence| evidence.account_proof.push(HexBytes(vec![])),
            EvidenceError::StoreProof,
        ),
        (
            |evidence| evidence.storage_proof[0] = HexBytes(vec![]),
            EvidenceError::SupplyProof,
        ),
    ];
    for (change, expected) in drops {
        assert_eq!(wrong(|_, evidence| change(evidence)), expected);
    }
    // Every bit of both proofs counts, and every bit of the header.
    let (entry, evidence) = usual();
    for part in 0..3 {
        let mut other = evidence.clone();
        for at in 0..part_of(&mut other, part).len() {
            for mask in [1, 2, 0x40, 0x80, 0xff] {
                part_of(&mut other, part)[at] ^= mask;
                assert!(
                    check_evidence(&entry, &other).is_err(),
                    "part {part}, byte {at}"
                );
                part_of(&mut other, part)[at] ^= mask;
            }
        }
        assert_eq!(other, evidence);
    }
}

/// The header, the first proof or the second one.
fn part_of(evidence: &mut StorageEvidence, part: u8) -> &mut Vec<u8> {
    match part {
        0 => &mut evidence.header.0,
        1 => &mut evidence.account_proof[0].0,
        _ => &mut evidence.storage_proof[0].0,
    }
}

/// A field that nobody reads makes other bytes of a proof that says the same.
#[test]
fn a_proof_has_one_form() {
    for (part, expected) in [
        (0, EvidenceError::CometHeader),
        (1, EvidenceError::StoreProof),
        (2, EvidenceError::SupplyProof),
    ] {
        let error = wrong(|_, evidence| part_of(evidence, part).extend([0x7a, 1, 5]));
        assert_eq!(error, expected);
    }
    let (_, evidence) = usual();
    let mut longer = evidence.storage_proof[0].0.clone();
    longer.extend([0x7a, 1, 5]);
    assert_eq!(plain(&longer), Some(evidence.storage_proof[0].0.clone()));
    assert_eq!(plain(&[0x0b]), None);
}

/// The same numbers in a store that is not the bank module's, or under another denomination.
#[test]
fn another_place_is_no_supply() {
    let (entry, elsewhere) = evidence(&made(&RAW.to_string(), "capability", DENOM));
    assert_eq!(
        check_evidence(&entry, &elsewhere),
        Err(EvidenceError::StoreProof)
    );
    let (entry, other) = evidence(&made(&RAW.to_string(), STORE, "uusdd"));
    assert_eq!(
        check_evidence(&entry, &other),
        Err(EvidenceError::SupplyProof)
    );
}

/// The file that others have the evidence from.
#[test]
fn the_sample_is_the_usual_evidence() {
    let (mut entry, evidence) = usual();
    entry.evidence = Some(evidence);
    let supply = json!({
        "assay": "v1", "kind": "supply", "subject": "fund:sample", "as_of": "2026-11-20T22:00:00Z", "currency": "USD",
        "value_per_token": "1", "entries": [SupplyEntry::Chain(entry)],
    });
    let supply: Supply = parse_document(supply.to_string().as_bytes()).unwrap();
    let text = assay_statement::pretty(&supply).unwrap();
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../testkit/inputs/cosmos-supply.json"
    );
    if std::env::var_os("ASSAY_REGENERATE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), text);
}
