//! RFC 8785 canonical JSON, for documents without floats, and digests of it.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;
use serde_json::{Number, Value};
use thiserror::Error;

use crate::encoding::Digest;

pub use crate::json::integer::MAX_INTEGER;

/// Why a value has no canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CanonicalError {
    /// A number with a fraction or an exponent.
    #[error("documents hold no floats, found {found}")]
    Float {
        /// The number.
        found: String,
    },
    /// An integer beyond 2^53 - 1 either way.
    #[error("expected an integer of at most 2^53 - 1, found {found}")]
    IntegerTooLarge {
        /// The integer.
        found: String,
    },
    /// The value cannot be written as JSON at all.
    #[error("not JSON: {0}")]
    NotJson(String),
}

/// The canonical bytes of `document`: no white space, keys in order of their UTF-16 code units, one spelling
/// for every string.
///
/// # Errors
/// [`CanonicalError`] if it holds a float or an integer beyond [`MAX_INTEGER`].
pub fn canonical<T: Serialize + ?Sized>(document: &T) -> Result<Vec<u8>, CanonicalError> {
    let value =
        serde_json::to_value(document).map_err(|e| CanonicalError::NotJson(e.to_string()))?;
    let mut out = String::new();
    write_value(&value, &mut out)?;
    Ok(out.into_bytes())
}

/// SHA-256 of the canonical form of `document`.
///
/// # Errors
/// As [`canonical`]; documents that were parsed always have a digest.
pub fn digest<T: Serialize + ?Sized>(document: &T) -> Result<Digest, CanonicalError> {
    canonical(document).map(|bytes| Digest::of(&bytes))
}

/// `document` as indented JSON with a final newline, for people. Its digest is that of the canonical form.
///
/// # Errors
/// As [`canonical`].
pub fn pretty<T: Serialize + ?Sized>(document: &T) -> Result<String, CanonicalError> {
    canonical(document)?;
    let mut text = serde_json::to_string_pretty(document)
        .map_err(|e| CanonicalError::NotJson(e.to_string()))?;
    text.push('\n');
    Ok(text)
}

fn write_value(value: &Value, out: &mut String) -> Result<(), CanonicalError> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => write_number(number, out)?,
        Value::String(text) => write_string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_value(item, out)?;
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut fields: Vec<(&String, &Value)> = map.iter().collect();
            fields.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (i, (key, field)) in fields.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                write_value(field, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn write_number(number: &Number, out: &mut String) -> Result<(), CanonicalError> {
    let found = number.to_string();
    let magnitude = match (number.as_u64(), number.as_i64()) {
        (Some(n), _) => n,
        (None, Some(n)) => n.unsigned_abs(),
        (None, None) => return Err(CanonicalError::Float { found }),
    };
    if magnitude > MAX_INTEGER {
        return Err(CanonicalError::IntegerTooLarge { found });
    }
    out.push_str(&found);
    Ok(())
}

/// A string in quotes, escaping only what JSON requires (RFC 8785, 3.2.2.2).
pub(crate) fn write_string(text: &str, out: &mut String) {
    out.push('"');
    // What needs no escape is copied as it is, and is nearly always all of it.
    let mut rest = text;
    let special = |b: u8| b < b' ' || b == b'"' || b == b'\\';
    while let Some((plain, tail)) = rest
        .bytes()
        .position(special)
        .and_then(|at| rest.split_at_checked(at))
    {
        out.push_str(plain);
        let mut tail = tail.chars();
        if let Some(c) = tail.next() {
            escape(c, out);
        }
        rest = tail.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn escape(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\u{8}' => out.push_str("\\b"),
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\u{c}' => out.push_str("\\f"),
        '\r' => out.push_str("\\r"),
        c => {
            out.push_str("\\u00");
            for nibble in [u32::from(c) >> 4, u32::from(c) & 15] {
                // Below 16, hence a hex digit.
                out.extend(char::from_digit(nibble, 16));
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn canonical_text(json: &str) -> String {
        let value: Value = serde_json::from_str(json).unwrap();
        String::from_utf8(canonical(&value).unwrap()).unwrap()
    }

    /// RFC 8785, section 3.2.2, without its floats.
    #[test]
    fn rfc_8785_strings_and_literals() {
        let input = r#"{
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        }"#;
        let expected = "{\"literals\":[null,true,false],\"string\":\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
        assert_eq!(canonical_text(input), expected);
    }

    /// RFC 8785, section 3.2.3: the order is that of UTF-16 code units, not of code points (the emoji,
    /// U+1F600, goes before U+FB33).
    #[test]
    fn rfc_8785_key_order() {
        let input = r#"{
            "\u20ac": "Euro Sign",
            "\r": "Carriage Return",
            "\ufb33": "Hebrew Letter Dalet With Dagesh",
            "1": "One",
            "\ud83d\ude00": "Emoji: Grinning Face",
            "\u0080": "Control",
            "\u00f6": "Latin Small Letter O With Diaeresis"
        }"#;
        let expected = [
            "{\"\\r\":\"Carriage Return\"",
            "\"1\":\"One\"",
            "\"\u{80}\":\"Control\"",
            "\"\u{f6}\":\"Latin Small Letter O With Diaeresis\"",
            "\"\u{20ac}\":\"Euro Sign\"",
            "\"\u{1f600}\":\"Emoji: Grinning Face\"",
            "\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}",
        ];
        assert_eq!(canonical_text(input), expected.join(","));
    }

    /// RFC 8785, section 3.2.2.2: all escapes.
    #[test]
    fn control_characters() {
        assert_eq!(
            canonical_text(r#""\b\t\n\f\r\u0000\u001f\u007f\u2028""#),
            "\"\\b\\t\\n\\f\\r\\u0000\\u001f\u{7f}\u{2028}\""
        );
    }

    #[test]
    fn numbers() {
        assert_eq!(
            canonical_text("[9007199254740991,-9007199254740991,0]"),
            "[9007199254740991,-9007199254740991,0]"
        );
        assert_eq!(
            canonical(&json!({ "a": 1.5 })),
            Err(CanonicalError::Float {
                found: "1.5".into()
            })
        );
        for n in [
            json!(9_007_199_254_740_992u64),
            json!(u64::MAX),
            json!(i64::MIN),
        ] {
            assert_eq!(
                canonical(&n),
                Err(CanonicalError::IntegerTooLarge {
                    found: n.to_string()
                })
            );
        }
    }

    #[test]
    fn digest_is_sha256_of_the_canonical_form() {
        assert_eq!(
            digest(&json!({"b": [], "a": {}})).unwrap(),
            Digest::of(b"{\"a\":{},\"b\":[]}")
        );
    }
}
