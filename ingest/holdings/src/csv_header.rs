//! The header of CSV files without a mapping.

/// The header line that every such file begins with.
pub const HEADER: &str = "account,instrument,quantity";
