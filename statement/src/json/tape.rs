//! The values of a JSON text, as a list in the order of the text.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use zeroize::Zeroizing;

use super::token::{Item, Token};
use crate::text::shown;

/// The values of a document: each list and object is followed by what is in it. The document itself is at 0. Strings
/// stay where they are in the text, so that nothing of a private document is copied but what has escapes.
pub(crate) struct Tape<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    /// The strings that the text has with escapes, without them, one behind the other.
    pub(super) unescaped: Zeroizing<String>,
    /// Whether no error may show anything of it but names of fields.
    pub(crate) private: bool,
}

impl Tape<'_> {
    pub(super) fn item(&self, at: usize) -> Option<Item> {
        self.tokens.get(at).map(|token| token.item())
    }

    pub(crate) fn is_object(&self, at: usize) -> bool {
        matches!(self.item(at), Some(Item::Object(_)))
    }

    /// The string at a position, if it is one.
    pub(crate) fn text(&self, at: usize) -> Option<&str> {
        match self.item(at)? {
            Item::Text(at, length) => self.text.get(at..at + length),
            Item::Escaped(at, length) => self.unescaped.get(at..at + length),
            _ => None,
        }
    }

    /// The position behind a value and all that is in it.
    pub(super) fn after(&self, at: usize) -> usize {
        match self.item(at) {
            Some(Item::List(end) | Item::Object(end)) => end,
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
        let path = shown(format_args!("{}", Path { tape: self, at }));
        match path.is_empty() {
            true => ".".into(),
            false => path,
        }
    }
}

/// The way from the document to a value.
struct Path<'a> {
    tape: &'a Tape<'a>,
    at: usize,
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tape = self.tape;
        let mut outer = 0;
        while outer < self.at {
            let named = tape.is_object(outer);
            let (mut name, mut index) = (outer + 1, 0);
            // The one that `at` is in.
            let inner = loop {
                let value = name + usize::from(named);
                let next = tape.after(value);
                if self.at < next {
                    break value;
                }
                name = next;
                index += 1;
            };
            match named {
                true if outer > 0 => write!(f, ".{}", tape.text(name).unwrap_or_default())?,
                true => f.write_str(tape.text(name).unwrap_or_default())?,
                false => write!(f, "[{index}]")?,
            }
            outer = inner;
        }
        Ok(())
    }
}
