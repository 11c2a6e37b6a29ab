//! What is wrong with a document.

use alloc::boxed::Box;
use alloc::string::String;
use core::fmt;
use thiserror::Error;

use crate::protocol::VERSION;

/// Why bytes are not a document. Paths read like `rows[3].price`. Paths and what was found are cut to
/// 400 characters each.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ParseError {
    /// More bytes than the reader accepts.
    #[error("expected at most {limit} bytes, found {found}")]
    TooLarge {
        /// Most bytes accepted.
        limit: usize,
        /// Bytes found.
        found: usize,
    },
    /// Not UTF-8.
    #[error("expected UTF-8, found another byte at offset {at}")]
    NotUtf8 {
        /// Offset of the first bad byte.
        at: usize,
    },
    /// Not JSON, or cut short.
    #[error("malformed JSON: {message}")]
    Json {
        /// What was expected, with line and column.
        message: String,
    },
    /// Something follows the document.
    #[error("unexpected data after the end of the document")]
    TrailingData,
    /// The document is an array, a string, a number.
    #[error("expected a JSON object")]
    NotAnObject,
    /// A field twice in one object.
    #[error("{path}: duplicate field")]
    Duplicate {
        /// The field.
        path: String,
    },
    /// A `null`. A field without a value is left out.
    #[error("{path}: null is not a value; leave the field out")]
    Null {
        /// The field.
        path: String,
    },
    /// A number with a fraction or an exponent, or too large for any integer field.
    #[error("{path}: expected an integer, or a decimal in a string")]
    Float {
        /// The field.
        path: String,
    },
    /// An integer beyond 2^53 - 1 either way.
    #[error("{path}: expected an integer of at most 2^53 - 1")]
    IntegerTooLarge {
        /// The field.
        path: String,
    },
    /// `"assay"` is missing or another version.
    #[error("expected \"assay\": \"{VERSION}\", found {found}")]
    Version {
        /// What was found.
        found: String,
    },
    /// `"kind"` is missing or another.
    #[error("expected \"kind\": \"{expected}\", found {found}")]
    Kind {
        /// The kind that was asked for.
        expected: &'static str,
        /// What was found.
        found: String,
    },
    /// A field is missing, unknown, or of the wrong type or form.
    #[error("{path}: {message}")]
    Field {
        /// The innermost object or field that is known.
        path: String,
        /// What was expected and found.
        message: String,
    },
}

/// What is wrong with a document, and where. Boxed: it is passed up through every value around it.
#[derive(Debug)]
pub struct JsonError(pub(crate) Box<ParseError>);

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl core::error::Error for JsonError {}
