//! What the benchmarks share: large holdings files, keys of any shape, files of cases and of figures.

pub mod case_file;
pub mod documents;
pub mod facts;
pub mod holdings;
pub mod key_file;
pub mod parameters;
#[cfg(feature = "peers")]
pub mod peers;
pub mod proof_file;
pub mod tables;
