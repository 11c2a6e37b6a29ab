//! Limits of a book.

/// Most decimals of a quantity.
pub const MAX_QUANTITY_DECIMALS: u8 = 18;

/// Most custodians of a book.
pub const MAX_CUSTODIANS: usize = 65_535;
