//! Fixtures that the tests of Assay share. Not published. Every module is behind the feature of its name, so that the
//! tests of a crate wait for nothing but what they use.
//!
//! | module | what it has |
//! |---|---|
//! | `columns` | instance columns for the circuit, without custodians |
//! | `contract` | messages to the contract, made of the report vectors |
//! | `documents` | a small book, and one of every other document |
//! | `embedder` | every report vector as the three texts that an embedder is given |
//! | `json` | books as JSON |
//! | `keys` | verifying keys computed from the circuit with halo2 |
//! | `memory` | the memory of this process, searched for secrets |
//! | `patch` | JSON Patch, as the vectors use it |
//! | `proofs` | random statements that hold, and proofs of them |
//! | `signing` | the signing keys of the test vectors |
//! | `vectors` | the files of `test-vectors/` |
//!
//! Unit tests inside a crate cannot use what has the crate's own types: to them, those of this crate are others.
#![allow(clippy::unwrap_used)]

#[cfg(feature = "columns")]
pub mod columns;
#[cfg(feature = "contract")]
pub mod contract;
#[cfg(feature = "documents")]
pub mod documents;
#[cfg(feature = "embedder")]
pub mod embedder;
#[cfg(feature = "json")]
pub mod json;
#[cfg(feature = "keys")]
pub mod keys;
#[cfg(all(feature = "memory", target_os = "linux"))]
pub mod memory;
#[cfg(feature = "patch")]
pub mod patch;
#[cfg(feature = "proofs")]
pub mod proofs;
#[cfg(feature = "signing")]
pub mod signing;
#[cfg(feature = "vectors")]
pub mod vectors;
