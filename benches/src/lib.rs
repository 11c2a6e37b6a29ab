//! What the benchmarks share: statements that hold, and large holdings files.

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

/// Random statements of any shape; the prover's own tests use the same.
#[allow(clippy::unwrap_used)]
#[path = "../../prover/tests/common/mod.rs"]
pub mod statements;
