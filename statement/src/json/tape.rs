//! The values of a JSON text, as a list in the order of the text.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use zeroize::Zeroizing;

use crate::text::printable;

/// A value. Strings stay where they are in the text, so that nothing of a private document is copied.
pub(super) enum Token<'t> {
    Bool(bool),
    /// Of at most [`MAX_INTEGER`], either way.
    Integer(i64),
    Text(&'t str),
    /// A string that the text has with escapes, by its position in [`Tape::escaped`].
    Escaped(usize),
    /// The values up to this position.
    List(usize),
    /// The names and values up to this position, in turn.
    Object(usize),
}

/// A value, as its reader needs it.
pub(super) enum Item {
    Bool(bool),
    Integer(i64),
    Text,
    List,
    Object,
}

/// The values of a document: each list and object is followed by what is in it. The document itself is at 0.
pub(crate) struct Tape<'t> {
    pub(super) tokens: Vec<Token<'t>>,
    /// Strings that the text has with escapes, without them.
    pub(super) escaped: Vec<Zeroizing<String>>,
    /// Whether no error may show anything of it but names of fields.
    pub(crate) private: bool,
}

impl<'t> Tape<'t> {
    pub(super) fn item(&self, at: usize) -> Option<Item> {
        Some(match self.tokens.get(at)? {
            Token::Bool(value) => Item::Bool(*value),
            Token::Integer(value) => Item::Integer(*value),
            Token::Text(_) | Token::Escaped(_) => Item::Text,
            Token::List(_) => Item::List,
            Token::Object(_) => Item::Object,
        })
    }

    pub(crate) fn is_object(&self, at: usize) -> bool {
        matches!(self.tokens.get(at), Some(Token::Object(_)))
    }

    /// The string at a position, if it is one.
    pub(crate) fn text(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at)? {
            Token::Text(text) => Some(text),
            Token::Escaped(index) => self.escaped.get(*index).map(|text| text.as_str()),
            _ => None,
        }
    }

    /// The position behind a value and all that is in it.
    pub(super) fn after(&self, at: usize) -> usize {
        match self.tokens.get(at) {
            Some(Token::List(end) | Token::Object(end)) => *end,
            _ => at + 1,
        }
    }

    /// The value of a field of an object.
    pub(crate) fn field(&self, object: usize, name: &str) -> Option<usize> {
        let end = self.after(object);
        let mut at = object + 1;
        while at < end {
            if self.text(at) == Some(name) {
                return Some(at + 1);
            }
            at = self.after(at + 1);
        }
        None
    }

    /// Where a value or the name of a field is: `rows[3].price`.
    #[cold]
    #[inline(never)]
    pub(super) fn path(&self, at: usize) -> String {
        let mut path = String::new();
        let mut outer = 0;
        while outer < at {
            let named = self.is_object(outer);
            let (mut name, mut index) = (outer + 1, 0);
            // The one that `at` is in.
            let inner = loop {
                let value = name + usize::from(named);
                let next = self.after(value);
                if at < next {
                    break value;
                }
                name = next;
                index += 1;
            };
            if named {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(self.text(name).unwrap_or_default());
            } else {
                // Writing to a string cannot fail.
                let _ = write!(path, "[{index}]");
            }
            outer = inner;
        }
        match path.is_empty() {
            true => ".".into(),
            false => printable(&path),
        }
    }
}
