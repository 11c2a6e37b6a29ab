//! What has no canonical form.

use alloc::string::{String, ToString};
use core::fmt;
use thiserror::Error;

/// Why a value has no canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CanonicalError {
    /// A number with a fraction or an exponent.
    #[error("documents hold no floats, found {found}")]
    Float {
        /// The number.
        found: String,
    },
    /// An integer beyond 2^53 - 1 either way.
    #[error("expected an integer of at most 2^53 - 1, found {found}")]
    IntegerTooLarge {
        /// The integer.
        found: String,
    },
    /// The value cannot be written as JSON at all.
    #[error("not JSON: {0}")]
    NotJson(String),
}

/// What the documents' own code says while it is written.
impl serde::ser::Error for CanonicalError {
    fn custom<T: fmt::Display>(message: T) -> CanonicalError {
        CanonicalError::NotJson(message.to_string())
    }
}
