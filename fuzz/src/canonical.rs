//! RFC 8785 against a canonicaliser that shares no code with ours.

use assay_statement::canonical::MAX_INTEGER;
use assay_statement::{canonical, digest, Digest};
use serde_json::Value;

/// Any JSON: its canonical form is that of the reference, reads back as the same value, and is its own canonical form.
/// There is none exactly if it holds a float or an integer beyond 2^53 - 1.
pub fn check(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return;
    };
    let expected = reference(&value);
    let found = canonical(&value).ok();
    assert_eq!(found, expected.map(String::into_bytes));
    let Some(form) = found else {
        return;
    };
    let again: Value = serde_json::from_slice(&form).expect("canonical JSON is JSON");
    assert_eq!(again, value);
    assert_eq!(canonical(&again).as_deref(), Ok(&form[..]));
    assert_eq!(digest(&value), Ok(Digest::of(&form)));
}

/// Strings as serde_json writes them, which is what RFC 8785 asks for; names sorted by their UTF-16 code units.
fn reference(value: &Value) -> Option<String> {
    Some(match value {
        Value::Number(number) => {
            let magnitude = number
                .as_u64()
                .or_else(|| number.as_i64().map(i64::unsigned_abs))?;
            (magnitude <= MAX_INTEGER).then(|| number.to_string())?
        }
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(reference).collect();
            format!("[{}]", items?.join(","))
        }
        Value::Object(map) => {
            let mut fields = Vec::new();
            for (name, field) in map {
                let units: Vec<u16> = name.encode_utf16().collect();
                fields.push((units, Value::from(name.as_str()), reference(field)?));
            }
            fields.sort_by(|a, b| a.0.cmp(&b.0));
            let fields: Vec<String> = fields
                .into_iter()
                .map(|(_, name, field)| format!("{name}:{field}"))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
        // `null`, booleans, and strings.
        plain => plain.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_what_is_canonical_and_what_is_not() {
        for text in [
            "{\"b\":[1,{}],\"a\":\"\\u0001é\"}",
            "1.5",
            "9007199254740992",
            "{",
        ] {
            check(text.as_bytes());
        }
        assert_eq!(reference(&serde_json::json!([1.5])), None);
    }
}
