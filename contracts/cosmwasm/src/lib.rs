//! An Assay verifier on a chain with CosmWasm: whoever likes submits a report, the contract verifies it against the registry,
//! the policy and the clock it was set up with, and other contracts ask it whether a mint is covered.
//!
//! The README of this directory has the messages, the codes, gas, and a checklist for whoever deploys it. The program that a proof is
//! about is never taken from a submitter: `submit` compiles it from the report's book, policy and supply.

mod admin;
mod chain;
pub mod document;
pub mod entry;
pub mod error;
mod instantiate;
pub mod json;
pub mod message;
mod migrate;
mod query;
pub mod response;
mod settings;
pub mod signature;
mod state;
mod submit;

pub use error::ContractError;
pub use settings::MAX_REGISTRY_BYTES;
pub use submit::MAX_REPORT_BYTES;
