//! Chains of reports: `assay log verify` and `assay watch`.
#![allow(clippy::unwrap_used, missing_docs)]

mod days;
mod deadline;
#[cfg(unix)]
mod full_disk;
#[cfg(unix)]
mod killed;
mod last_report;
mod log_verify;
mod no_threads;
mod previous;
mod service;
#[cfg(unix)]
mod special_files;
mod support;
mod watch;
mod watch_dir;
mod watch_refused;
