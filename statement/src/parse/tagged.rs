//! Objects of several types, told apart by a tag among their fields: `{"rule": "coverage", ...}`.
//!
//! serde's own tagged enums do not tell which field is wrong. Here the tag is given to the deserializer as the name of a
//! newtype struct, and the [`Reader`](super::reader::Reader) answers with an enum: no field is copied. Any other
//! deserializer answers with itself.

use alloc::string::String;

use serde::de::value::StringDeserializer;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, VariantAccess, Visitor,
};
use serde_json::{Error as JsonError, Map, Value};

/// Deserialization of an enum whose variants are told apart by a tag.
macro_rules! tagged {
    ($type:ident by $tag:literal: $($name:literal => $variant:ident,)+) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                struct Tagged;
                impl<'de> serde::de::Visitor<'de> for Tagged {
                    type Value = $type;

                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str(concat!("an object with the field `", $tag, "`"))
                    }

                    fn visit_enum<A: serde::de::EnumAccess<'de>>(
                        self,
                        access: A,
                    ) -> Result<$type, A::Error> {
                        use serde::de::{Error, VariantAccess};
                        let (name, fields) = access.variant::<alloc::string::String>()?;
                        match name.as_str() {
                            $($name => fields.newtype_variant().map($type::$variant),)+
                            other => Err(A::Error::unknown_variant(other, &[$($name),+])),
                        }
                    }

                    fn visit_newtype_struct<D: serde::Deserializer<'de>>(
                        self,
                        deserializer: D,
                    ) -> Result<$type, D::Error> {
                        $crate::parse::other_reader($tag, self, deserializer)
                    }
                }
                deserializer.deserialize_newtype_struct($tag, Tagged)
            }
        }
    };
}
pub(crate) use tagged;

/// Reads a tagged object with another deserializer than ours.
///
/// # Errors
/// As the visitor's, or that there is no tag.
pub(crate) fn other_reader<'de, D: Deserializer<'de>, V: Visitor<'de>>(
    tag: &'static str,
    visitor: V,
    deserializer: D,
) -> Result<V::Value, D::Error> {
    let mut fields = Map::deserialize(deserializer)?;
    let name = match fields.remove(tag) {
        Some(Value::String(name)) => name,
        Some(_) => return Err(D::Error::custom(format_args!("{tag}: expected a string"))),
        None => return Err(D::Error::missing_field(tag)),
    };
    visitor
        .visit_enum(Buffered { name, fields })
        .map_err(D::Error::custom)
}

/// A tag, and the other fields.
struct Buffered {
    name: String,
    fields: Map<String, Value>,
}

impl<'de> EnumAccess<'de> for Buffered {
    type Error = JsonError;
    type Variant = Others;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Others), JsonError> {
        let name = StringDeserializer::<JsonError>::new(self.name);
        Ok((seed.deserialize(name)?, Others(Value::Object(self.fields))))
    }
}

/// The fields without the tag.
struct Others(Value);

impl<'de> VariantAccess<'de> for Others {
    type Error = JsonError;

    fn unit_variant(self) -> Result<(), JsonError> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, JsonError> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, JsonError> {
        self.0.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, JsonError> {
        self.0.deserialize_any(visitor)
    }
}
