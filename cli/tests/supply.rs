//! `assay supply` against servers on this computer, and `assay verify --block-hash`. Answers of an EVM are canned here but
//! for its tries; `ingest/supply/evm-tests` has a real one.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "supply/evidence.rs"]
mod evidence;
#[path = "supply/evm.rs"]
mod evm;
#[path = "supply/node.rs"]
mod node;
#[path = "support/rpc.rs"]
mod rpc;
#[path = "supply/solana.rs"]
mod solana;
#[path = "support/state.rs"]
mod state;
mod support;
#[path = "supply/transport.rs"]
mod transport;
