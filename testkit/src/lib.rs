//! Fixtures that the tests of Assay share. Not published.
//!
//! | module | what it has |
//! |---|---|
//! | [`memory`] | the memory of this process, searched for secrets |
#![allow(clippy::unwrap_used)]

#[cfg(target_os = "linux")]
pub mod memory;
