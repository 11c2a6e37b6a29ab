//! Ledgers summed by the embedded engine: the totals of the built-in reader, and its refusals.
#![cfg(feature = "ledgers")]
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "ledgers/cli.rs"]
mod cli;
#[path = "ledgers/files.rs"]
mod files;
#[path = "ledgers/refusals.rs"]
mod refusals;
#[path = "ledgers/support.rs"]
mod support;
#[path = "ledgers/totals.rs"]
mod totals;
