//! Names and values that are collected, to be written in order.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::Serialize;
use serde_json::Value;

use super::error::CanonicalError;
use super::sink::Sink;
use super::strings::write_string;

/// Names, and their values as they are written.
#[derive(Default)]
pub(super) struct Collected(Vec<(String, String)>);

impl Collected {
    pub fn add(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }

    /// All of them, in the order of the names' UTF-16 code units, without the brace at the end.
    pub fn put(mut self, out: &mut dyn Sink) {
        self.0
            .sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        out.put("{");
        let mut before = "";
        for (name, value) in &self.0 {
            out.put(before);
            write_string(name, out);
            out.put(":");
            out.put(value);
            before = ",";
        }
    }
}

/// The name that a key is written as.
pub(super) fn name<K: Serialize + ?Sized>(key: &K) -> Result<String, CanonicalError> {
    match serde_json::to_value(key) {
        Ok(Value::String(name)) => Ok(name),
        Ok(_) => Err(CanonicalError::NotJson("a name is a string".into())),
        Err(error) => Err(CanonicalError::NotJson(error.to_string())),
    }
}
