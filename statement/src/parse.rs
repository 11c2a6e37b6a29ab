//! Documents from bytes: the JSON, its version and kind, then its fields.

use alloc::string::String;

use crate::document::Document;
use crate::json::from_json::FromJson;
use crate::json::scan::scan;
use crate::json::tape::Tape;
use crate::json::value::JsonValue;
use crate::protocol::VERSION;
use crate::text::shown;

pub use crate::json::error::ParseError;

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
    D::from_json(JsonValue::new(&tape)).map_err(|error| *error.0)
}

/// Reads one JSON object that is no document of its own, by the same rules but for version and kind.
///
/// # Errors
/// As [`parse`].
pub fn parse_object<T: FromJson>(bytes: &[u8], max_bytes: usize) -> Result<T, ParseError> {
    let tape = read_object(bytes, max_bytes)?;
    T::from_json(JsonValue::new(&tape)).map_err(|error| *error.0)
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
    if text.starts_with('\u{feff}') {
        return Err(ParseError::Json {
            message:
                "expected an object, found a byte order mark; save the file as UTF-8 without it"
                    .into(),
        });
    }
    let tape = scan(text)?;
    match tape.is_object(0) {
        true => Ok(tape),
        false => Err(ParseError::NotAnObject),
    }
}

/// Reads a document strictly from the bytes of its file: a registry, policy, supply, report, or another [`Document`].
/// Refused are more bytes than its kind may have, unknown, missing and repeated fields, `null`, and numbers that are no
/// integers.
///
/// # Errors
/// [`ParseError`], for the first thing that is wrong.
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
        Some(Some(text)) if text.len() <= 32 => shown(format_args!("\"{text}\"")),
        Some(Some(_)) => "another string".into(),
        Some(None) => "no string".into(),
    }
}
