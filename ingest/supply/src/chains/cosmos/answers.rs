//! What CometBFT's JSON-RPC answers, as far as it is read.

use serde::Deserialize;
use serde_json::{Map, Value};

/// The answer to `status`.
#[derive(Deserialize)]
pub struct Status {
    pub node_info: NodeInfo,
    pub sync_info: SyncInfo,
}

/// What the node is of.
#[derive(Deserialize)]
pub struct NodeInfo {
    /// The chain's name.
    pub network: String,
}

/// How far it is.
#[derive(Deserialize)]
pub struct SyncInfo {
    pub latest_block_height: String,
}

/// The answer to `commit`.
#[derive(Deserialize)]
pub struct Commit {
    pub signed_header: SignedHeader,
}

/// A header, and what was signed.
#[derive(Deserialize)]
pub struct SignedHeader {
    pub header: Map<String, Value>,
    pub commit: BlockCommit,
}

/// What was signed.
#[derive(Deserialize)]
pub struct BlockCommit {
    pub block_id: BlockId,
}

/// A block.
#[derive(Deserialize)]
pub struct BlockId {
    pub hash: String,
}

/// The answer to `abci_query`.
#[derive(Deserialize)]
pub struct Queried {
    pub response: Stored,
}

/// What a store has under a key.
#[derive(Deserialize)]
pub struct Stored {
    #[serde(default)]
    pub code: i64,
    #[serde(default)]
    pub log: String,
    /// Base64; nothing if the store does not have the key.
    pub value: Option<String>,
    pub height: String,
    #[serde(rename = "proofOps")]
    pub proof: Option<Proof>,
}

/// Proofs of the value in its store, and of the store in the state.
#[derive(Deserialize)]
pub struct Proof {
    pub ops: Vec<ProofStep>,
}

/// One of them.
#[derive(Deserialize)]
pub struct ProofStep {
    /// Base64.
    pub data: String,
}
