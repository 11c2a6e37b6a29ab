//! Any JSON, read so that whatever is wrong with a message has a code.
//!
//! The host library parses a message before the contract sees it, and answers what does not fit with a text of its own. So the
//! contract asks for any JSON at all, loses nothing of it (a field given twice stays there twice), and fits it to the
//! message type itself (module `document`). Text that is no JSON does not reach a contract: the chain refuses it first.

use core::cell::Cell;
use core::fmt;

use cosmwasm_std::to_json_string;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::error::ContractError;

/// Most values in a message: list items and fields, at any depth. A registry of a thousand keys has some five thousand.
pub const MAX_VALUES: usize = 1 << 16;

/// Any JSON, as it was written but for spaces.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number that is an integer, not negative.
    Integer(u64),
    /// Any other number; no message has one.
    OtherNumber,
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// The fields of an object in order, even if there are two of a name.
    Object(Vec<(String, Json)>),
    /// More than [`MAX_VALUES`] values, not kept: they could exhaust the contract's memory, which is a trap and no refusal.
    TooMany,
}

impl Json {
    /// The text of it.
    ///
    /// # Errors
    /// [`ContractError::Message`] if there is a number in it that is no integer or is negative, or if there are too many values.
    pub fn text(&self) -> Result<String, ContractError> {
        to_json_string(self).map_err(|_| ContractError::Message(UNWRITABLE.to_owned()))
    }
}

const UNWRITABLE: &str = "expected integers that are not negative, and not too many values";

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(value) => serializer.serialize_bool(*value),
            Json::Integer(value) => serializer.serialize_u64(*value),
            Json::OtherNumber | Json::TooMany => Err(serde::ser::Error::custom(UNWRITABLE)),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(items) => serializer.collect_seq(items),
            Json::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        let left = Cell::new(MAX_VALUES);
        let json = Node { left: &left }.deserialize(deserializer)?;
        Ok(match left.get() {
            0 => Json::TooMany,
            _ => json,
        })
    }
}

/// Reads a value and what is in it.
#[derive(Clone, Copy)]
struct Node<'a> {
    left: &'a Cell<usize>,
}

impl Node<'_> {
    /// Whether one more value may be kept.
    fn keeps(self) -> bool {
        self.left.set(self.left.get().saturating_sub(1));
        self.left.get() > 0
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json, E> {
        Ok(Json::Integer(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(u64::try_from(value).map_or(Json::OtherNumber, Json::Integer))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json, E> {
        Ok(Json::OtherNumber)
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(self)? {
            if self.keeps() {
                items.push(item);
            }
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json, A::Error> {
        let mut fields = Vec::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = map.next_value_seed(self)?;
            if self.keeps() {
                fields.push((name, value));
            }
        }
        Ok(Json::Object(fields))
    }
}
