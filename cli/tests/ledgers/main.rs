//! Ledgers summed by the embedded engine: the totals of the built-in reader, and its refusals.
#![cfg(feature = "ledgers")]
#![allow(clippy::unwrap_used, missing_docs)]

mod cli;
mod files;
mod refusals;
mod support;
mod totals;
