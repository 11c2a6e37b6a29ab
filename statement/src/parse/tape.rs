//! JSON that every reader understands alike, as a list of its values in the order of the text.

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt::{self, Write};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use zeroize::Zeroizing;

use super::{printable, ParseError};
use crate::canonical::MAX_INTEGER;

/// A value. Strings stay where they are in the text, so that nothing of a private document is copied.
enum Token<'t> {
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
pub(super) struct Tape<'t> {
    tokens: Vec<Token<'t>>,
    escaped: Vec<Zeroizing<String>>,
    /// Whether no error may show anything of it but names of fields.
    pub(super) private: bool,
}

/// The end of a list or object that is still being read.
const OPEN: usize = usize::MAX;

impl<'t> Tape<'t> {
    /// Reads one JSON value.
    ///
    /// # Errors
    /// That of the first place which another reader could take for something else, or for no JSON.
    pub(super) fn read(text: &'t str) -> Result<Tape<'t>, ParseError> {
        let mut build = Build {
            tape: Tape {
                tokens: Vec::new(),
                escaped: Vec::new(),
                private: false,
            },
            fault: None,
        };
        let value = Value {
            place: Place::Document,
            build: &mut build,
        };
        let mut json = serde_json::Deserializer::from_str(text);
        let outcome = value.deserialize(&mut json);
        // The fault knows more than the error that carried it out.
        if let Some(fault) = build.fault {
            return Err(fault);
        }
        outcome.map_err(|e| ParseError::Json {
            message: e.to_string(),
        })?;
        json.end().map_err(|_| ParseError::TrailingData)?;
        Ok(build.tape)
    }

    pub(super) fn item(&self, at: usize) -> Option<Item> {
        Some(match self.tokens.get(at)? {
            Token::Bool(value) => Item::Bool(*value),
            Token::Integer(value) => Item::Integer(*value),
            Token::Text(_) | Token::Escaped(_) => Item::Text,
            Token::List(_) => Item::List,
            Token::Object(_) => Item::Object,
        })
    }

    pub(super) fn is_object(&self, at: usize) -> bool {
        matches!(self.tokens.get(at), Some(Token::Object(_)))
    }

    /// The string at a position, if it is one.
    pub(super) fn text(&self, at: usize) -> Option<&str> {
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
    pub(super) fn field(&self, object: usize, name: &str) -> Option<usize> {
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

struct Build<'t> {
    tape: Tape<'t>,
    fault: Option<ParseError>,
}

impl<'t> Build<'t> {
    fn push(&mut self, token: Token<'t>) {
        self.tape.tokens.push(token);
    }

    fn escaped(&mut self, text: &str) -> Token<'t> {
        self.tape.escaped.push(Zeroizing::new(text.into()));
        Token::Escaped(self.tape.escaped.len() - 1)
    }

    /// Begins a list or object, which `close` ends.
    fn open(&mut self, token: fn(usize) -> Token<'t>) -> usize {
        let at = self.tape.tokens.len();
        self.push(token(OPEN));
        at
    }

    fn close(&mut self, at: usize) {
        let end = self.tape.tokens.len();
        if let Some(Token::List(place) | Token::Object(place)) = self.tape.tokens.get_mut(at) {
            *place = end;
        }
    }
}

/// What a value is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing: it is the document, or in a list that is the document, which is refused as a whole.
    Document,
    /// An object.
    Object,
    /// A list that is in an object.
    List,
}

/// Reads any JSON value onto the tape, and leaves the first fault behind.
struct Value<'a, 't> {
    place: Place,
    build: &'a mut Build<'t>,
}

impl<'t> Value<'_, 't> {
    fn refuse<T, E: Error>(self, fault: fn(String) -> ParseError) -> Result<T, E> {
        // The value is not on the tape yet: it would be next.
        let tape = &self.build.tape;
        self.build.fault = Some(fault(tape.path(tape.tokens.len())));
        Err(E::custom("refused"))
    }

    /// Lists hold strings and objects: that is all a document needs, and a list of lists is easily another spelling of one
    /// of objects.
    fn is_misplaced(&self) -> bool {
        self.place == Place::List
    }

    /// Refuses anything but a string or an object in a list.
    fn refuse_misplaced<T, E: Error>(self) -> Result<T, E> {
        self.refuse(|path| ParseError::Field {
            path,
            message: "expected a string or an object".into(),
        })
    }

    fn integer<E: Error>(self, magnitude: u64, value: i64) -> Result<(), E> {
        if magnitude > MAX_INTEGER {
            return self.refuse(|path| ParseError::IntegerTooLarge { path });
        }
        self.scalar(Token::Integer(value))
    }

    fn scalar<E: Error>(self, token: Token<'t>) -> Result<(), E> {
        if self.is_misplaced() {
            return self.refuse_misplaced();
        }
        self.build.push(token);
        Ok(())
    }
}

impl<'t> DeserializeSeed<'t> for Value<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Value<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.scalar(Token::Bool(value))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'t str) -> Result<(), E> {
        self.build.push(Token::Text(text));
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let token = self.build.escaped(text);
        self.build.push(token);
        Ok(())
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<(), E> {
        // The cast is exact below 2^53; beyond, the integer is refused.
        self.integer(n, n as i64)
    }

    fn visit_i64<E: Error>(self, n: i64) -> Result<(), E> {
        self.integer(n.unsigned_abs(), n)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.refuse(|path| ParseError::Float { path })
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.refuse(|path| ParseError::Null { path })
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut items: A) -> Result<(), A::Error> {
        if self.is_misplaced() {
            return self.refuse_misplaced();
        }
        let at = self.build.open(Token::List);
        let place = match self.place {
            Place::Object => Place::List,
            other => other,
        };
        while items
            .next_element_seed(Value {
                place,
                build: &mut *self.build,
            })?
            .is_some()
        {}
        self.build.close(at);
        Ok(())
    }

    fn visit_map<A: MapAccess<'t>>(self, mut fields: A) -> Result<(), A::Error> {
        let at = self.build.open(Token::Object);
        let mut seen = BTreeSet::new();
        while let Some(name) = fields.next_key_seed(Name)? {
            let token = match &name {
                Cow::Borrowed(name) => Token::Text(name),
                Cow::Owned(name) => self.build.escaped(name),
            };
            self.build.push(token);
            let field = Value {
                place: Place::Object,
                build: &mut *self.build,
            };
            if seen.contains(&name) {
                return field.refuse(|path| ParseError::Duplicate { path });
            }
            fields.next_value_seed(field)?;
            seen.insert(name);
        }
        self.build.close(at);
        Ok(())
    }
}

/// Reads the name of a field.
struct Name;

impl<'t> DeserializeSeed<'t> for Name {
    type Value = Cow<'t, str>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Cow<'t, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for Name {
    type Value = Cow<'t, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_borrowed_str<E: Error>(self, name: &'t str) -> Result<Cow<'t, str>, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Cow<'t, str>, E> {
        Ok(Cow::Owned(name.into()))
    }
}
