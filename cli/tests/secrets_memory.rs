//! What is left in the memory of the process once secrets were dropped: nothing, of all that is searched for.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "secrets/fund.rs"]
mod fund;
#[path = "secrets/keys.rs"]
mod keys;

#[path = "secrets_memory/audit.rs"]
mod audit;
#[path = "secrets_memory/commands.rs"]
mod commands;
#[path = "secrets_memory/control.rs"]
mod control;
#[path = "secrets_memory/draws.rs"]
mod draws;
#[path = "secrets_memory/prove.rs"]
mod prove;
#[path = "secrets_memory/signing.rs"]
mod signing;
#[path = "secrets_memory/witness.rs"]
mod witness;
