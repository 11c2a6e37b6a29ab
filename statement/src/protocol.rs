//! The protocol's version.

/// The version string, the value of `"assay"` in every document.
pub const VERSION: &str = "v1";
