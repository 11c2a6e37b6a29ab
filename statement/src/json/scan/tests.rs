//! The scanner against serde_json.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::*;
use crate::json::measure::measure;
use crate::json::token::Item;

/// The value on a tape at a position. Names that are there twice are one.
fn value(tape: &Tape<'_>, at: usize) -> Value {
    match tape.item(at).unwrap() {
        Item::Bool(value) => value.into(),
        Item::Integer(value) => value.into(),
        Item::Text(..) | Item::Escaped(..) => tape.text(at).unwrap().into(),
        Item::List(end) => {
            let mut items = Vec::new();
            let mut next = at + 1;
            while next < end {
                items.push(value(tape, next));
                next = tape.after(next);
            }
            items.into()
        }
        Item::Object(end) => {
            let mut fields = Map::new();
            let mut next = at + 1;
            while next < end {
                let name = tape.text(next).unwrap().to_string();
                fields.insert(name, value(tape, next + 1));
                next = tape.after(next + 1);
            }
            fields.into()
        }
    }
}

/// Whether documents may hold it: no `null`, no number but integers of at most 2^53 - 1, in lists of an object nothing
/// but strings and objects.
fn is_plain(value: &Value, within_object: bool) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(_) | Value::String(_) => true,
        Value::Number(number) => {
            let magnitude = number.as_u64().or(number.as_i64().map(i64::unsigned_abs));
            magnitude.is_some_and(|magnitude| magnitude <= MAX_INTEGER)
        }
        Value::Array(items) => items.iter().all(|item| {
            let fits = !within_object || item.is_string() || item.is_object();
            fits && is_plain(item, within_object)
        }),
        Value::Object(fields) => fields.values().all(|field| is_plain(field, true)),
    }
}

/// Both readers say the same of a text.
fn compare(text: &str) {
    let expected = serde_json::from_str::<Value>(text);
    match (scan(text), expected) {
        (Ok(tape), Ok(expected)) => {
            assert_eq!(value(&tape, 0), expected, "{text}");
            let size = measure(text.as_bytes());
            assert_eq!(tape.tokens.len(), size.values, "{text}");
            assert!(tape.unescaped.len() <= size.escaped, "{text}");
        }
        (Ok(_), Err(error)) => panic!("{text} is read, but {error}"),
        // Not told from the value: -0, and an integer as a float.
        (Err(ParseError::Float { .. }), Ok(_)) => {}
        (Err(error), Ok(expected)) => assert!(!is_plain(&expected, false), "{text}: {error}"),
        (Err(_), Err(_)) => {}
    }
}

#[test]
fn reads_what_serde_json_reads() {
    let deep = |levels: usize| "{\"a\":".repeat(levels) + "1" + &"}".repeat(levels);
    for text in [
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "{}",
        "[]",
        " { } ",
        "[ ]",
        "[,]",
        "[1,]",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1 \"b\":2}",
        "{1:2}",
        "{\"a\":1}x",
        "{\"a\":1} ",
        "\u{feff}{}",
        "true",
        "tru",
        "truer",
        "false",
        "null",
        "nul",
        "\"a\"",
        "\"a",
        "\"\\\"",
        "\"\\\\\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u00e9\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud83d\"",
        "\"\\ude00\"",
        "\"\\ud83d\\u0041\"",
        "\"\\ud83dx\"",
        "\"\\u+123\"",
        "\"\u{1}\"",
        "\"\n\"",
        "\"\u{7f}\u{80}\u{2028}\"",
        "\"\\b\\f\\n\\r\\t\\/\"",
        "\"a\\nb\\u00e9c\"",
        "\"\\n\u{1}\"",
        "\"é\\né\"",
        "0",
        "-0",
        "00",
        "01",
        "-",
        "-1",
        "--1",
        "+1",
        "1.",
        "1.5",
        ".5",
        "1e5",
        "1e",
        "1e+",
        "1E-2",
        "1.e1",
        "9007199254740991",
        "9007199254740992",
        "-9007199254740991",
        "-9007199254740992",
        "18446744073709551615",
        "18446744073709551616",
        "1 2",
        "{\"a\":[1]}",
        "{\"a\":[[]]}",
        "{\"a\":[\"b\",{}]}",
        "{\"a\":[true]}",
        "{\"a\":[null]}",
        "[[[1]]]",
        "{\"a\u{0}\":1}",
        "\u{b}{}",
        "{}\u{c}",
        "[1\t,\r\n2]",
        &deep(127),
        &deep(128),
        &"[".repeat(127),
        &("[".repeat(127) + &"]".repeat(127)),
        &("[".repeat(128) + &"]".repeat(128)),
    ] {
        compare(text);
    }
    assert!(scan(&deep(127)).is_ok());
    assert!(matches!(scan(&deep(128)), Err(ParseError::Json { .. })));
}

#[test]
fn faults_have_their_place() {
    let message = |text: &str| scan(text).err().unwrap().to_string();
    assert_eq!(
        message("{\"a\":\n  [1 2]}"),
        "a[0]: expected a string or an object"
    );
    assert_eq!(
        message("{\"a\":\n {\"b\": x}}"),
        "malformed JSON: expected a value at line 2 column 8"
    );
    assert_eq!(
        message("{\"a\": {\"b\": null}}"),
        "a.b: null is not a value; leave the field out"
    );
}

/// Pieces of JSON, right and wrong.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        " ",
        "\n",
        "\"a\"",
        "\"b\":",
        "\"\\u0041\"",
        "\"\\\"\"",
        "1",
        "-1",
        "0",
        ".5",
        "e3",
        "true",
        "false",
        "null",
        "\\u",
        "d83d",
        "{}",
        "[]",
        "é",
        "\"c\":1,",
        "{\"d\":",
    ];
    prop::sample::select(pieces.to_vec()).prop_map(String::from)
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Value::from),
        (-MAX_INTEGER_PLUS..MAX_INTEGER_PLUS).prop_map(Value::from),
        "\\PC{0,8}|[\\x00-\\x20\"\\\\]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-c\"\\\\é]{0,2}", inner, 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

const MAX_INTEGER_PLUS: i64 = MAX_INTEGER as i64 + 2;

proptest! {
    #[test]
    fn reads_pieces_as_serde_json_does(pieces in prop::collection::vec(piece(), 0..12)) {
        compare(&pieces.concat());
    }

    #[test]
    fn reads_values_as_serde_json_does(value in json(), cut in 0usize..200, indented in any::<bool>()) {
        let text = match indented {
            true => serde_json::to_string_pretty(&value).unwrap(),
            false => value.to_string(),
        };
        compare(&text);
        if let Some(part) = text.get(..cut) {
            compare(part);
        }
    }
}
