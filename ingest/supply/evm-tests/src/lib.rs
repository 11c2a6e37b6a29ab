//! An Ethereum chain in this process for tests: transactions are executed by `revm`, and the state they leave is put into
//! real tries. Nothing that its JSON-RPC answers is canned.

pub mod assembler;
#[cfg(feature = "evm")]
pub mod chain;
