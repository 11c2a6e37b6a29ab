//! Fixtures that the tests of Assay share. Not published. Every module is behind the feature of its name, so that the
//! tests of a crate wait for nothing but what they use.
//!
//! | module | what it has |
//! |---|---|
//! | `columns` | instance columns for the circuit, without custodians |
//! | `contract` | messages to the contract, made of the report vectors |
//! | `documents` | a small book, and one of every other document |
//! | `embedder` | every report vector as the three texts that an embedder is given |
//! | `evm_state` | a state of an EVM chain in real tries |
//! | `json` | books as JSON |
//! | `key_files` | the secret bytes inside a key file |
//! | `keys` | verifying keys computed from the circuit with halo2 |
//! | `marked_fund` | a fund whose holdings are unmistakable, and the command lines that report on it |
//! | `memory` | the memory of this process, searched for secrets |
//! | `patch` | JSON Patch, as the vectors use it |
//! | `program` | the program under test, run |
//! | `proofs` | random statements that hold, and proofs of them |
//! | `rpc_server` | a JSON-RPC server that misbehaves when it is asked to |
//! | `sample_fund` | a fund whose documents of any day are made in a moment |
//! | `signing` | the signing keys of the test vectors |
//! | `vectors` | the files of `test-vectors/` |
//!
//! Unit tests inside a crate cannot use what has the crate's own types: to them, those of this crate are others.
#![allow(clippy::unwrap_used)]

#[cfg(feature = "bls12_381_keys")]
pub mod bls12_381_keys;
#[cfg(feature = "columns")]
pub mod columns;
#[cfg(feature = "contract")]
pub mod contract;
#[cfg(feature = "documents")]
pub mod documents;
#[cfg(feature = "embedder")]
pub mod embedder;
#[cfg(feature = "evm_state")]
pub mod evm_state;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "key_files")]
pub mod key_files;
#[cfg(feature = "keys")]
pub mod keys;
#[cfg(feature = "marked_fund")]
pub mod marked_fund;
#[cfg(all(feature = "memory", target_os = "linux"))]
pub mod memory;
#[cfg(feature = "patch")]
pub mod patch;
#[cfg(feature = "program")]
pub mod program;
#[cfg(feature = "proofs")]
pub mod proofs;
#[cfg(feature = "rpc_server")]
pub mod rpc_server;
#[cfg(feature = "sample_fund")]
pub mod sample_fund;
#[cfg(feature = "signing")]
pub mod signing;
#[cfg(feature = "vectors")]
pub mod vectors;
