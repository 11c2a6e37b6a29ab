//! `documents/parse.json`: bytes that are, or are not, a supply document.

use assay_statement::{parse_document, ParseError, Supply};
use serde_json::{json, Value};

use crate::files::{holds_json, read};

const GOOD: &str = r#"{"assay":"v1","kind":"supply","subject":"fund:x","as_of":"2026-11-20T22:00:00Z","currency":"USD","entries":[{"entry":"book_entry","registrar":"r","quantity":"10"}],"value_per_token":"1"}"#;

/// The good document, with one piece of text replaced.
fn with(from: &str, to: &str) -> Vec<u8> {
    assert!(GOOD.contains(from), "{from}");
    GOOD.replacen(from, to, 1).into_bytes()
}

fn entry(entry: &str) -> Vec<u8> {
    with(
        r#"{"entry":"book_entry","registrar":"r","quantity":"10"}"#,
        entry,
    )
}

fn cases() -> Vec<(&'static str, bool, Vec<u8>)> {
    let good = |comment, bytes| (comment, true, bytes);
    let bad = |comment, bytes| (comment, false, bytes);
    let mut not_utf8 = with("fund:x", "fund:?");
    let at = not_utf8.iter().position(|b| *b == b'?').unwrap();
    not_utf8[at] = 0xff;
    vec![
        good("as it should be", GOOD.into()),
        good("white space around and between", with(",\"entries\"", " ,\r\n\t\"entries\"").into_iter().chain(*b" \n").collect()),
        good("fields in another order", with("\"assay\":\"v1\",\"kind\":\"supply\"", "\"kind\":\"supply\",\"assay\":\"v1\"")),
        good("an escaped letter", with("fund:x", "fund:\\u0078")),
        good("no entries: well formed, though it makes no sense", with(r#"{"entry":"book_entry","registrar":"r","quantity":"10"}"#, "")),
        bad("nothing", vec![]),
        bad("a list", b"[]".to_vec()),
        bad("a byte order mark", [b"\xef\xbb\xbf".as_slice(), GOOD.as_bytes()].concat()),
        bad("not UTF-8", not_utf8),
        bad("cut short", GOOD.as_bytes()[..GOOD.len() - 1].to_vec()),
        bad("something after the end", [GOOD, "{}"].concat().into_bytes()),
        bad("a comment", with("{\"assay\"", "/* */{\"assay\"")),
        bad("a trailing comma", with("\"1\"}", "\"1\",}")),
        bad("a field twice, alike", with("\"value_per_token\":\"1\"", "\"value_per_token\":\"1\",\"value_per_token\":\"1\"")),
        bad("a field twice, one of them escaped", with("\"value_per_token\":\"1\"", "\"value_per_token\":\"1\",\"v\\u0061lue_per_token\":\"1\"")),
        bad("a field twice, deeper", with("\"registrar\":\"r\"", "\"registrar\":\"r\",\"registrar\":\"r\"")),
        bad("the kind twice", with("\"kind\":\"supply\"", "\"kind\":\"supply\",\"kind\":\"book\"")),
        bad("no currency", with("\"currency\":\"USD\",", "")),
        bad("a currency in lower case", with("USD", "usd")),
        bad("no version", with("\"assay\":\"v1\",", "")),
        bad("the version as a number", with("\"v1\"", "1")),
        bad("a lone surrogate", with("fund:x", "fund:\\ud83d")),
        bad("a control character that is not escaped", with("fund:x", "fund:\u{1}")),
        bad("a letter outside ASCII in a subject", with("fund:x", "fund:\u{fc}")),
        bad("an empty subject", with("fund:x", "")),
        bad("a lower-case Z", with("22:00:00Z", "22:00:00z")),
        bad("a fraction of a second", with("22:00:00Z", "22:00:00.0Z")),
        bad("a leap second", with("22:00:00Z", "23:59:60Z")),
        bad("an entry of no kind", entry("{\"quantity\":\"10\"}")),
        bad("an entry of an unknown kind", entry("{\"entry\":\"wallet\",\"quantity\":\"10\"}")),
        bad("a field of another kind of entry", entry("{\"entry\":\"pending_redemptions\",\"quantity\":\"1\",\"registrar\":\"r\"}")),
        bad("an excluded balance without reason", entry("{\"entry\":\"excluded\",\"quantity\":\"1\",\"reason\":\"\"}")),
        bad("a chain that is no CAIP-2 id", entry("{\"entry\":\"chain\",\"chain\":\"ethereum\",\"token\":\"t\",\"block\":1,\"block_hash\":\"h\",\"raw\":\"1\",\"decimals\":6}")),
        bad("raw as a decimal", entry("{\"entry\":\"chain\",\"chain\":\"eip155:1\",\"token\":\"t\",\"block\":1,\"block_hash\":\"h\",\"raw\":\"1.0\",\"decimals\":6}")),
        bad("a negative block", entry("{\"entry\":\"chain\",\"chain\":\"eip155:1\",\"token\":\"t\",\"block\":-1,\"block_hash\":\"h\",\"raw\":\"1\",\"decimals\":6}")),
        bad("79 digits", with("\"10\"", &format!("\"{}\"", "1".repeat(79)))),
        bad("a decimal without digits before the point", with("\"10\"", "\".5\"")),
        bad("a decimal without digits after the point", with("\"10\"", "\"5.\"")),
        bad("a decimal with a plus", with("\"10\"", "\"+10\"")),
        bad("a decimal with separators", with("\"10\"", "\"1,0\"")),
        bad("an Arabic-Indic digit", with("\"10\"", "\"\u{661}\"")),
    ]
}

#[test]
fn parsing() {
    let list: Vec<Value> = cases()
        .into_iter()
        .map(|(comment, valid, bytes)| {
            let result = if valid { "valid" } else { "invalid" };
            match String::from_utf8(bytes) {
                Ok(text) => json!({ "comment": comment, "result": result, "text": text }),
                Err(e) => json!({ "comment": comment, "result": result, "hex": hex::encode(e.into_bytes()) }),
            }
        })
        .collect();
    let value = json!({ "comment": "Bytes of a file, as text or hex: a supply document, or \"malformed\".", "cases": list });
    holds_json("documents/parse.json", &value);

    let vectors: Value = serde_json::from_str(&read("documents/parse.json")).unwrap();
    for case in vectors["cases"].as_array().unwrap() {
        let bytes = match (&case["text"], &case["hex"]) {
            (Value::String(text), _) => text.clone().into_bytes(),
            (_, Value::String(text)) => hex::decode(text).unwrap(),
            _ => panic!("{case}"),
        };
        let found: Result<Supply, ParseError> = parse_document(&bytes);
        assert_eq!(
            found.is_ok(),
            case["result"] == "valid",
            "{}: {found:?}",
            case["comment"]
        );
    }
}
