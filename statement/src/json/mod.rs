//! Strict reading of JSON: every byte sequence is refused that another reader could take for something else.

pub(crate) mod error;
pub(crate) mod field_readers;
pub(crate) mod fields;
pub(crate) mod from_json;
pub(crate) mod integer;
mod measure;
pub(crate) mod scan;
pub(crate) mod tape;
mod token;
mod unescape;
pub(crate) mod value;

pub use error::{JsonError, ParseError};
pub use fields::{Field, Fields, Items, Members, MAX_FIELDS};
pub use from_json::FromJson;
pub use value::JsonValue;
