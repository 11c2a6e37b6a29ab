//! The contracts on an EVM in this process, for the tests beside this library.
#![allow(clippy::unwrap_used)]

#[cfg(feature = "evm")]
mod abi;
#[cfg(feature = "evm")]
mod artefact;
#[cfg(feature = "evm")]
mod chain;

#[cfg(feature = "evm")]
pub use abi::{call_data, encode, selector, Value};
#[cfg(feature = "evm")]
pub use artefact::{deploying, generators, Artefact};
#[cfg(feature = "evm")]
pub use chain::{Chain, Outcome, SpecId, GAS_CAP, SENDER};
