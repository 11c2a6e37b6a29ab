//! Integers in JSON.

/// Largest integer that every JSON reader keeps exact, 2^53 - 1. Larger ones travel as strings.
pub const MAX_INTEGER: u64 = (1 << 53) - 1;
