//! Types that are read from a document, by tables of fields: no code is generated for a type but what names its fields.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Display;
use core::str::FromStr;

use super::error::JsonError;
use super::fields::Field;
use super::value::JsonValue;

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
pub trait FromJson: Sized {
    /// Names of the fields of an object that has these and no others; none for all other types.
    const FIELDS: &'static [&'static str] = &[];

    /// Reads a value.
    ///
    /// # Errors
    /// [`JsonError`], at the innermost value that is wrong.
    fn from_json(value: JsonValue<'_>) -> Result<Self, JsonError>;

    /// What a field is that is left out. Nothing, for all but options: then the field is missing.
    fn absent() -> Option<Self> {
        None
    }
}

impl<T: FromJson> FromJson for Option<T> {
    fn from_json(value: JsonValue<'_>) -> Result<Option<T>, JsonError> {
        T::from_json(value).map(Some)
    }

    fn absent() -> Option<Option<T>> {
        Some(None)
    }
}

impl<T: FromJson> FromJson for Vec<T> {
    fn from_json(value: JsonValue<'_>) -> Result<Vec<T>, JsonError> {
        // As much room as is needed, but none for a million items of which the first may be wrong.
        let mut list = Vec::with_capacity(value.items()?.count().min(1 << 14));
        for item in value.items()? {
            list.push(T::from_json(item)?);
        }
        Ok(list)
    }
}

impl<K: FromJson + Ord, V: FromJson> FromJson for BTreeMap<K, V> {
    fn from_json(value: JsonValue<'_>) -> Result<BTreeMap<K, V>, JsonError> {
        let mut map = BTreeMap::new();
        for (name, value) in value.members()? {
            if map
                .insert(K::from_json(name)?, V::from_json(value)?)
                .is_some()
            {
                return Err(value.again());
            }
        }
        Ok(map)
    }
}

impl FromJson for String {
    fn from_json(value: JsonValue<'_>) -> Result<String, JsonError> {
        value.text("a string").map(String::from)
    }
}

impl FromJson for bool {
    fn from_json(value: JsonValue<'_>) -> Result<bool, JsonError> {
        value.boolean()
    }
}

macro_rules! integers {
    ($($type:ident)+) => {$(
        impl FromJson for $type {
            fn from_json(value: JsonValue<'_>) -> Result<$type, JsonError> {
                let integer = value.integer(stringify!($type))?;
                $type::try_from(integer).map_err(|_| value.out_of_range(integer, stringify!($type)))
            }
        }
    )+};
}

integers!(u8 u32 u64 i32);

impl JsonValue<'_> {
    /// Parses a string. `expected` says in the error what kind of string belongs here.
    ///
    /// # Errors
    /// [`JsonError`] with the error of parsing, or that this is no string.
    pub fn parse<T: FromStr<Err: Display>>(self, expected: &str) -> Result<T, JsonError> {
        let parsed = self.text(expected)?.parse();
        parsed.map_err(|error: T::Err| self.error(format_args!("{error}")))
    }
}

impl Field<'_> {
    /// The value.
    ///
    /// # Errors
    /// As [`FromJson::from_json`], or that it is missing.
    pub fn read<T: FromJson>(self) -> Result<T, JsonError> {
        match self.value() {
            Some(value) => T::from_json(value),
            None => T::absent().ok_or_else(|| self.missing()),
        }
    }

    /// The value, or that of a field left out.
    ///
    /// # Errors
    /// As [`FromJson::from_json`].
    pub fn read_or<T: FromJson>(self, absent: impl FnOnce() -> T) -> Result<T, JsonError> {
        self.value().map_or_else(|| Ok(absent()), T::from_json)
    }

    /// The value, or the default of its type: an empty list, for instance.
    ///
    /// # Errors
    /// As [`FromJson::from_json`].
    pub fn read_or_default<T: FromJson + Default>(self) -> Result<T, JsonError> {
        self.read_or(T::default)
    }
}
