//! States that nobody agreed on: no chain vouches for what is in them.

use assay_testkit::evm_state;

use super::*;

/// A chain of one's own: everything hangs together but what is in it.
fn made_up(
    account: Vec<u8>,
    words: Vec<HexBytes>,
    header: impl FnOnce(B256) -> Vec<u8>,
) -> EvidenceError {
    let (root, nodes) = evm_state::trie(
        [(keccak256(token()), account)].into(),
        Some(keccak256(token())),
    );
    let header = header(root);
    let mut entry = entry(&contract(5, 0), 5);
    entry.block_hash = keccak256(&header).to_string().parse().unwrap();
    let evidence = StorageEvidence {
        slot: Word(slot(2).0),
        header: HexBytes(header),
        account_proof: bytes(nodes),
        storage_proof: words,
    };
    check_evidence(&entry, &evidence).unwrap_err()
}

fn plain_header(state_root: B256) -> Vec<u8> {
    Header {
        state_root,
        ..header(&State::default())
    }
    .rlp()
}

fn account(storage_root: B256) -> Vec<u8> {
    let fields = [
        alloy_rlp::encode(1u8),
        alloy_rlp::encode(0u8),
        alloy_rlp::encode(storage_root),
        alloy_rlp::encode(slot(1)),
    ];
    evm_state::list(&fields)
}

#[test]
fn made_up_headers_accounts_and_words_are_refused() {
    let mut timeless = vec![alloy_rlp::encode(B256::repeat_byte(1)); 11];
    timeless[8] = alloy_rlp::encode(BLOCK);
    for header in [
        vec![],
        vec![0xc0],
        vec![0x80],
        evm_state::list(&[alloy_rlp::encode(1u8)]),
        // No time; and one after the year 9999.
        evm_state::list(&timeless),
        Header {
            time: 1 << 63,
            ..header(&State::default())
        }
        .rlp(),
    ] {
        assert_eq!(
            made_up(account(slot(0)), vec![], |_| header),
            EvidenceError::Header
        );
    }
    let trailing = |root| [plain_header(root), vec![0]].concat();
    assert_eq!(
        made_up(account(slot(0)), vec![], trailing),
        EvidenceError::Header
    );
    for bad in [
        vec![0xc0],
        b"account".to_vec(),
        [account(slot(0)), vec![0]].concat(),
    ] {
        assert_eq!(made_up(bad, vec![], plain_header), EvidenceError::Account);
    }
    // Values that are no word: empty, longer than 32 bytes, with a leading zero, a list, a string and something after it.
    let key = keccak256(slot(2));
    for value in [
        vec![0x80],
        alloy_rlp::encode([1u8; 33].as_slice()),
        vec![0x82, 0, 1],
        vec![0xc0],
        vec![5, 5],
    ] {
        let (root, nodes) = evm_state::trie([(key, value)].into(), Some(key));
        let error = made_up(account(root), bytes(nodes), plain_header);
        assert_eq!(error, EvidenceError::StoredValue);
    }
}

#[test]
fn made_up_nodes_are_refused_and_harmless() {
    let key = keccak256(slot(2));
    // Nodes that are none, or whose path is longer than a key: those that `verify_proof` would panic at.
    let hash_of = |node: &[u8]| keccak256(node);
    let long = evm_state::list(&[
        alloy_rlp::encode([[0x20].as_slice(), &[7; 32]].concat().as_slice()),
        vec![5],
    ]);
    let extension = |path: &[u8]| {
        evm_state::list(&[
            alloy_rlp::encode([&[0x00], path].concat().as_slice()),
            alloy_rlp::encode(hash_of(&long)),
        ])
    };
    let whole = extension(&key.0);
    for (nodes, expected) in [
        (vec![vec![0x20; 40]], TrieError::Malformed { node: 0 }),
        (vec![extension(&[])], TrieError::Malformed { node: 0 }),
        (
            vec![[whole.clone(), vec![0]].concat()],
            TrieError::Malformed { node: 0 },
        ),
        (vec![whole.clone()], TrieError::TooShort { found: 1 }),
    ] {
        let root = hash_of(&nodes[0]);
        let nodes = nodes.into_iter().map(HexBytes).collect();
        assert_eq!(
            made_up(account(root), nodes, plain_header),
            EvidenceError::StorageProof(expected)
        );
    }
    // An extension over the whole key, and a leaf below it: the value is elsewhere.
    let nodes = vec![HexBytes(whole.clone()), HexBytes(long)];
    let error = made_up(account(hash_of(&whole)), nodes, plain_header);
    assert!(matches!(error, EvidenceError::Value { found, .. } if found == BigUint::ZERO));
}
