//! Chains of reports: `assay log verify` and `assay watch`.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "chains/fund.rs"]
mod fund;
#[cfg(unix)]
#[path = "chains/killed.rs"]
mod killed;
#[path = "chains/log_verify.rs"]
mod log_verify;
#[path = "chains/place.rs"]
mod place;
mod support;
#[path = "chains/watch.rs"]
mod watch;
#[path = "chains/watch_refused.rs"]
mod watch_refused;
