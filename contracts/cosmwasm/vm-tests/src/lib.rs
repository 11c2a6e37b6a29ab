//! The contract's compiled code in the virtual machine that chains run, for the tests beside this library.
#![allow(clippy::unwrap_used)]

#[cfg(feature = "vm")]
mod chain;

#[cfg(feature = "vm")]
pub use chain::{code, Chain, CAPABILITIES};
