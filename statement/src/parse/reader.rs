//! One value of a document: what it is, and where an error in it is.

use alloc::boxed::Box;
use core::fmt;

use super::read::ReadError;
use super::tape::{Item, Tape};
use super::{printable, ParseError};

/// Most fields of one object.
pub const MAX_FIELDS: usize = 16;

/// A value of a document.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    tape: &'a Tape<'a>,
    at: usize,
    /// A field of the object that was read already: the tag of a tagged object.
    tag: Option<&'static str>,
}

impl<'a> Reader<'a> {
    /// The document.
    pub(super) fn new(tape: &'a Tape<'a>) -> Reader<'a> {
        Reader {
            tape,
            at: 0,
            tag: None,
        }
    }

    /// Another value of the document.
    fn other(self, at: usize) -> Reader<'a> {
        Reader {
            at,
            tag: None,
            ..self
        }
    }

    /// An error in this value. Of a private document it says where, not what.
    #[cold]
    #[inline(never)]
    pub fn error(&self, message: fmt::Arguments<'_>) -> ReadError {
        let message = match self.tape.private {
            true => "missing, unknown or malformed (contents not shown)".into(),
            false => printable(&alloc::fmt::format(message)),
        };
        let path = self.tape.path(self.at);
        ReadError(Box::new(ParseError::Field { path, message }))
    }

    /// The error that something else was expected here.
    #[cold]
    #[inline(never)]
    pub fn unexpected(&self, expected: &str) -> ReadError {
        let text = self.tape.text(self.at).unwrap_or_default();
        match self.tape.item(self.at) {
            Some(Item::Bool(value)) => self.error(format_args!(
                "invalid type: boolean `{value}`, expected {expected}"
            )),
            Some(Item::Integer(value)) => self.error(format_args!(
                "invalid type: integer `{value}`, expected {expected}"
            )),
            Some(Item::Text) => self.error(format_args!(
                "invalid type: string {text:?}, expected {expected}"
            )),
            Some(Item::List) => {
                self.error(format_args!("invalid type: sequence, expected {expected}"))
            }
            Some(Item::Object) => {
                self.error(format_args!("invalid type: map, expected {expected}"))
            }
            None => self.error(format_args!("nothing to read, expected {expected}")),
        }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn out_of_range(&self, value: i64, expected: &str) -> ReadError {
        self.error(format_args!(
            "invalid value: integer `{value}`, expected {expected}"
        ))
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn unknown_variant(&self, found: &str, names: &'static [&'static str]) -> ReadError {
        self.error(format_args!(
            "unknown variant `{found}`, expected {}",
            OneOf(names)
        ))
    }

    /// [`unknown_variant`](Reader::unknown_variant) of a string.
    #[cold]
    pub(crate) fn unknown_name(&self, names: &'static [&'static str]) -> ReadError {
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
        let holds = matches!(self.tape.item(self.at), Some(Item::List | Item::Object));
        holds && self.tape.after(self.at) == self.at + 1
    }

    /// A string. `expected` says what of, where there is none.
    ///
    /// # Errors
    /// That there is none.
    pub fn text(self, expected: &str) -> Result<&'a str, ReadError> {
        let text = self.tape.text(self.at);
        text.ok_or_else(|| self.unexpected(expected))
    }

    /// One of these names.
    pub(crate) fn name(self, names: &'static [&'static str]) -> Result<&'a str, ReadError> {
        match self.tape.text(self.at) {
            Some(name) => Ok(name),
            None => Err(self.unexpected_name(names)),
        }
    }

    #[cold]
    #[inline(never)]
    fn unexpected_name(&self, names: &'static [&'static str]) -> ReadError {
        self.unexpected(&alloc::format!("{}", OneOf(names)))
    }

    /// An integer, by the name of its type.
    pub(super) fn integer(self, expected: &str) -> Result<i64, ReadError> {
        match self.tape.item(self.at) {
            Some(Item::Integer(value)) => Ok(value),
            _ => Err(self.unexpected(expected)),
        }
    }

    pub(super) fn boolean(self) -> Result<bool, ReadError> {
        match self.tape.item(self.at) {
            Some(Item::Bool(value)) => Ok(value),
            _ => Err(self.unexpected("a boolean")),
        }
    }

    /// The values of a list.
    ///
    /// # Errors
    /// That this is none.
    pub fn items(self) -> Result<Items<'a>, ReadError> {
        match self.tape.item(self.at) {
            Some(Item::List) => Ok(Items {
                next: self.other(self.at + 1),
                end: self.tape.after(self.at),
            }),
            _ => Err(self.unexpected("a sequence")),
        }
    }

    /// The names and values of an object whose names are data.
    ///
    /// # Errors
    /// That this is none.
    pub fn members(self) -> Result<Members<'a>, ReadError> {
        match self.is_object() {
            true => Ok(Members(Items {
                next: self.other(self.at + 1),
                end: self.tape.after(self.at),
            })),
            false => Err(self.unexpected("a map")),
        }
    }

    /// The fields of an object that has no others than these, at most [`MAX_FIELDS`]; see [`fields!`](crate::fields).
    ///
    /// # Errors
    /// That this is no object, or has another field.
    #[inline(never)]
    pub fn fields(self, names: &'static [&'static str]) -> Result<Fields<'a>, ReadError> {
        if !self.is_object() {
            return Err(self.unexpected("an object"));
        }
        let mut places = [0; MAX_FIELDS];
        for (name, value) in self.members()? {
            let text = self.tape.text(name.at).unwrap_or_default();
            if self.tag == Some(text) {
                continue;
            }
            let index = names.iter().position(|known| *known == text);
            match index.and_then(|index| places.get_mut(index)) {
                Some(place) => *place = value.at,
                None => {
                    return Err(name.error(format_args!(
                        "unknown field `{text}`, expected {}",
                        OneOf(names)
                    )))
                }
            }
        }
        Ok(Fields {
            object: self,
            names,
            places,
            next: 0,
        })
    }

    /// The name that a tagged object has in the field `tag`, and the object without it.
    #[inline(never)]
    pub(crate) fn tagged(self, tag: &'static str) -> Result<(&'a str, Reader<'a>), ReadError> {
        if !self.is_object() {
            return Err(self.unexpected(&alloc::format!("an object with the field `{tag}`")));
        }
        let Some(at) = self.tape.field(self.at, tag) else {
            return Err(self.error(format_args!("missing field `{tag}`")));
        };
        let name = self.tape.text(at);
        let name = name.ok_or_else(|| self.other(at).error(format_args!("expected a string")))?;
        let object = Reader {
            tag: Some(tag),
            ..self
        };
        Ok((name, object))
    }
}

