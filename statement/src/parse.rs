//! Strict reading of documents: every byte sequence is refused that another reader could take for something else.

use core::cell::RefCell;
use core::fmt;

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::Deserialize;
use serde_json::{Map, Value};
use thiserror::Error;

use crate::canonical::MAX_INTEGER;
use crate::document::{Document, VERSION};
use crate::text::steers;

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
    let text = strict_text(bytes, max_bytes)?;
    check_header::<D>(text)?;
    let mut json = serde_json::Deserializer::from_str(text);
    serde_path_to_error::deserialize(&mut json).map_err(|e| ParseError::Field {
        path: printable(&e.path().to_string()),
        message: if D::PRIVATE {
            "missing, unknown or malformed (contents not shown)".into()
        } else {
            printable(&e.inner().to_string())
        },
    })
}

/// [`parse`] with the limit of the document's kind.
///
/// # Errors
/// As [`parse`].
pub fn parse_document<D: Document>(bytes: &[u8]) -> Result<D, ParseError> {
    parse(bytes, D::MAX_BYTES)
}

/// Reads one JSON object that is no document, by the same rules but for version and kind: what is in it can be read as a
/// document afterwards.
///
/// # Errors
/// As [`parse`].
pub fn parse_object(bytes: &[u8], max_bytes: usize) -> Result<Map<String, Value>, ParseError> {
    let text = strict_text(bytes, max_bytes)?;
    if !is_object(text) {
        return Err(ParseError::NotAnObject);
    }
    serde_json::from_str(text).map_err(malformed)
}

/// The bytes as text, if that is one JSON value of at most `max_bytes` that every reader understands alike.
fn strict_text(bytes: &[u8], max_bytes: usize) -> Result<&str, ParseError> {
    if bytes.len() > max_bytes {
        return Err(ParseError::TooLarge {
            limit: max_bytes,
            found: bytes.len(),
        });
    }
    let text = core::str::from_utf8(bytes).map_err(|e| ParseError::NotUtf8 {
        at: e.valid_up_to(),
    })?;
    check_json(text)?;
    Ok(text)
}

fn is_object(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

fn malformed(error: serde_json::Error) -> ParseError {
    ParseError::Json {
        message: error.to_string(),
    }
}

/// Whether the text is JSON that every reader understands alike. Keeps nothing of it.
fn check_json(text: &str) -> Result<(), ParseError> {
    let fault = RefCell::new(None);
    let check = Check {
        path: Path::Root,
        fault: &fault,
    };
    let mut json = serde_json::Deserializer::from_str(text);
    let outcome = check.deserialize(&mut json).map_err(malformed);
    // The fault knows more than the error that carried it out.
    if let Some(fault) = fault.into_inner() {
        return Err(fault);
    }
    outcome?;
    json.end().map_err(|_| ParseError::TrailingData)
}

fn check_header<D: Document>(text: &str) -> Result<(), ParseError> {
    #[derive(Deserialize)]
    struct Header {
        assay: Option<Value>,
        kind: Option<Value>,
    }
    if !is_object(text) {
        return Err(ParseError::NotAnObject);
    }
    let header: Header = serde_json::from_str(text).map_err(malformed)?;
    let is = |found: &Option<Value>, expected: &str| {
        found.as_ref().and_then(Value::as_str) == Some(expected)
    };
    if !is(&header.assay, VERSION) {
        return Err(ParseError::Version {
            found: describe(&header.assay),
        });
    }
    if !is(&header.kind, D::KIND) {
        return Err(ParseError::Kind {
            expected: D::KIND,
            found: describe(&header.kind),
        });
    }
    Ok(())
}

fn describe(found: &Option<Value>) -> String {
    match found {
        None => "nothing".into(),
        Some(Value::String(text)) if text.len() <= 32 => alloc::format!("\"{}\"", printable(text)),
        Some(Value::String(_)) => "another string".into(),
        Some(_) => "no string".into(),
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

#[derive(Clone, Copy)]
enum Path<'a> {
    Root,
    Key(&'a Path<'a>, &'a str),
    Index(&'a Path<'a>, usize),
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Key(Path::Root, key) => f.write_str(key),
            Path::Key(parent, key) => write!(f, "{parent}.{key}"),
            Path::Index(parent, index) => write!(f, "{parent}[{index}]"),
        }
    }
}

/// Walks any JSON value and leaves the first fault behind.
struct Check<'a> {
    path: Path<'a>,
    fault: &'a RefCell<Option<ParseError>>,
}

