//! What the functions return.

/// It verifies.
pub const ASSAY_VALID: i32 = 0;
/// It does not verify.
pub const ASSAY_INVALID: i32 = 1;
/// The caller's own registry, options or pointers are wrong: there is no verdict.
pub const ASSAY_USAGE: i32 = 2;
/// A fault of this library: there is no verdict.
pub const ASSAY_INTERNAL: i32 = 3;
