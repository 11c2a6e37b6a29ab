//! How types are read from documents: a table of fields, a list of names, a tag, or a string.

/// How a type with named fields is read: from an object with these fields, without any other. The compiler checks that
/// none is forgotten. A field is read by its type's [`FromJson`](crate::json::FromJson), or `by` a function of the
/// [`Field`](crate::json::Field).
#[macro_export]
macro_rules! fields {
    ($type:ty { $($field:ident $(by $how:expr)?),+ $(,)? }) => {
        impl $crate::json::FromJson for $type {
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),+];

            fn from_json(value: $crate::json::JsonValue<'_>) -> Result<Self, $crate::json::JsonError> {
                const { assert!(Self::FIELDS.len() <= $crate::json::MAX_FIELDS) };
                let mut fields = value.fields(Self::FIELDS)?;
                // In the order of the names, as they are written.
                Ok(Self { $($field: $crate::fields!(@read fields.take() $(, $how)?)),+ })
            }
        }
    };
    (@read $field:expr) => { $field.read()? };
    (@read $field:expr, $how:expr) => { $how($field)? };
}
pub(crate) use fields;

/// How an enum without fields is read: by name.
macro_rules! names {
    ($type:ident { $($name:literal => $variant:ident),+ $(,)? }) => {
        impl $crate::json::FromJson for $type {
            fn from_json(value: $crate::json::JsonValue<'_>) -> Result<Self, $crate::json::JsonError> {
                const NAMES: &[&str] = &[$($name),+];
                match value.name(NAMES)? {
                    $($name => Ok($type::$variant),)+
                    _ => Err(value.unknown_name(NAMES)),
                }
            }
        }
    };
}
pub(crate) use names;

/// How an enum is read whose variants differ by a tag among their fields: `{"rule": "coverage", ...}`.
macro_rules! tagged {
    ($type:ident by $tag:literal { $($name:literal => $variant:ident),+ $(,)? }) => {
        impl $crate::json::FromJson for $type {
            fn from_json(value: $crate::json::JsonValue<'_>) -> Result<Self, $crate::json::JsonError> {
                let (name, fields) = value.tagged($tag)?;
                match name {
                    $($name => $crate::json::FromJson::from_json(fields).map($type::$variant),)+
                    _ => Err(value.unknown_variant(name, &[$($name),+])),
                }
            }
        }
    };
}
pub(crate) use tagged;

/// Reading and serde for a type that prints with `Display` and parses with `FromStr`, refusing any JSON type but a
/// string.
macro_rules! serde_as_string {
    ($type:ty, $expecting:literal) => {
        impl $crate::json::FromJson for $type {
            fn from_json(
                value: $crate::json::JsonValue<'_>,
            ) -> Result<$type, $crate::json::JsonError> {
                value.parse($expecting)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct FromText;
                impl serde::de::Visitor<'_> for FromText {
                    type Value = $type;
                    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                        f.write_str($expecting)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$type, E> {
                        text.parse().map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(FromText)
            }
        }
    };
}
pub(crate) use serde_as_string;