impl Check<'_> {
    fn refuse<T, E: serde::de::Error>(&self, fault: impl Fn(String) -> ParseError) -> Result<T, E> {
        let path = printable(&self.path.to_string());
        *self.fault.borrow_mut() = Some(fault(path));
        Err(E::custom("refused"))
    }

    /// Lists hold strings and objects. serde reads a struct from a list of its values as well: another spelling of the
    /// same document, whose canonical form would be another.
    fn not_an_item<E: serde::de::Error>(&self) -> Result<(), E> {
        match self.path {
            Path::Index(Path::Key(..), _) => self.refuse(|path| ParseError::Field {
                path,
                message: "expected a string or an object".into(),
            }),
            _ => Ok(()),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Check<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Check<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: serde::de::Error>(self, _: bool) -> Result<(), E> {
        self.not_an_item()
    }

    fn visit_str<E: serde::de::Error>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<(), E> {
        if n > MAX_INTEGER {
            return self.refuse(|path| ParseError::IntegerTooLarge { path });
        }
        self.not_an_item()
    }

    fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<(), E> {
        self.visit_u64(n.unsigned_abs())
    }

    fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<(), E> {
        self.refuse(|path| ParseError::Float { path })
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.refuse(|path| ParseError::Null { path })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.not_an_item()?;
        let mut index = 0;
        while items
            .next_element_seed(Check {
                path: Path::Index(&self.path, index),
                fault: self.fault,
            })?
            .is_some()
        {
            index += 1;
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut seen = BTreeSet::new();
        while let Some(key) = fields.next_key::<String>()? {
            let field = Check {
                path: Path::Key(&self.path, &key),
                fault: self.fault,
            };
            if seen.contains(&key) {
                return field.refuse(|path| ParseError::Duplicate { path });
            }
            fields.next_value_seed(field)?;
            seen.insert(key);
        }
        Ok(())
    }
}

/// One variant of a tagged enum, read from the fields that are left once the tag is taken out. The error says
/// which of them is wrong, which serde's own tagged enums do not.
pub(crate) fn variant<T, E>(fields: Map<String, Value>) -> Result<T, E>
where
    T: serde::de::DeserializeOwned,
    E: serde::de::Error,
{
    serde_path_to_error::deserialize(Value::Object(fields)).map_err(|e| {
        let path = e.path().to_string();
        if path == "." {
            E::custom(e.inner())
        } else {
            E::custom(format_args!("{path}: {}", e.inner()))
        }
    })
}

/// A struct from an object only, for `deserialize_with`: serde would take a list of its values as well. Needed for a field where
/// such a list passes for one of strings or objects, which is all that [`parse`] can refuse: where the values of all fields
/// are strings, or where all of them may be left out.
///
/// # Errors
/// That of the struct, or that it is no object.
pub fn object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: serde::de::DeserializeOwned,
{
    variant(Map::<String, Value>::deserialize(deserializer)?)
}

/// As [`object`], for a field that may be absent.
///
/// # Errors
/// As [`object`].
pub fn optional_object<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: serde::de::DeserializeOwned,
{
    object(deserializer).map(Some)
}

/// Takes the tag of a tagged enum out of its fields.
pub(crate) fn take_tag<E: serde::de::Error>(
    fields: &mut Map<String, Value>,
    tag: &'static str,
) -> Result<String, E> {
    match fields.remove(tag) {
        Some(Value::String(name)) => Ok(name),
        Some(_) => Err(E::custom(format_args!("{tag}: expected a string"))),
        None => Err(E::missing_field(tag)),
    }
}
