//! What every document has in common: the version, the kind, and a digest.

use core::fmt;
use core::marker::PhantomData;

use serde::{Serialize, Serializer};

use crate::json::error::JsonError;
use crate::json::from_json::FromJson;
use crate::json::value::JsonValue;
use crate::macros::serde_as_string;

pub use crate::protocol::VERSION;

/// Largest document of most kinds, in bytes: a book of 2^14 rows takes a third of it.
pub const MAX_BYTES: usize = 16 << 20;

/// A JSON document with `"assay": "v1"` and a kind of its own.
pub trait Document: FromJson {
    /// Its `"kind"`.
    const KIND: &'static str;

    /// Largest file of this kind that a reader should accept, in bytes.
    const MAX_BYTES: usize = MAX_BYTES;

    /// Whether error messages must show nothing of its contents.
    const PRIVATE: bool = false;
}

/// The protocol version, `"assay": "v1"`. There is no default and no other version.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct V1;

/// A version other than `v1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected version \"{VERSION}\"")]
pub struct NotV1;

impl core::str::FromStr for V1 {
    type Err = NotV1;

    fn from_str(text: &str) -> Result<V1, NotV1> {
        if text == VERSION {
            Ok(V1)
        } else {
            Err(NotV1)
        }
    }
}

impl fmt::Display for V1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(VERSION)
    }
}

impl fmt::Debug for V1 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(VERSION)
    }
}

serde_as_string!(V1, "the version \"v1\"");

/// The field `"kind"` of a document of type `D`: always [`Document::KIND`].
pub struct Kind<D>(PhantomData<fn() -> D>);

impl<D> Kind<D> {
    /// The one value of this type.
    pub const fn new() -> Kind<D> {
        Kind(PhantomData)
    }
}

impl<D> Default for Kind<D> {
    fn default() -> Kind<D> {
        Kind::new()
    }
}

impl<D> Clone for Kind<D> {
    fn clone(&self) -> Kind<D> {
        *self
    }
}

impl<D> Copy for Kind<D> {}

impl<D> PartialEq for Kind<D> {
    fn eq(&self, _: &Kind<D>) -> bool {
        true
    }
}

impl<D> Eq for Kind<D> {}

impl<D: Document> fmt::Debug for Kind<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(D::KIND)
    }
}

impl<D: Document> Serialize for Kind<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(D::KIND)
    }
}

impl<D: Document> FromJson for Kind<D> {
    fn from_json(value: JsonValue<'_>) -> Result<Kind<D>, JsonError> {
        read_kind(value, D::KIND).map(|()| Kind::new())
    }
}

fn read_kind(value: JsonValue<'_>, kind: &str) -> Result<(), JsonError> {
    if !value.is_text() {
        return Err(value.unexpected(&alloc::format!("the kind \"{kind}\"")));
    }
    match value.text("a string")? == kind {
        true => Ok(()),
        false => Err(value.error(format_args!("expected kind \"{kind}\""))),
    }
}
