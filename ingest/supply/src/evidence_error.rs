//! Why a supply is not proved by its evidence.

use alloy_primitives::B256;
use assay_statement::{ChainId, Timestamp, Word};
use num_bigint::BigUint;
use thiserror::Error;

/// Why the nodes of a proof are not the path of its key in a Merkle Patricia trie. Nodes count from 0.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TrieError {
    /// A node is not the one that its parent, or the root, refers to.
    #[error("node {node} is not the one that is referred to")]
    Reference {
        /// The node.
        node: usize,
    },
    /// A node is no branch, extension or leaf, or is longer than its key.
    #[error("node {node} is no node of a trie")]
    Malformed {
        /// The node.
        node: usize,
    },
    /// The path goes on after the last node.
    #[error("expected more than {found} nodes")]
    TooShort {
        /// Nodes found.
        found: usize,
    },
    /// The path ends before the last node.
    #[error("expected {expected} nodes, found {found}")]
    TooLong {
        /// Nodes on the path.
        expected: usize,
        /// Nodes found.
        found: usize,
    },
}

/// Why a supply is not proved by its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EvidenceError {
    /// Chains of this family have no evidence.
    #[error("expected evidence on chains {expected} only, found it on {chain}")]
    NoEvidence {
        /// The chain.
        chain: ChainId,
        /// Chains that have evidence, such as `eip155:...`.
        expected: String,
    },
    /// The token is no address in lower case.
    #[error("expected the token as 0x and 40 lower-case hex digits, found {found}")]
    Token {
        /// What was found.
        found: String,
    },
    /// The block hash is none of an EVM chain.
    #[error("expected the block hash as 0x and 64 lower-case hex digits, found {found}")]
    BlockHash {
        /// What was found.
        found: String,
    },
    /// The block hash is none of a Cosmos chain.
    #[error("expected the block hash as 64 upper-case hex digits, found {found}")]
    CometHash {
        /// What was found.
        found: String,
    },
    /// The slot is not the byte before the denomination in the keys of supplies.
    #[error("expected slot 0, under which the bank module keeps supplies, found {found}")]
    Prefix {
        /// What was found.
        found: Word,
    },
    /// The header has not the fields of one, or its time is after the year 9999.
    #[error("the header is none of a Cosmos block")]
    CometHeader,
    /// The header is one of another chain.
    #[error("expected a header of {expected}, found one of another chain")]
    HeaderChain {
        /// The chain.
        expected: ChainId,
    },
    /// A supply of zero, which no store holds.
    #[error("expected a supply above zero: the bank module does not store a zero, and it cannot be proved; leave --storage-slot out")]
    NoZero,
    /// The proof does not lead from the app hash to the bank module's store.
    #[error(
        "account proof: it is not one that leads from the app hash to the store of the bank module"
    )]
    StoreProof,
    /// The proof does not lead from the store to the supply.
    #[error("storage proof: it is not one that leads from the store of the bank module to the supply of the denomination")]
    SupplyProof,
    /// The bank module counts another supply.
    #[error("expected {expected}, found {found} in the store of the bank module")]
    StoredSupply {
        /// The supply that is claimed.
        expected: BigUint,
        /// What is stored, if it is a number.
        found: String,
    },
    /// The header is not that of the block.
    #[error("expected a header whose hash is {expected}, found one of {found}")]
    HeaderHash {
        /// The hash the supply names.
        expected: B256,
        /// The header's.
        found: B256,
    },
    /// The header is no list of RLP strings with a state root, a number and a time up to the year 9999.
    #[error("the header is none of an EVM block")]
    Header,
    /// The supply names another height.
    #[error("expected the header of block {expected}, found that of block {found}")]
    BlockNumber {
        /// The height the supply names.
        expected: u64,
        /// The header's.
        found: BigUint,
    },
    /// The account proof does not lead from the state root to the account, or to its absence.
    #[error("account proof: {0}")]
    AccountProof(TrieError),
    /// There is no such account in the block.
    #[error("there is no account {token} in block {block}")]
    NoAccount {
        /// The token.
        token: String,
        /// The block.
        block: u64,
    },
    /// What the state holds is no account.
    #[error("the account is not of the form nonce, balance, storage root, code hash")]
    Account,
    /// The account has no code.
    #[error("{token} is no contract in block {block}")]
    NoContract {
        /// The token.
        token: String,
        /// The block.
        block: u64,
    },
    /// The storage proof does not lead from the storage root to the word, or to its absence.
    #[error("storage proof: {0}")]
    StorageProof(TrieError),
    /// What the storage holds is no word.
    #[error("the stored value is no integer of at most 32 bytes without leading zeros")]
    StoredValue,
    /// The word is not the supply.
    #[error(
        "expected {expected} in storage slot {slot}, found {found}; the slot must hold the total supply and nothing else: see the contract's storage layout"
    )]
    Value {
        /// Which word.
        slot: Word,
        /// The supply that is claimed.
        expected: BigUint,
        /// What is stored.
        found: BigUint,
    },
    /// The block is of another time than the supply.
    #[error("expected a block within {within} s of {as_of}, found one of {found}; read the supply at a nearer block, or allow more with --block-within")]
    BlockTime {
        /// When the supply is true.
        as_of: Timestamp,
        /// Most seconds between the two, before or after.
        within: u64,
        /// The block's time.
        found: Timestamp,
    },
    /// The verifier knows another block.
    #[error("expected the supply on {chain} at a block you named, found it at {found}; if you know that block too, name it with --block-hash")]
    OtherBlock {
        /// The chain.
        chain: ChainId,
        /// The block hash the supply names.
        found: String,
    },
    /// The verifier knows the block, and there is no evidence about it.
    #[error("expected evidence for {token} on {chain}, found none; it can be made with --storage-slot only")]
    Missing {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: String,
    },
    /// The verifier names a block that the supply has nothing to do with.
    #[error("expected a supply on {chain} at block {hash}, found none; leave this --block-hash out, or ask the issuer for the chain")]
    Unused {
        /// The chain.
        chain: ChainId,
        /// The block the verifier named.
        hash: B256,
    },
}

impl EvidenceError {
    /// A short stable name, for programs: lower case, words joined by hyphens.
    pub fn code(&self) -> &'static str {
        match self {
            EvidenceError::BlockTime { .. } => "block-time",
            _ => "supply-evidence",
        }
    }
}
