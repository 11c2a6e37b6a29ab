//! Chains of reports: `assay log verify` and `assay watch`.
#![allow(clippy::unwrap_used, missing_docs)]

#[cfg(unix)]
mod killed;
mod log_verify;
mod previous;
mod support;
mod watch;
mod watch_dir;
mod watch_refused;
