//! Units of the rules' numbers.

/// Basis points in one.
pub const BPS: u64 = 10_000;

/// Millionths in one: shares have at most six decimals.
pub const PPM: u64 = 1_000_000;
