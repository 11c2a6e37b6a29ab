//! Functions that read one field: what [`fields!`](crate::fields) takes after `by`.

use alloc::string::String;

use super::error::JsonError;
use super::fields::Field;
use super::from_json::FromJson;
use super::value::JsonValue;
use crate::text::{is_free_text, MAX_TEXT};

/// Free text: 1 to [`MAX_TEXT`] bytes, no characters that [steer] (a name must not steer the terminal that prints it).
pub(crate) fn free_text(field: Field<'_>) -> Result<String, JsonError> {
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
pub(crate) fn optional_free_text(field: Field<'_>) -> Result<Option<String>, JsonError> {
    field.value().map(|_| free_text(field)).transpose()
}

/// A list or map that is left out when empty: an empty one is refused, so that there is one spelling.
pub(crate) fn non_empty<T: FromJson + Default>(field: Field<'_>) -> Result<T, JsonError> {
    match field.value() {
        Some(value) if value.is_empty() => {
            Err(value.error(format_args!("leave the field out instead of empty")))
        }
        Some(value) => T::from_json(value),
        None => Ok(T::default()),
    }
}

/// A list or map of at most so many entries. A longer one is refused before any of it is read, so that what is made of
/// a document takes no more than a few times its bytes.
pub(crate) fn at_most<const MOST: usize, T: FromJson>(field: Field<'_>) -> Result<T, JsonError> {
    let value = field.required()?;
    limit::<MOST>(value)?;
    T::from_json(value)
}

/// As [`at_most`] and [`non_empty`].
pub(crate) fn some_at_most<const MOST: usize, T: FromJson + Default>(
    field: Field<'_>,
) -> Result<T, JsonError> {
    field.value().map_or(Ok(()), limit::<MOST>)?;
    non_empty(field)
}

fn limit<const MOST: usize>(value: JsonValue<'_>) -> Result<(), JsonError> {
    // Of what is neither, its reader says what was expected.
    let entries = match value.is_object() {
        true => value.members()?.count(),
        false => value.items().map_or(0, Iterator::count),
    };
    match entries <= MOST {
        true => Ok(()),
        false => Err(value.error(format_args!(
            "expected at most {MOST} entries, found {entries}"
        ))),
    }
}
