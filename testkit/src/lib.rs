//! Fixtures that the tests of Assay share. Not published.
//!
//! | module | what it has |
//! |---|---|
//! | `evm_state` | a state of an EVM chain in real tries |
//! | `key_files` | the secret bytes inside a key file |
//! | `marked_fund` | a fund whose holdings are unmistakable, and the command lines that report on it |
//! | `memory` | the memory of this process, searched for secrets |
//! | `program` | the program under test, run |
//! | `rpc_server` | a JSON-RPC server that misbehaves when it is asked to |
//! | `sample_fund` | a fund whose documents of any day are made in a moment |
#![allow(clippy::unwrap_used)]

#[cfg(feature = "evm_state")]
pub mod evm_state;
#[cfg(feature = "key_files")]
pub mod key_files;
#[cfg(feature = "marked_fund")]
pub mod marked_fund;
#[cfg(all(feature = "memory", target_os = "linux"))]
pub mod memory;
#[cfg(feature = "program")]
pub mod program;
#[cfg(feature = "rpc_server")]
pub mod rpc_server;
#[cfg(feature = "sample_fund")]
pub mod sample_fund;
