//! JSON Patch (RFC 6902): `add`, `remove` and `replace`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One change.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// `add`, `remove` or `replace`.
    pub op: String,
    /// A JSON Pointer (RFC 6901).
    pub path: String,
    /// What is put there; none to remove.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "given")]
    pub value: Option<Value>,
}

/// A value that is there, be it `null`.
mod given {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use serde_json::Value;

    pub fn serialize<S: Serializer>(value: &Option<Value>, s: S) -> Result<S::Ok, S::Error> {
        value.serialize(s)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<Value>, D::Error> {
        Value::deserialize(d).map(Some)
    }
}

fn edit(op: &str, path: &str, value: Option<Value>) -> Edit {
    let (op, path) = (op.into(), path.into());
    Edit { op, path, value }
}

/// Puts another value in the place of one.
pub fn replace(path: &str, value: impl Into<Value>) -> Edit {
    edit("replace", path, Some(value.into()))
}

/// Puts a value where none is: a field, or before an element of a list, `-` for its end.
pub fn add(path: &str, value: impl Into<Value>) -> Edit {
    edit("add", path, Some(value.into()))
}

/// Takes a value away.
pub fn remove(path: &str) -> Edit {
    edit("remove", path, None)
}

/// Applies the changes in order. Panics if one does not fit, or changes nothing.
pub fn apply(document: &mut Value, edits: &[Edit]) {
    for edit in edits {
        let before = document.clone();
        apply_one(document, edit);
        assert_ne!(before, *document, "{edit:?} changes nothing");
    }
}

fn apply_one(document: &mut Value, edit: &Edit) {
    let (parent, last) = edit.path.rsplit_once('/').unwrap();
    let last = last.replace("~1", "/").replace("~0", "~");
    let wrong = || panic!("{edit:?} does not fit");
    let parent = document.pointer_mut(parent).unwrap_or_else(wrong);
    match (edit.op.as_str(), parent, &edit.value) {
        ("replace", parent, Some(value)) => {
            let place = match parent {
                Value::Object(map) => map.get_mut(&last),
                Value::Array(list) => list.get_mut(last.parse::<usize>().unwrap()),
                _ => None,
            };
            *place.unwrap_or_else(wrong) = value.clone();
        }
        ("add", Value::Object(map), Some(value)) => {
            map.insert(last, value.clone());
        }
        ("add", Value::Array(list), Some(value)) => {
            let at = if last == "-" {
                list.len()
            } else {
                last.parse().unwrap()
            };
            list.insert(at, value.clone());
        }
        ("remove", Value::Object(map), None) => {
            map.remove(&last)
                .unwrap_or_else(|| panic!("{edit:?}: nothing there"));
        }
        ("remove", Value::Array(list), None) => {
            list.remove(last.parse().unwrap());
        }
        _ => panic!("{edit:?} is no edit"),
    }
}
