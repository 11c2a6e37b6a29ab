//! What the benchmarks share: statements that hold, and large holdings files.

pub mod holdings;

/// Random statements of any shape; the prover's own tests use the same.
#[allow(clippy::unwrap_used)]
#[path = "../../prover/tests/common/mod.rs"]
pub mod statements;
