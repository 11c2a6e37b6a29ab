//! The contracts on an EVM in this process, for the tests beside this library.
#![allow(clippy::unwrap_used)]

#[cfg(feature = "evm")]
mod artefact;
#[cfg(feature = "evm")]
mod chain;

#[cfg(feature = "evm")]
pub use artefact::{artefact_file, deploying, generators, Artefact};
#[cfg(feature = "evm")]
pub use assay_evm::abi::{call_data, encode, selector, Value};
#[cfg(feature = "evm")]
pub use chain::{Chain, Outcome, SpecId, GAS_CAP, SENDER};
