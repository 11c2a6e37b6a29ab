//! A state of an EVM chain in real tries: roots, proofs and headers, computed by `alloy-trie` and `alloy-rlp`.

use std::collections::BTreeMap;

use alloy_primitives::{keccak256, Address, Bytes, B256, KECCAK256_EMPTY, U256};
use alloy_rlp::{encode, Encodable, Header as ListHead};
use alloy_trie::proof::ProofRetainer;
use alloy_trie::{HashBuilder, Nibbles, EMPTY_ROOT_HASH};
use serde_json::{json, Value};

/// An account with its storage, which holds no zero.
#[derive(Clone, Debug)]
pub struct Account {
    /// Transactions that it sent.
    pub nonce: u64,
    /// In wei.
    pub balance: U256,
    /// Keccak-256 of its code.
    pub code_hash: B256,
    /// Words by slot.
    pub storage: BTreeMap<B256, U256>,
}

impl Account {
    /// One without code.
    pub fn person(balance: u64) -> Account {
        Account {
            nonce: 1,
            balance: U256::from(balance),
            code_hash: KECCAK256_EMPTY,
            storage: BTreeMap::new(),
        }
    }

    /// One with code, and these words.
    pub fn contract(words: impl IntoIterator<Item = (B256, U256)>) -> Account {
        Account {
            code_hash: keccak256(b"code"),
            storage: words
                .into_iter()
                .filter(|(_, value)| !value.is_zero())
                .collect(),
            ..Account::person(0)
        }
    }

    fn storage_trie(&self, target: Option<B256>) -> (B256, Vec<Bytes>) {
        let leaves = self.storage.iter();
        trie(
            leaves
                .map(|(slot, value)| (keccak256(slot), encode(value)))
                .collect(),
            target,
        )
    }

    fn rlp(&self) -> Vec<u8> {
        let fields = [
            encode(self.nonce),
            encode(self.balance),
            encode(self.storage_trie(None).0),
            encode(self.code_hash),
        ];
        list(&fields)
    }
}

/// All accounts.
#[derive(Clone, Debug, Default)]
pub struct State(pub BTreeMap<Address, Account>);

impl State {
    /// A contract among `others` people, with some words besides its own.
    pub fn with(token: Address, contract: Account, others: u64) -> State {
        let people = (1..=others).map(|i| {
            let name = keccak256(i.to_be_bytes());
            (Address::from_word(name), Account::person(i))
        });
        State(people.chain([(token, contract)]).collect())
    }

    fn trie(&self, target: Option<B256>) -> (B256, Vec<Bytes>) {
        let leaves = self.0.iter();
        trie(
            leaves
                .map(|(address, account)| (keccak256(address), account.rlp()))
                .collect(),
            target,
        )
    }

    /// The root of the trie of accounts.
    pub fn root(&self) -> B256 {
        self.trie(None).0
    }

    /// The nodes on the way to an account, or to where it would be.
    pub fn account_proof(&self, address: Address) -> Vec<Bytes> {
        self.trie(Some(keccak256(address))).1
    }

    /// The nodes on the way to a slot. Empty if the account stores nothing, or is not there.
    pub fn storage_proof(&self, address: Address, slot: B256) -> Vec<Bytes> {
        let account = self.0.get(&address);
        account.map_or(Vec::new(), |account| {
            account.storage_trie(Some(keccak256(slot))).1
        })
    }

    /// The word in a slot, 0 if there is none.
    pub fn word(&self, address: Address, slot: B256) -> U256 {
        let account = self.0.get(&address);
        account
            .and_then(|account| account.storage.get(&slot))
            .copied()
            .unwrap_or_default()
    }

    /// As a node answers `eth_getProof`.
    pub fn proof_json(&self, address: Address, slot: B256) -> Value {
        json!({
            "address": address.to_string(),
            "accountProof": self.account_proof(address).iter().map(Bytes::to_string).collect::<Vec<_>>(),
            "balance": "0x0", "nonce": "0x1",
            "codeHash": self.0.get(&address).map(|account| account.code_hash.to_string()),
            "storageHash": self.0.get(&address).map(|account| account.storage_trie(None).0.to_string()),
            "storageProof": [{
                "key": slot.to_string(),
                "value": format!("{:#x}", self.word(address, slot)),
                "proof": self.storage_proof(address, slot).iter().map(Bytes::to_string).collect::<Vec<_>>(),
            }],
        })
    }
}

