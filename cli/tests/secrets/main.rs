//! Secrets stay where they belong: not in what is printed or published, not in files that others may read, not in core
//! dumps. What is left in memory is for `secrets_memory`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, missing_docs)]

mod audit;
mod dumps;
mod forms;
mod modes;
mod outputs;
mod pairs;
