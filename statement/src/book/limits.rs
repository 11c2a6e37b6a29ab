//! Limits of a book.

/// Most decimals of a quantity.
pub const MAX_QUANTITY_DECIMALS: u8 = 18;

/// Most custodians of a book.
pub const MAX_CUSTODIANS: usize = 65_535;

/// Most entries of each list and map of a book that are read: as many as the largest shape has rows of trace.
pub(crate) const MAX_LISTED: usize = 1 << 14;
