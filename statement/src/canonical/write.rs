//! Any value as canonical JSON, piece by piece.
//!
//! Objects with named fields come in the order in which their type has the fields, and are written in another. So the
//! first pass over such an object asks for its names, and one more pass for each field writes that one: nothing is kept.
//! Only objects whose names are data are collected before they are written; of a report, the countries.

use alloc::string::{String, ToString};
use core::fmt::Display;

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::collected::{name, Collected};
use super::error::CanonicalError;
use super::field_pass::{FieldPass, Order};
use super::number::{float, write_integer};
use super::sink::Sink;
use super::strings::{write_display, write_string};

/// Writes the canonical form of a value.
///
/// # Errors
/// [`CanonicalError`]; what was written up to there means nothing.
pub(super) fn write<T: Serialize + ?Sized>(
    value: &T,
    out: &mut dyn Sink,
) -> Result<(), CanonicalError> {
    write_passes(&|out, asked| value.serialize(Pass { out, asked }), out)
}

/// One pass over a value, for which field, if for one.
type OnePass<'a> =
    dyn Fn(&mut dyn Sink, Option<usize>) -> Result<Option<Order>, CanonicalError> + 'a;

/// The passes over a value: of no type, so that the code is there once.
fn write_passes(pass: &OnePass<'_>, out: &mut dyn Sink) -> Result<(), CanonicalError> {
    let Some(order) = pass(out, None)? else {
        return Ok(());
    };
    out.put("{");
    let mut before = "";
    for (name, position) in order {
        out.put(before);
        write_string(name, out);
        out.put(":");
        pass(out, Some(position))?;
        before = ",";
    }
    out.put("}");
    Ok(())
}

/// One pass over a value. The first writes it, unless it is an object with named fields: of that it returns the order in
/// which they are to be asked for, one by one.
struct Pass<'a> {
    out: &'a mut dyn Sink,
    asked: Option<usize>,
}

impl Pass<'_> {
    fn put(self, text: &str) -> Result<Option<Order>, CanonicalError> {
        self.out.put(text);
        Ok(None)
    }

    fn value<T: Serialize + ?Sized>(self, value: &T) -> Result<Option<Order>, CanonicalError> {
        write(value, self.out)?;
        Ok(None)
    }

    /// Begins an object with one field.
    fn variant(&mut self, name: &str) {
        self.out.put("{");
        write_string(name, self.out);
        self.out.put(":");
    }
}

macro_rules! integers {
    ($($method:ident($type:ident) $magnitude:expr;)+) => {
        $(fn $method(self, value: $type) -> Result<Option<Order>, CanonicalError> {
            let magnitude: fn($type) -> u128 = $magnitude;
            write_integer(magnitude(value), value, self.out)?;
            Ok(None)
        })+
    };
}

impl<'a> Serializer for Pass<'a> {
    type Ok = Option<Order>;
    type Error = CanonicalError;
    type SerializeSeq = List<'a>;
    type SerializeTuple = List<'a>;
    type SerializeTupleStruct = List<'a>;
    type SerializeTupleVariant = List<'a>;
    type SerializeMap = Members<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Members<'a>;

    integers! {
        serialize_i8(i8) |value| value.unsigned_abs().into();
        serialize_i16(i16) |value| value.unsigned_abs().into();
        serialize_i32(i32) |value| value.unsigned_abs().into();
        serialize_i64(i64) |value| value.unsigned_abs().into();
        serialize_i128(i128) |value| value.unsigned_abs();
        serialize_u8(u8) u128::from;
        serialize_u16(u16) u128::from;
        serialize_u32(u32) u128::from;
        serialize_u64(u64) u128::from;
        serialize_u128(u128) u128::from;
    }

    fn serialize_f32(self, value: f32) -> Result<Self::Ok, CanonicalError> {
        float(value)
    }

    fn serialize_f64(self, value: f64) -> Result<Self::Ok, CanonicalError> {
        float(value)
    }

    fn serialize_bool(self, value: bool) -> Result<Self::Ok, CanonicalError> {
        self.put(if value { "true" } else { "false" })
    }