/// Root and, for a target, the nodes on its way.
pub fn trie(leaves: BTreeMap<B256, Vec<u8>>, target: Option<B256>) -> (B256, Vec<Bytes>) {
    if leaves.is_empty() {
        return (EMPTY_ROOT_HASH, Vec::new());
    }
    let targets = target
        .iter()
        .map(|key| Nibbles::unpack_array(&key.0))
        .collect();
    let mut builder = HashBuilder::default().with_proof_retainer(ProofRetainer::new(targets));
    for (key, value) in &leaves {
        builder.add_leaf(Nibbles::unpack_array(&key.0), value);
    }
    let root = builder.root();
    let nodes = builder.take_proof_nodes().into_nodes_sorted();
    (root, nodes.into_iter().map(|(_, node)| node).collect())
}

/// The RLP of a list, from that of its items.
pub fn list(items: &[Vec<u8>]) -> Vec<u8> {
    let payload = items.concat();
    let mut out = Vec::new();
    let head = ListHead {
        list: true,
        payload_length: payload.len(),
    };
    head.encode(&mut out);
    out.extend(payload);
    out
}

/// A header of Ethereum after Prague.
#[derive(Clone, Debug)]
pub struct Header {
    /// Hash of the block before.
    pub parent: B256,
    /// Root of the trie of accounts.
    pub state_root: B256,
    /// Number of the block.
    pub number: u64,
    /// Unix seconds.
    pub time: u64,
}

impl Header {
    /// Its encoding.
    pub fn rlp(&self) -> Vec<u8> {
        let bytes = |bytes: &[u8]| {
            let mut out = Vec::new();
            bytes.encode(&mut out);
            out
        };
        list(&[
            encode(self.parent),
            encode(B256::repeat_byte(1)),
            encode(Address::repeat_byte(2)),
            encode(self.state_root),
            encode(B256::repeat_byte(3)),
            encode(B256::repeat_byte(4)),
            bytes(&[0; 256]),
            encode(0u8),
            encode(self.number),
            encode(36_000_000u64),
            encode(21_000u64),
            encode(self.time),
            bytes(b"test"),
            encode(B256::repeat_byte(5)),
            bytes(&[0; 8]),
            encode(7u64),
            encode(B256::repeat_byte(6)),
            encode(0u64),
            encode(131_072u64),
            encode(B256::repeat_byte(7)),
            encode(B256::repeat_byte(8)),
        ])
    }

    /// The hash of the block.
    pub fn hash(&self) -> B256 {
        keccak256(self.rlp())
    }

    /// As a node answers `eth_getBlockByNumber`.
    pub fn json(&self) -> Value {
        let word = |byte: u8| B256::repeat_byte(byte).to_string();
        json!({
            "hash": self.hash().to_string(), "parentHash": self.parent.to_string(), "sha3Uncles": word(1),
            "miner": Address::repeat_byte(2).to_string(), "stateRoot": self.state_root.to_string(),
            "transactionsRoot": word(3), "receiptsRoot": word(4), "logsBloom": format!("0x{}", "00".repeat(256)),
            "difficulty": "0x0", "number": format!("{:#x}", self.number), "gasLimit": "0x2255100",
            "gasUsed": "0x5208", "timestamp": format!("{:#x}", self.time), "extraData": "0x74657374",
            "mixHash": word(5), "nonce": "0x0000000000000000", "baseFeePerGas": "0x7", "withdrawalsRoot": word(6),
            "blobGasUsed": "0x0", "excessBlobGas": "0x20000", "parentBeaconBlockRoot": word(7), "requestsHash": word(8),
            "size": "0x400", "totalDifficulty": "0x0", "transactions": [word(9)], "uncles": [], "withdrawals": [],
        })
    }
}