/// Nothing of the document: it may be private.
impl fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

/// The values of a list.
#[derive(Clone, Debug)]
pub struct Items<'a> {
    next: Reader<'a>,
    end: usize,
}

impl<'a> Iterator for Items<'a> {
    type Item = Reader<'a>;

    #[inline(never)]
    fn next(&mut self) -> Option<Reader<'a>> {
        let item = self.next;
        (item.at < self.end).then(|| {
            self.next.at = item.tape.after(item.at);
            item
        })
    }
}

/// The names and values of an object.
#[derive(Clone, Debug)]
pub struct Members<'a>(Items<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = (Reader<'a>, Reader<'a>);

    fn next(&mut self) -> Option<(Reader<'a>, Reader<'a>)> {
        Some((self.0.next()?, self.0.next()?))
    }
}

/// The fields of an object, in the order of their names.
#[derive(Debug)]
pub struct Fields<'a> {
    object: Reader<'a>,
    names: &'static [&'static str],
    /// Of the values; 0, where the document itself is, for a field left out.
    places: [usize; MAX_FIELDS],
    next: usize,
}

impl<'a> Fields<'a> {
    /// The next field.
    pub fn take(&mut self) -> Field<'a> {
        let index = self.next;
        self.next += 1;
        Field {
            object: self.object,
            name: self.names.get(index).copied().unwrap_or_default(),
            at: self.places.get(index).copied().unwrap_or_default(),
        }
    }
}

/// A field of an object, or that it is left out.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    object: Reader<'a>,
    name: &'static str,
    at: usize,
}

impl<'a> Field<'a> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<Reader<'a>> {
        (self.at != 0).then(|| self.object.other(self.at))
    }

    /// The value of a field that must not be left out.
    ///
    /// # Errors
    /// That it is.
    pub fn required(self) -> Result<Reader<'a>, ReadError> {
        self.value().ok_or_else(|| self.missing())
    }

    #[cold]
    #[inline(never)]
    pub(super) fn missing(&self) -> ReadError {
        self.object
            .error(format_args!("missing field `{}`", self.name))
    }
}

/// `one of `a`, `b``.
struct OneOf(&'static [&'static str]);

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
