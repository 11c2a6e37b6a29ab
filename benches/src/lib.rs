//! What the benchmarks share: large holdings files, keys of any shape, files of cases and of figures.

pub mod case_file;
pub mod cost;
pub mod documents;
pub mod facts;
pub mod holdings;
pub mod parameters;
#[cfg(feature = "peers")]
pub mod peers;
pub mod speed;
pub mod tables;
