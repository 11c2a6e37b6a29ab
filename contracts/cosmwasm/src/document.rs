//! Messages, answers and what is stored, to and from [`Json`]. Each is declared once, and read strictly: a field unknown, missing, given twice,
//! `null` or of another type is refused.
//!
//! serde's derive would do it too, at four times the code.

use crate::error::ContractError;
use crate::json::Json;

/// What can be in a message.
pub trait Value: Sized {
    /// From JSON.
    ///
    /// # Errors
    /// [`ContractError::Message`].
    fn from_json(json: Json) -> Result<Self, ContractError>;

    /// To JSON; `null` if there is nothing, and then the field is left out.
    fn to_json(&self) -> Json;

    /// What it means that the field is left out, if it may be.
    fn left_out() -> Option<Self> {
        None
    }
}

fn wrong<T>(text: &str) -> Result<T, ContractError> {
    Err(ContractError::Message(text.to_owned()))
}

impl Value for Json {
    fn from_json(json: Json) -> Result<Json, ContractError> {
        Ok(json)
    }

    fn to_json(&self) -> Json {
        self.clone()
    }
}

impl Value for String {
    fn from_json(json: Json) -> Result<String, ContractError> {
        match json {
            Json::Text(text) => Ok(text),
            _ => wrong("expected a string"),
        }
    }

    fn to_json(&self) -> Json {
        Json::Text(self.clone())
    }
}

impl Value for bool {
    fn from_json(json: Json) -> Result<bool, ContractError> {
        match json {
            Json::Bool(value) => Ok(value),
            _ => wrong("expected true or false"),
        }
    }

    fn to_json(&self) -> Json {
        Json::Bool(*self)
    }
}

impl Value for u64 {
    fn from_json(json: Json) -> Result<u64, ContractError> {
        match json {
            Json::Integer(value) => Ok(value),
            _ => wrong("expected an integer from 0 to 18446744073709551615"),
        }
    }

    fn to_json(&self) -> Json {
        Json::Integer(*self)
    }
}

impl Value for u32 {
    fn from_json(json: Json) -> Result<u32, ContractError> {
        match json {
            Json::Integer(value) => match u32::try_from(value) {
                Ok(value) => Ok(value),
                Err(_) => wrong("expected an integer from 0 to 4294967295"),
            },
            _ => wrong("expected an integer from 0 to 4294967295"),
        }
    }

    fn to_json(&self) -> Json {
        Json::Integer(u64::from(*self))
    }
}

impl<T: Value> Value for Option<T> {
    fn from_json(json: Json) -> Result<Option<T>, ContractError> {
        match json {
            // A field without a value is left out.
            Json::Null => wrong("expected a value, or no such field"),
            json => T::from_json(json).map(Some),
        }
    }

    fn to_json(&self) -> Json {
        self.as_ref().map_or(Json::Null, T::to_json)
    }

    fn left_out() -> Option<Option<T>> {
        Some(None)
    }
}

/// The fields of an object, to be taken one by one.
pub struct Fields(Vec<(String, Json)>);

impl Fields {
    /// Of an object.
    ///
    /// # Errors
    /// [`ContractError::Message`] if it is none.
    pub fn of(json: Json) -> Result<Fields, ContractError> {
        match json {
            Json::Object(fields) => Ok(Fields(fields)),
            Json::TooMany => wrong("too many values"),
            _ => wrong("expected an object"),
        }
    }

    /// The first field of this name.
    ///
    /// # Errors
    /// [`ContractError::Message`] if it is missing or of another type.
    pub fn take<T: Value>(&mut self, name: &str) -> Result<T, ContractError> {
        match self.json(name) {
            Some(json) => T::from_json(json).map_err(|error| within(name, error)),
            None => T::left_out().ok_or_else(|| missing(name)),
        }
    }

    fn json(&mut self, name: &str) -> Option<Json> {
        let place = self.0.iter().position(|(found, _)| found == name)?;
        Some(self.0.remove(place).1)
    }

    /// Nothing may be left.
    ///
    /// # Errors
    /// [`ContractError::Message`]: a field unknown or given twice.
    pub fn end(self) -> Result<(), ContractError> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => wrong(&format!("{name:.64}: unknown, or given twice")),
        }
    }
}

fn within(name: &str, error: ContractError) -> ContractError {
    match error {
        ContractError::Message(text) => ContractError::Message(format!("{name}: {text}")),
        error => error,
    }
}

fn missing(name: &str) -> ContractError {
    ContractError::Message(format!("{name}: missing"))
}

/// Puts a field where there is something to say.
pub(crate) fn put(fields: &mut Vec<(String, Json)>, name: &str, value: Json) {
    if !matches!(value, Json::Null) {
        fields.push((name.to_owned(), value));
    }
}

/// The name and the body of a message: `{"name": {..}}`.
pub(crate) fn named(json: Json) -> Result<(String, Json), ContractError> {
    let mut fields = Fields::of(json)?.0;
    match (fields.pop(), fields.is_empty()) {
        (Some(named), true) => Ok(named),
        _ => wrong("expected an object of one field: the message's name, and its fields"),
    }
}

/// What is said of a name that no message has.
pub(crate) fn unknown<T>(name: &str) -> Result<T, ContractError> {
    wrong(&format!("{name:.64}: no such message"))
}

/// A struct, its fields those of an object.
macro_rules! document {
    ($(#[$doc:meta])* $vis:vis struct $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        $vis struct $name {
            $($(#[$about])* pub $field: $type,)*
        }

        impl $crate::document::Value for $name {
            fn from_json(json: $crate::json::Json) -> Result<Self, $crate::error::ContractError> {
                #[allow(unused_mut)]
                let mut fields = $crate::document::Fields::of(json)?;
                let value = $name { $($field: fields.take(stringify!($field))?,)* };
                fields.end()?;
                Ok(value)
            }

            fn to_json(&self) -> $crate::json::Json {
                #[allow(unused_mut)]
                let mut fields = Vec::new();
                $($crate::document::put(&mut fields, stringify!($field), self.$field.to_json());)*
                $crate::json::Json::Object(fields)
            }
        }

        $crate::document::by_serde!($name);
    };
}

/// An enum of messages, each with its name and the type of its body.
macro_rules! messages {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$about:meta])* $variant:ident($body:ty) = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $($(#[$about])* $variant($body),)*
        }

        impl $crate::document::Value for $name {
            fn from_json(json: $crate::json::Json) -> Result<Self, $crate::error::ContractError> {
                let (name, body) = $crate::document::named(json)?;
                match name.as_str() {
                    $($word => <$body>::from_json(body).map($name::$variant),)*
                    _ => $crate::document::unknown(&name),
                }
            }

            fn to_json(&self) -> $crate::json::Json {
                let (name, body) = match self {
                    $($name::$variant(body) => ($word, body.to_json()),)*
                };
                $crate::json::Json::Object(vec![(name.to_owned(), body)])
            }
        }

        $crate::document::by_serde!($name);
    };
}

/// For the storage, and for contracts in Rust that call this one.
macro_rules! by_serde {
    ($name:ident) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::document::Value::to_json(self).serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let json = $crate::json::Json::deserialize(deserializer)?;
                $crate::document::Value::from_json(json).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use {by_serde, document, messages};
