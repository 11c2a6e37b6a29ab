//! Lines of what is shown.

use assay_statement::digest;
use serde::Serialize;

/// A field and its value.
pub fn line(name: &str, value: impl std::fmt::Display) -> String {
    format!("  {name:<14}{value}\n")
}

/// The digest of a document.
pub fn digest_line<T: Serialize>(document: &T) -> String {
    digest(document).map_or_else(|e| line("digest", e), |d| line("digest", d))
}
