//! Values that JSON carries as strings, and the checks on free text.

use alloc::string::String;

use crate::parse::{Field, Read, ReadError};

/// Longest free text (names, sources, reasons), in bytes.
pub const MAX_TEXT: usize = 4096;

/// Reading and serde for a type that prints with `Display` and parses with `FromStr`, refusing any JSON type but a string.
macro_rules! serde_as_string {
    ($type:ty, $expecting:literal) => {
        impl $crate::parse::Read for $type {
            fn read(value: $crate::parse::Reader<'_>) -> Result<$type, $crate::parse::ReadError> {
                value.parse($expecting)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct FromText;
                impl serde::de::Visitor<'_> for FromText {
                    type Value = $type;
                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str($expecting)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(FromText)
            }
        }
    };
}
pub(crate) use serde_as_string;

/// Free text: 1 to [`MAX_TEXT`] bytes, no characters that [steer] (a name must not steer the terminal that prints it).
pub(crate) fn free_text(field: Field<'_>) -> Result<String, ReadError> {
    let value = field.required()?;
    let text = value.text("a string")?;
    match is_free_text(text) {
        true => Ok(text.into()),
        false => Err(value.error(format_args!(
            "expected 1 to {MAX_TEXT} bytes of text without control or direction characters"
        ))),
    }
}

/// As [`free_text`], for a field that may be absent.
pub(crate) fn optional_free_text(field: Field<'_>) -> Result<Option<String>, ReadError> {
    field.value().map(|_| free_text(field)).transpose()
}

pub(crate) fn is_free_text(text: &str) -> bool {
    (1..=MAX_TEXT).contains(&text.len()) && !text.chars().any(steers)
}

/// Characters that no text for a terminal may hold: control characters, line separators, and the invisible ones that turn the direction of what follows.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

/// A list or map that is left out when empty: an empty one is refused, so that there is one spelling.
pub(crate) fn non_empty<T: Read + Default>(field: Field<'_>) -> Result<T, ReadError> {
    match field.value() {
        Some(value) if value.is_empty() => {
            Err(value.error(format_args!("leave the field out instead of empty")))
        }
        Some(value) => T::read(value),
        None => Ok(T::default()),
    }
}
