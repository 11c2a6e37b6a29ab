//! Documents from a [`Tape`]: serde's deserializer, with the place of an error.
//!
//! The one deserializer that documents are read with: objects are read from objects only, never from a list of their values.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use core::fmt::{self, Display};

use serde::de::value::{BorrowedStrDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::path::Path;
use super::printable;
use super::tape::{Item, Tape};

/// What is wrong with a document, and where. Boxed: it is passed up through every value around it.
#[derive(Debug)]
pub(super) struct ReadError(Box<Fault>);

#[derive(Debug)]
struct Fault {
    /// None as long as only the value itself knows.
    path: Option<String>,
    message: String,
}

impl ReadError {
    /// The innermost place is the first that hears of the error.
    #[cold]
    #[inline(never)]
    fn at(mut self, path: &Path<'_>) -> ReadError {
        self.0.path.get_or_insert_with(|| match path {
            Path::Root => ".".into(),
            _ => printable(&path.to_string()),
        });
        self
    }

    #[cold]
    #[inline(never)]
    fn new(message: String) -> ReadError {
        ReadError(Box::new(Fault {
            path: None,
            message,
        }))
    }

    /// Place and message.
    pub(super) fn into_parts(self) -> (String, String) {
        (self.0.path.unwrap_or_default(), self.0.message)
    }
}

impl Error for ReadError {
    fn custom<T: Display>(message: T) -> ReadError {
        ReadError::new(message.to_string())
    }
}

impl Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl core::error::Error for ReadError {}

/// Reads the value at one place of a tape.
pub(super) struct Reader<'p, 't> {
    tape: &'t Tape<'t>,
    at: usize,
    path: Path<'p>,
    /// A field of the object that was read already: the tag of a tagged object.
    tag: Option<&'static str>,
}

impl<'t> Reader<'_, 't> {
    /// Reads the document.
    pub(super) fn new(tape: &'t Tape<'t>) -> Self {
        Reader {
            tape,
            at: 0,
            path: Path::Root,
            tag: None,
        }
    }

    /// Reads what is in this value, and tells where an error is.
    fn read_inner<S: DeserializeSeed<'t>>(
        &self,
        at: usize,
        path: Path<'_>,
        seed: S,
    ) -> Result<S::Value, ReadError> {
        let reader = Reader {
            tape: self.tape,
            at,
            path,
            tag: None,
        };
        seed.deserialize(reader).map_err(|error| error.at(&path))
    }

    fn text(&self) -> Option<&'t str> {
        self.tape.text(self.at)
    }

    fn read<V: Visitor<'t>>(&self, visitor: V) -> Result<V::Value, ReadError> {
        let end = self.tape.after(self.at);
        match self.tape.item(self.at) {
            Some(Item::Bool(value)) => visitor.visit_bool(value),
            Some(Item::Integer(value)) => match u64::try_from(value) {
                Ok(value) => visitor.visit_u64(value),
                Err(_) => visitor.visit_i64(value),
            },
            Some(Item::Text) => visitor.visit_borrowed_str(self.text().unwrap_or_default()),
            Some(Item::List) => {
                let mut items = Items {
                    list: self,
                    next: self.at + 1,
                    end,
                    index: 0,
                };
                let value = visitor.visit_seq(&mut items)?;
                // An array takes as many as it holds: what is left would be another spelling of the same.
                all_read(items.next, end)?;
                Ok(value)
            }
            Some(Item::Object) => {
                let mut members = Members {
                    object: self,
                    next: self.at + 1,
                    end,
                    name: "",
                };
                let value = visitor.visit_map(&mut members)?;
                members.skip_tag();
                all_read(members.next, end)?;
                Ok(value)
            }
            None => Err(Error::custom("nothing to read")),
        }
    }

    fn read_tagged<V: Visitor<'t>>(
        &self,
        tag: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        if !self.tape.is_object(self.at) {
            return self.not_an_object(&visitor);
        }
        let Some(field) = self.tape.field(self.at, tag) else {
            return Err(Error::missing_field(tag));
        };
        let Some(name) = self.tape.text(field) else {
            return Err(ReadError::custom("expected a string").at(&Path::Key(&self.path, tag)));
        };
        visitor.visit_enum(Tagged {
            name,
            fields: Reader {
                tag: Some(tag),
                ..*self
            },
        })
    }

    fn not_an_object<T>(&self, expected: &dyn serde::de::Expected) -> Result<T, ReadError> {
        let found = match self.tape.item(self.at) {
            Some(Item::Bool(value)) => Unexpected::Bool(value),
            Some(Item::Integer(value)) => Unexpected::Signed(value),
            Some(Item::Text) => Unexpected::Str(self.text().unwrap_or_default()),
            _ => Unexpected::Seq,
        };
        Err(Error::invalid_type(found, expected))
    }
}