    fn serialize_char(self, c: char) -> Result<Self::Ok, CanonicalError> {
        self.serialize_str(c.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<Self::Ok, CanonicalError> {
        write_string(text, self.out);
        Ok(None)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<Self::Ok, CanonicalError> {
        write_display(value, self.out).map_err(|e| CanonicalError::NotJson(e.to_string()))?;
        Ok(None)
    }

    fn serialize_bytes(self, bytes: &[u8]) -> Result<Self::Ok, CanonicalError> {
        self.value(bytes)
    }

    fn serialize_none(self) -> Result<Self::Ok, CanonicalError> {
        self.put("null")
    }

    fn serialize_unit(self) -> Result<Self::Ok, CanonicalError> {
        self.put("null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Self::Ok, CanonicalError> {
        self.put("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Self::Ok, CanonicalError> {
        self.value(value)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Self::Ok, CanonicalError> {
        self.value(value)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Self::Ok, CanonicalError> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Self::Ok, CanonicalError> {
        self.variant(variant);
        write(value, self.out)?;
        self.put("}")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'a>, CanonicalError> {
        Ok(List::new(self.out, "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'a>, CanonicalError> {
        Ok(List::new(self.out, "]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List<'a>, CanonicalError> {
        Ok(List::new(self.out, "]"))
    }

    fn serialize_tuple_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<List<'a>, CanonicalError> {
        self.variant(variant);
        Ok(List::new(self.out, "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members<'a>, CanonicalError> {
        Ok(Members::new(self.out, "}"))
    }

    fn serialize_struct(
        self,
        _: &'static str,
        fields: usize,
    ) -> Result<Fields<'a>, CanonicalError> {
        let pass = FieldPass::new(self.asked, fields);
        Ok(Fields {
            out: self.out,
            pass,
        })
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Members<'a>, CanonicalError> {
        self.variant(variant);
        Ok(Members::new(self.out, "}}"))
    }
}

/// One pass over the fields of an object.
struct Fields<'a> {
    out: &'a mut dyn Sink,
    pass: FieldPass,
}

impl SerializeStruct for Fields<'_> {
    type Ok = Option<Order>;
    type Error = CanonicalError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), CanonicalError> {
        match self.pass.is_asked(name) {
            true => write(value, self.out),
            false => Ok(()),
        }
    }

    fn end(self) -> Result<Self::Ok, CanonicalError> {
        Ok(self.pass.order())
    }
}

/// A list that is being written.
struct List<'a> {
    out: &'a mut dyn Sink,
    before: &'static str,
    end: &'static str,
}

impl<'a> List<'a> {
    /// `end` is what closes the list, and an object around it.
    fn new(out: &'a mut dyn Sink, end: &'static str) -> List<'a> {
        out.put("[");
        let before = "";
        List { out, before, end }
    }

    fn add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonicalError> {
        self.out.put(self.before);
        self.before = ",";
        write(value, self.out)
    }

    fn close(self) -> Result<Option<Order>, CanonicalError> {
        self.out.put(self.end);
        Ok(None)
    }
}

/// An object whose names are data, being collected.
struct Members<'a> {
    out: &'a mut dyn Sink,
    members: Collected,
    name: String,
    end: &'static str,
}

impl<'a> Members<'a> {
    /// `end` is what closes the object, and one around it.
    fn new(out: &'a mut dyn Sink, end: &'static str) -> Members<'a> {
        Members {
            out,
            members: Collected::default(),
            name: String::new(),
            end,
        }
    }

    fn add<T: Serialize + ?Sized>(
        &mut self,
        name: String,
        value: &T,
    ) -> Result<(), CanonicalError> {
        let mut text = String::new();
        write(value, &mut text)?;
        self.members.add(name, text);
        Ok(())
    }

    fn close(self) -> Result<Option<Order>, CanonicalError> {
        self.members.put(self.out);
        self.out.put(self.end);
        Ok(None)
    }
}

impl SerializeMap for Members<'_> {
    type Ok = Option<Order>;
    type Error = CanonicalError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), CanonicalError> {
        self.name = name(key)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonicalError> {
        let name = core::mem::take(&mut self.name);
        self.add(name, value)
    }

    fn end(self) -> Result<Self::Ok, CanonicalError> {
        self.close()
    }
}

impl SerializeStructVariant for Members<'_> {
    type Ok = Option<Order>;
    type Error = CanonicalError;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), CanonicalError> {
        self.add(name.into(), value)
    }

    fn end(self) -> Result<Self::Ok, CanonicalError> {
        self.close()
    }
}

macro_rules! lists {
    ($($trait:ident::$method:ident),+ $(,)?) => {$(
        impl $trait for List<'_> {
            type Ok = Option<Order>;
            type Error = CanonicalError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), CanonicalError> {
                self.add(value)
            }

            fn end(self) -> Result<Self::Ok, CanonicalError> {
                self.close()
            }
        }
    )+};
}

lists! {
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field,
}
