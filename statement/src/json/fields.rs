//! What is in a list or an object of a document.

use super::error::JsonError;
use super::token::Item;
use super::value::{JsonValue, OneOf};

/// Most fields of one object.
pub const MAX_FIELDS: usize = 16;

impl<'a> JsonValue<'a> {
    /// The values of a list.
    ///
    /// # Errors
    /// If the value is no list.
    pub fn items(self) -> Result<Items<'a>, JsonError> {
        match self.tape.item(self.at) {
            Some(Item::List(_)) => Ok(Items {
                next: self.other(self.at + 1),
                end: self.tape.after(self.at),
            }),
            _ => Err(self.unexpected("a sequence")),
        }
    }

    /// The names and values of an object whose names are data. Whoever reads them refuses a name that is there twice.
    ///
    /// # Errors
    /// If the value is no object.
    pub fn members(self) -> Result<Members<'a>, JsonError> {
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
    /// If the value is no object, has another field, or one twice.
    #[inline(never)]
    pub fn fields(self, names: &'static [&'static str]) -> Result<Fields<'a>, JsonError> {
        if !self.is_object() {
            return Err(self.unexpected("an object"));
        }
        let mut places = [0; MAX_FIELDS];
        let mut tag = 0;
        for (name, value) in self.members()? {
            let text = self.tape.text(name.at).unwrap_or_default();
            let place = match self.tag == Some(text) {
                true => Some(&mut tag),
                false => {
                    let index = names.iter().position(|known| *known == text);
                    index.and_then(|index| places.get_mut(index))
                }
            };
            match place {
                Some(place) if *place == 0 => *place = value.at,
                Some(_) => return Err(value.again()),
                None if self.tape.private => {
                    return Err(name
                        .error_of_form(format_args!("unknown field, expected {}", OneOf(names))))
                }
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
    pub(crate) fn tagged(self, tag: &'static str) -> Result<(&'a str, JsonValue<'a>), JsonError> {
        if !self.is_object() {
            return Err(self.unexpected(&alloc::format!("an object with the field `{tag}`")));
        }
        let Some(at) = self.tape.field(self.at, tag) else {
            return Err(self.error(format_args!("missing field `{tag}`")));
        };
        let name = self.tape.text(at);
        let name = name.ok_or_else(|| self.other(at).error(format_args!("expected a string")))?;
        let object = JsonValue {
            tag: Some(tag),
            ..self
        };
        Ok((name, object))
    }
}

/// The values of a list.
#[derive(Clone, Debug)]
pub struct Items<'a> {
    next: JsonValue<'a>,
    end: usize,
}

impl<'a> Iterator for Items<'a> {
    type Item = JsonValue<'a>;

    #[inline(never)]
    fn next(&mut self) -> Option<JsonValue<'a>> {
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
    type Item = (JsonValue<'a>, JsonValue<'a>);

    fn next(&mut self) -> Option<(JsonValue<'a>, JsonValue<'a>)> {
        Some((self.0.next()?, self.0.next()?))
    }
}

/// The fields of an object, in the order of their names.
#[derive(Debug)]
pub struct Fields<'a> {
    object: JsonValue<'a>,
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
    object: JsonValue<'a>,
    name: &'static str,
    at: usize,
}

impl<'a> Field<'a> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<JsonValue<'a>> {
        (self.at != 0).then(|| self.object.other(self.at))
    }

    /// The value of a field that must not be left out.
    ///
    /// # Errors
    /// If it is left out.
    pub fn required(self) -> Result<JsonValue<'a>, JsonError> {
        self.value().ok_or_else(|| self.missing())
    }

    #[cold]
    #[inline(never)]
    pub(super) fn missing(&self) -> JsonError {
        self.object
            .error_of_form(format_args!("missing field `{}`", self.name))
    }
}
