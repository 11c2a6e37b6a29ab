//! Lines of what is shown.

use assay_statement::{digest, Policy};
use serde::Serialize;

/// A field and its value.
pub fn line(name: &str, value: impl std::fmt::Display) -> String {
    format!("  {name:<14}{value}\n")
}

/// The rules of a policy, as they are written there.
pub fn rules(policy: &Policy) -> String {
    let json = |rule| serde_json::to_string(rule).unwrap_or_default();
    let rules = policy.rules.iter();
    rules.map(|rule| line("rule", json(rule))).collect()
}

/// The digest of a document.
pub fn digest_line<T: Serialize>(document: &T) -> String {
    digest(document).map_or_else(|e| line("digest", e), |d| line("digest", d))
}
