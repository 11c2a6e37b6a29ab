//! Documents from a [`Tape`], by tables of fields: no code is generated for a document but what names its fields.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Display};
use core::str::FromStr;

use super::reader::{Field, Reader};
use super::ParseError;

/// What can be read from a document.
///
/// ```
/// use assay_statement::{fields, parse_object, Decimal};
///
/// struct Price {
///     per_token: Decimal,
///     note: Option<String>,
/// }
///
/// fields!(Price { per_token, note });
///
/// let price: Price = parse_object(br#"{"per_token": "1.00"}"#, 1024)?;
/// assert_eq!((price.per_token.to_string().as_str(), price.note), ("1.00", None));
/// assert!(parse_object::<Price>(br#"{"per_token": "1.00", "other": "1"}"#, 1024).is_err());
/// # Ok::<(), assay_statement::ParseError>(())
/// ```
pub trait Read: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// [`ReadError`], at the innermost value that is wrong.
    fn read(value: Reader<'_>) -> Result<Self, ReadError>;

    /// What a field is that is left out. Nothing, for all but options: then the field is missing.
    fn absent() -> Option<Self> {
        None
    }
}

/// What is wrong with a document, and where. Boxed: it is passed up through every value around it.
#[derive(Debug)]
pub struct ReadError(pub(super) Box<ParseError>);

impl Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl core::error::Error for ReadError {}

/// How a type with named fields is read: from an object with these fields, without any other. The compiler checks that none
/// is forgotten. A field is read by its type's [`Read`](crate::parse::Read), or `by` a function of the
/// [`Field`](crate::parse::Field).
#[macro_export]
macro_rules! fields {
    ($type:ty { $($field:ident $(by $how:expr)?),+ $(,)? }) => {
        impl $crate::parse::Read for $type {
            fn read(value: $crate::parse::Reader<'_>) -> Result<Self, $crate::parse::ReadError> {
                const NAMES: &[&str] = &[$(stringify!($field)),+];
                const { assert!(NAMES.len() <= $crate::parse::MAX_FIELDS) };
                let mut fields = value.fields(NAMES)?;
                // In the order of the names, as they are written.
                Ok(Self { $($field: $crate::fields!(@read fields.take() $(, $how)?)),+ })
            }
        }
    };
    (@read $field:expr) => { $field.read()? };
    (@read $field:expr, $how:expr) => { $how($field)? };
}

/// How an enum without fields is read: by name.
macro_rules! names {
    ($type:ident { $($name:literal => $variant:ident),+ $(,)? }) => {
        impl $crate::parse::Read for $type {
            fn read(value: $crate::parse::Reader<'_>) -> Result<Self, $crate::parse::ReadError> {
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

/// How an enum is read whose variants are told apart by a tag among their fields: `{"rule": "coverage", ...}`.
macro_rules! tagged {
    ($type:ident by $tag:literal { $($name:literal => $variant:ident),+ $(,)? }) => {
        impl $crate::parse::Read for $type {
            fn read(value: $crate::parse::Reader<'_>) -> Result<Self, $crate::parse::ReadError> {
                let (name, fields) = value.tagged($tag)?;
                match name {
                    $($name => $crate::parse::Read::read(fields).map($type::$variant),)+
                    _ => Err(value.unknown_variant(name, &[$($name),+])),
                }
            }
        }
    };
}
pub(crate) use tagged;

impl<T: Read> Read for Option<T> {
    fn read(value: Reader<'_>) -> Result<Option<T>, ReadError> {
        T::read(value).map(Some)
    }

    fn absent() -> Option<Option<T>> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: Reader<'_>) -> Result<Vec<T>, ReadError> {
        let mut list = Vec::new();
        for item in value.items()? {
            list.push(T::read(item)?);
        }
        Ok(list)
    }
}

impl<K: Read + Ord, V: Read> Read for BTreeMap<K, V> {
    fn read(value: Reader<'_>) -> Result<BTreeMap<K, V>, ReadError> {
        let mut map = BTreeMap::new();
        for (name, value) in value.members()? {
            map.insert(K::read(name)?, V::read(value)?);
        }
        Ok(map)
    }
}

impl Read for String {
    fn read(value: Reader<'_>) -> Result<String, ReadError> {
        value.text("a string").map(String::from)
    }
}

impl Read for bool {
    fn read(value: Reader<'_>) -> Result<bool, ReadError> {
        value.boolean()
    }
}

macro_rules! integers {
    ($($type:ident)+) => {$(
        impl Read for $type {
            fn read(value: Reader<'_>) -> Result<$type, ReadError> {
                let integer = value.integer(stringify!($type))?;
                $type::try_from(integer).map_err(|_| value.out_of_range(integer, stringify!($type)))
            }
        }
    )+};
}

integers!(u8 u32 u64 i32);

impl Reader<'_> {
    /// Parses a string. `expected` says what of, where there is none.
    ///
    /// # Errors
    /// [`ReadError`] with the error of parsing, or that this is no string.
    pub fn parse<T: FromStr<Err: Display>>(self, expected: &str) -> Result<T, ReadError> {
        let parsed = self.text(expected)?.parse();
        parsed.map_err(|error: T::Err| self.error(format_args!("{error}")))
    }
}

impl Field<'_> {
    /// The value.
    ///
    /// # Errors
    /// As [`Read::read`], or that it is missing.
    pub fn read<T: Read>(self) -> Result<T, ReadError> {
        match self.value() {
            Some(value) => T::read(value),
            None => T::absent().ok_or_else(|| self.missing()),
        }
    }

    /// The value, or that of a field left out.
    ///
    /// # Errors
    /// As [`Read::read`].
    pub fn read_or<T: Read>(self, absent: impl FnOnce() -> T) -> Result<T, ReadError> {
        self.value().map_or_else(|| Ok(absent()), T::read)
    }

    /// The value, or the default of its type: an empty list, for instance.
    ///
    /// # Errors
    /// As [`Read::read`].
    pub fn read_or_default<T: Read + Default>(self) -> Result<T, ReadError> {
        self.read_or(T::default)
    }
}
