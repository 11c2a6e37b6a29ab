//! One value of a document: what it is, and where an error in it is.

use alloc::boxed::Box;
use core::fmt;

use super::error::{JsonError, ParseError};
use super::tape::Tape;
use super::token::Item;
use crate::text::shown;

/// A value of a document.
#[derive(Clone, Copy)]
pub struct JsonValue<'a> {
    pub(super) tape: &'a Tape<'a>,
    pub(super) at: usize,
    /// A field of the object that was read already: the tag of a tagged object.
    pub(super) tag: Option<&'static str>,
}

impl<'a> JsonValue<'a> {
    /// The document.
    pub(crate) fn new(tape: &'a Tape<'a>) -> JsonValue<'a> {
        JsonValue {
            tape,
            at: 0,
            tag: None,
        }
    }

    /// Another value of the document.
    pub(super) fn other(self, at: usize) -> JsonValue<'a> {
        JsonValue {
            at,
            tag: None,
            ..self
        }
    }

    /// An error in this value. In a private document the message gives the place alone.
    #[cold]
    #[inline(never)]
    pub fn error(&self, message: fmt::Arguments<'_>) -> JsonError {
        let message = match self.tape.private {
            true => "malformed (contents not shown)".into(),
            false => shown(message),
        };
        let path = self.tape.path(self.at);
        JsonError(Box::new(ParseError::Field { path, message }))
    }

    /// An error whose message has names of fields that are in no document, and so are shown of a private one too.
    #[cold]
    #[inline(never)]
    pub(super) fn error_of_form(&self, message: fmt::Arguments<'_>) -> JsonError {
        let hidden = match self.tape.private {
            true => " (contents not shown)",
            false => "",
        };
        let message = shown(format_args!("{message}{hidden}"));
        let path = self.tape.path(self.at);
        JsonError(Box::new(ParseError::Field { path, message }))
    }

    /// The error that a field or name is there again.
    #[cold]
    #[inline(never)]
    pub(super) fn again(&self) -> JsonError {
        let path = self.tape.path(self.at);
        JsonError(Box::new(ParseError::Duplicate { path }))
    }

    /// The error that something else was expected here. What is expected is in no document, and so is shown of a private one too.
    #[cold]
    #[inline(never)]
    pub fn unexpected(&self, expected: &str) -> JsonError {
        if self.tape.private {
            return self.error_of_form(format_args!("expected {expected}, found something else"));
        }
        let text = self.tape.text(self.at).unwrap_or_default();
        match self.tape.item(self.at) {
            Some(Item::Bool(value)) => self.error(format_args!(
                "invalid type: boolean `{value}`, expected {expected}"
            )),
            Some(Item::Integer(value)) => self.error(format_args!(
                "invalid type: integer `{value}`, expected {expected}"
            )),
            Some(Item::Text(..) | Item::Escaped(..)) => self.error(format_args!(
                "invalid type: string {text:?}, expected {expected}"
            )),
            Some(Item::List(_)) => {
                self.error(format_args!("invalid type: sequence, expected {expected}"))
            }
            Some(Item::Object(_)) => {
                self.error(format_args!("invalid type: map, expected {expected}"))
            }
            None => self.error(format_args!("nothing to read, expected {expected}")),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn out_of_range(&self, value: i64, expected: &str) -> JsonError {
        if self.tape.private {
            return self.unexpected(expected);
        }
        self.error(format_args!(
            "invalid value: integer `{value}`, expected {expected}"
        ))
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn unknown_variant(&self, found: &str, names: &'static [&'static str]) -> JsonError {
        self.error(format_args!(
            "unknown variant `{found}`, expected {}",
            OneOf(names)
        ))
    }

    /// [`unknown_variant`](JsonValue::unknown_variant) of a string.
    #[cold]
    pub(crate) fn unknown_name(&self, names: &'static [&'static str]) -> JsonError {
        self.unknown_variant(self.tape.text(self.at).unwrap_or_default(), names)
    }

    /// Whether this is a string.
    pub fn is_text(&self) -> bool {
        self.tape.text(self.at).is_some()
    }

    /// Whether this is an object.
    pub fn is_object(&self) -> bool {
        self.tape.is_object(self.at)
    }

    /// Whether this is a list or object with nothing in it.
    pub(crate) fn is_empty(&self) -> bool {
        let holds = matches!(
            self.tape.item(self.at),
            Some(Item::List(_) | Item::Object(_))
        );
        holds && self.tape.after(self.at) == self.at + 1
    }

    /// A string. `expected` says in the error what kind of string belongs here.
    ///
    /// # Errors
    /// If the value is no string.
    pub fn text(self, expected: &str) -> Result<&'a str, JsonError> {
        let text = self.tape.text(self.at);
        text.ok_or_else(|| self.unexpected(expected))
    }

    /// One of these names.
    pub(crate) fn name(self, names: &'static [&'static str]) -> Result<&'a str, JsonError> {
        match self.tape.text(self.at) {
            Some(name) => Ok(name),
            None => Err(self.unexpected_name(names)),
        }
    }

    #[cold]
    #[inline(never)]
    fn unexpected_name(&self, names: &'static [&'static str]) -> JsonError {
        self.unexpected(&alloc::format!("{}", OneOf(names)))
    }

    /// An integer, by the name of its type.
    pub(super) fn integer(self, expected: &str) -> Result<i64, JsonError> {
        match self.tape.item(self.at) {
            Some(Item::Integer(value)) => Ok(value),
            _ => Err(self.unexpected(expected)),
        }
    }

    pub(super) fn boolean(self) -> Result<bool, JsonError> {
        match self.tape.item(self.at) {
            Some(Item::Bool(value)) => Ok(value),
            _ => Err(self.unexpected("a boolean")),
        }
    }
}

/// Nothing of the document: it may be private.
impl fmt::Debug for JsonValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonValue").finish_non_exhaustive()
    }
}

/// `one of `a`, `b``.
pub(super) struct OneOf(pub(super) &'static [&'static str]);

impl fmt::Display for OneOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = match self.0.len() {
            1 => "`",
            _ => "one of `",
        };
        for name in self.0 {
            f.write_str(before)?;
            f.write_str(name)?;
            before = "`, `";
        }
        f.write_str("`")
    }
}