impl<'t> Deserializer<'t> for Reader<'_, 't> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.read(visitor).map_err(|error| error.at(&self.path))
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_some(self)
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        if !self.tape.is_object(self.at) {
            return self
                .not_an_object(&visitor)
                .map_err(|error: ReadError| error.at(&self.path));
        }
        self.deserialize_any(visitor)
    }

    /// A name without fields, as a string.
    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match self.text() {
            Some(name) => visitor.visit_enum(BorrowedStrDeserializer::new(name)),
            None => self.read(visitor),
        }
        .map_err(|error| error.at(&self.path))
    }

    /// See [`super::tagged`]: an object whose field `tag` names its type.
    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        tag: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.read_tagged(tag, visitor)
            .map_err(|error| error.at(&self.path))
    }

    forward_to_deserialize_any! {
        <V: Visitor<'t>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

fn all_read(next: usize, end: usize) -> Result<(), ReadError> {
    match next < end {
        true => Err(Error::custom("more values than expected")),
        false => Ok(()),
    }
}

/// What is in a list.
struct Items<'p, 't> {
    list: &'p Reader<'p, 't>,
    next: usize,
    end: usize,
    index: usize,
}

impl<'t> SeqAccess<'t> for Items<'_, 't> {
    type Error = ReadError;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ReadError> {
        if self.next >= self.end {
            return Ok(None);
        }
        let (at, index) = (self.next, self.index);
        self.next = self.list.tape.after(at);
        self.index += 1;
        let path = Path::Index(&self.list.path, index);
        self.list.read_inner(at, path, seed).map(Some)
    }
}

/// What is in an object.
struct Members<'p, 't> {
    object: &'p Reader<'p, 't>,
    next: usize,
    end: usize,
    name: &'t str,
}

impl Members<'_, '_> {
    /// Goes past the field that was read already, if it is next.
    fn skip_tag(&mut self) {
        let Reader { tape, tag, .. } = self.object;
        if self.next < self.end && tape.text(self.next) == *tag {
            self.next = tape.after(self.next + 1);
        }
    }
}

impl<'t> MapAccess<'t> for Members<'_, 't> {
    type Error = ReadError;

    fn next_key_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, ReadError> {
        self.skip_tag();
        let Reader { tape, path, .. } = self.object;
        if self.next >= self.end {
            return Ok(None);
        }
        self.name = tape.text(self.next).unwrap_or_default();
        seed.deserialize(BorrowedStrDeserializer::new(self.name))
            .map(Some)
            .map_err(|error: ReadError| error.at(&Path::Key(path, self.name)))
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, ReadError> {
        let at = self.next + 1;
        self.next = self.object.tape.after(at);
        let path = Path::Key(&self.object.path, self.name);
        self.object.read_inner(at, path, seed)
    }
}

/// A tagged object: its tag, and its other fields.
struct Tagged<'p, 't> {
    name: &'t str,
    fields: Reader<'p, 't>,
}

impl<'p, 't> EnumAccess<'t> for Tagged<'p, 't> {
    type Error = ReadError;
    type Variant = Reader<'p, 't>;

    fn variant_seed<S: DeserializeSeed<'t>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Reader<'p, 't>), ReadError> {
        let name: StrDeserializer<'_, ReadError> = StrDeserializer::new(self.name);
        Ok((seed.deserialize(name)?, self.fields))
    }
}

impl<'t> VariantAccess<'t> for Reader<'_, 't> {
    type Error = ReadError;

    fn unit_variant(self) -> Result<(), ReadError> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'t>>(self, seed: S) -> Result<S::Value, ReadError> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'t>>(
        self,
        _fields: usize,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'t>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.deserialize_any(visitor)
    }
}
