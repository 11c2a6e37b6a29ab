//! RFC 8785 canonical JSON, for documents without floats, and digests of it.
//!
//! Written piece by piece as a document is walked: a digest takes no more memory than one object whose names are data.

mod collected;
mod error;
mod field_pass;
mod number;
mod sink;
mod strings;
mod write;

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::encoding::Digest;
use sink::Nowhere;
use write::write;

pub use error::CanonicalError;

pub use crate::json::integer::MAX_INTEGER;

/// The canonical bytes of `document`: no white space, keys in order of their UTF-16 code units, one spelling
/// for every string.
///
/// # Errors
/// [`CanonicalError`] if it holds a float or an integer beyond [`MAX_INTEGER`].
pub fn canonical<T: Serialize + ?Sized>(document: &T) -> Result<Vec<u8>, CanonicalError> {
    let mut out = String::new();
    write(document, &mut out)?;
    Ok(out.into_bytes())
}

/// SHA-256 of the canonical form of `document`, which is nowhere written as a whole.
///
/// # Errors
/// As [`canonical`]; documents that were parsed always have a digest.
pub fn digest<T: Serialize + ?Sized>(document: &T) -> Result<Digest, CanonicalError> {
    let mut hash = Sha256::new();
    write(document, &mut hash)?;
    Ok(Digest(hash.finalize().into()))
}

/// `document` as indented JSON with a final newline, for people. Its digest is that of the canonical form.
///
/// # Errors
/// As [`canonical`].
pub fn pretty<T: Serialize + ?Sized>(document: &T) -> Result<String, CanonicalError> {
    write(document, &mut Nowhere)?;
    let mut text = serde_json::to_string_pretty(document)
        .map_err(|e| CanonicalError::NotJson(e.to_string()))?;
    text.push('\n');
    Ok(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::{json, Value};

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
