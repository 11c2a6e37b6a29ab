//! The Assay prover: ingest, commit, attest, prove, and the `assay` command line.

pub mod audit;
pub mod book;
pub mod cli;
pub mod countries;
pub mod custodians;
pub mod custody;
pub mod demo;
pub mod disclose;
pub mod error;
pub mod fedinvest;
pub mod files;
pub mod holdings;
pub mod inputs;
#[cfg(feature = "ledgers")]
pub mod ledger;
pub mod lines;
pub mod log;
pub mod prove;
pub mod signing;
pub mod supply;
pub mod terms;
pub mod valuation;
pub mod watch;
// The proof core.
pub mod commitment;
mod plonk;
pub mod proof;
mod public_columns;
mod recorder;
pub mod setup;
mod slack;
pub mod wipe;
