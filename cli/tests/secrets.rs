//! Secrets stay where they belong: not in what is printed or published, not in files that others may read, not in core
//! dumps. What is left in memory is for `secrets_memory.rs`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "secrets/audit.rs"]
mod audit;
#[path = "secrets/dumps.rs"]
mod dumps;
#[path = "secrets/forms.rs"]
mod forms;
#[path = "secrets/fund.rs"]
mod fund;
#[path = "secrets/keys.rs"]
mod keys;
#[path = "secrets/modes.rs"]
mod modes;
#[path = "secrets/outputs.rs"]
mod outputs;
