//! Strict reading of documents: every byte sequence is refused that another reader could take for something else.

mod read;
mod reader;
mod tape;

use alloc::string::String;
use thiserror::Error;

use crate::document::{Document, VERSION};
use crate::text::steers;
use tape::Tape;

pub(crate) use read::{names, tagged};
pub use read::{Read, ReadError};
pub use reader::{Field, Fields, Items, Members, Reader, MAX_FIELDS};

/// Why bytes are not a document. Paths read like `rows[3].price`.
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
        /// The innermost object or field that could be told.
        path: String,
        /// What was expected and found.
        message: String,
    },
}

/// Reads one document of at most `max_bytes` ([`Document::MAX_BYTES`] is a good limit).
///
/// Refused: anything but UTF-8 JSON, trailing data, unknown, missing or duplicate fields (in maps too), `null`,
/// floats, integers beyond 2^53 - 1, lists of anything but strings or objects, another version or kind.
///
/// # Errors
/// [`ParseError`], with the path of the field. Whether a well-formed document makes sense is for its own
/// `validate`.
pub fn parse<D: Document>(bytes: &[u8], max_bytes: usize) -> Result<D, ParseError> {
    let mut tape = read_object(bytes, max_bytes)?;
    check_header(&tape, D::KIND)?;
    tape.private = D::PRIVATE;
    D::read(Reader::new(&tape)).map_err(|error| *error.0)
}

/// Reads one JSON object that is no document of its own, by the same rules but for version and kind.
///
/// # Errors
/// As [`parse`].
pub fn parse_object<T: Read>(bytes: &[u8], max_bytes: usize) -> Result<T, ParseError> {
    let tape = read_object(bytes, max_bytes)?;
    T::read(Reader::new(&tape)).map_err(|error| *error.0)
}

/// The values of an object of at most `max_bytes` that every reader understands alike.
fn read_object(bytes: &[u8], max_bytes: usize) -> Result<Tape<'_>, ParseError> {
    if bytes.len() > max_bytes {
        return Err(ParseError::TooLarge {
            limit: max_bytes,
            found: bytes.len(),
        });
    }
    let text = core::str::from_utf8(bytes).map_err(|e| ParseError::NotUtf8 {
        at: e.valid_up_to(),
    })?;
    let tape = Tape::read(text)?;
    match tape.is_object(0) {
        true => Ok(tape),
        false => Err(ParseError::NotAnObject),
    }
}

/// [`parse`] with the limit of the document's kind.
///
/// # Errors
/// As [`parse`].
pub fn parse_document<D: Document>(bytes: &[u8]) -> Result<D, ParseError> {
    parse(bytes, D::MAX_BYTES)
}

fn check_header(tape: &Tape<'_>, expected: &'static str) -> Result<(), ParseError> {
    let field = |name| tape.field(0, name);
    let is = |at: Option<usize>, expected| at.and_then(|at| tape.text(at)) == Some(expected);
    if !is(field("assay"), VERSION) {
        return Err(ParseError::Version {
            found: describe(tape, field("assay")),
        });
    }
    if !is(field("kind"), expected) {
        return Err(ParseError::Kind {
            expected,
            found: describe(tape, field("kind")),
        });
    }
    Ok(())
}

fn describe(tape: &Tape<'_>, at: Option<usize>) -> String {
    match at.map(|at| tape.text(at)) {
        None => "nothing".into(),
        Some(Some(text)) if text.len() <= 32 => alloc::format!("\"{}\"", printable(text)),
        Some(Some(_)) => "another string".into(),
        Some(None) => "no string".into(),
    }
}

/// Text from a file, fit for a terminal.
fn printable(text: &str) -> String {
    const LONGEST: usize = 400;
    text.chars()
        .take(LONGEST)
        .map(|c| if steers(c) { '\u{fffd}' } else { c })
        .collect()
}
