//! JSON that every reader understands alike, onto a [`Tape`].

use alloc::borrow::Cow;
use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use zeroize::Zeroizing;

use super::error::ParseError;
use super::integer::MAX_INTEGER;
use super::tape::{Tape, Token};

/// The end of a list or object that is still being read.
const OPEN: usize = usize::MAX;

/// Reads one JSON value.
///
/// # Errors
/// That of the first place which another reader could take for something else, or for no JSON.
pub(crate) fn scan(text: &str) -> Result<Tape<'_>, ParseError> {
    let mut build = Build {
        tape: Tape {
            tokens: Vec::new(),
            escaped: Vec::new(),
            private: false,
        },
        fault: None,
    };
    let value = Value {
        within: Container::Document,
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
enum Container {
    /// Nothing: it is the document, or in a list that is the document, which is refused as a whole.
    Document,
    /// An object.
    Object,
    /// A list that is in an object.
    List,
}

/// Reads any JSON value onto the tape, and leaves the first fault behind.
struct Value<'a, 't> {
    within: Container,
    build: &'a mut Build<'t>,
}

impl<'t> Value<'_, 't> {
    fn refuse<T, E: Error>(self, fault: fn(String) -> ParseError) -> Result<T, E> {
        // The value is not on the tape yet: it would be next.
        let tape = &self.build.tape;
        self.build.fault = Some(fault(tape.path(tape.tokens.len())));
        Err(E::custom("refused"))
    }

    /// Lists hold strings and objects: that is all a document needs, and a list of lists is easily another spelling of
    /// one of objects.
    fn is_misplaced(&self) -> bool {
        self.within == Container::List
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
        let within = match self.within {
            Container::Object => Container::List,
            other => other,
        };
        while items
            .next_element_seed(Value {
                within,
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
                within: Container::Object,
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
