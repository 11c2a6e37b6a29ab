//! `documents/parse.json`: bytes that are, or are not, a supply document.

use assay_statement::{parse_document, ParseError, Supply};
use serde_json::{json, Map, Value};

use crate::operation::{bytes, text, Found, Operation};
use crate::vector_file::{Notes, VectorFile};

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

/// A slash in two bytes.
fn overlong() -> Vec<u8> {
    let mut bytes = with("fund:x", "fund:??");
    let at = bytes.iter().position(|b| *b == b'?').unwrap();
    bytes[at..at + 2].copy_from_slice(&[0xc0, 0xaf]);
    bytes
}

/// Comment, flag and bytes; those of the flag `Normal` are valid.
fn cases() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let good = |comment, bytes| (comment, "Normal", bytes);
    let bad = |comment, bytes| (comment, "Strict", bytes);
    let form = |comment, bytes| (comment, "Form", bytes);
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
        form("no currency", with("\"currency\":\"USD\",", "")),
        form("a currency in lower case", with("USD", "usd")),
        form("no version", with("\"assay\":\"v1\",", "")),
        form("the version as a number", with("\"v1\"", "1")),
        bad("a lone surrogate", with("fund:x", "fund:\\ud83d")),
        bad("a control character that is not escaped", with("fund:x", "fund:\u{1}")),
        form("a letter outside ASCII in a subject", with("fund:x", "fund:\u{fc}")),
        form("an empty subject", with("fund:x", "")),
        form("a lower-case Z", with("22:00:00Z", "22:00:00z")),
        form("a fraction of a second", with("22:00:00Z", "22:00:00.0Z")),
        form("a leap second", with("22:00:00Z", "23:59:60Z")),
        form("an entry of no kind", entry("{\"quantity\":\"10\"}")),
        form("an entry of an unknown kind", entry("{\"entry\":\"wallet\",\"quantity\":\"10\"}")),
        form("a field of another kind of entry", entry("{\"entry\":\"pending_redemptions\",\"quantity\":\"1\",\"registrar\":\"r\"}")),
        form("an excluded balance without reason", entry("{\"entry\":\"excluded\",\"quantity\":\"1\",\"reason\":\"\"}")),
        form("a chain that is no CAIP-2 id", entry("{\"entry\":\"chain\",\"chain\":\"ethereum\",\"token\":\"t\",\"block\":1,\"block_hash\":\"h\",\"raw\":\"1\",\"decimals\":6}")),
        form("raw as a decimal", entry("{\"entry\":\"chain\",\"chain\":\"eip155:1\",\"token\":\"t\",\"block\":1,\"block_hash\":\"h\",\"raw\":\"1.0\",\"decimals\":6}")),
        form("a negative block", entry("{\"entry\":\"chain\",\"chain\":\"eip155:1\",\"token\":\"t\",\"block\":-1,\"block_hash\":\"h\",\"raw\":\"1\",\"decimals\":6}")),
        form("79 digits", with("\"10\"", &format!("\"{}\"", "1".repeat(79)))),
        form("a decimal without digits before the point", with("\"10\"", "\".5\"")),
        form("a decimal without digits after the point", with("\"10\"", "\"5.\"")),
        form("a decimal with a plus", with("\"10\"", "\"+10\"")),
        form("a decimal with separators", with("\"10\"", "\"1,0\"")),
        form("an Arabic-Indic digit", with("\"10\"", "\"\u{661}\"")),
        // Added later: cases keep their numbers.
        bad("a null where a field may be left out", with("\"value_per_token\":\"1\"", "\"value_per_token\":\"1\",\"note\":null")),
        bad("a single-quoted string", with("\"fund:x\"", "'fund:x'")),
        bad("a name without quotes", with("\"subject\"", "subject")),
        bad("a form feed between tokens", with(",\"entries\"", ",\u{c}\"entries\"")),
        bad("a no-break space between tokens", with(",\"entries\"", ",\u{a0}\"entries\"")),
        bad("an escape that JSON does not have", with("fund:x", "fund:\\x78")),
        bad("a surrogate of the second half alone", with("fund:x", "fund:\\ude00")),
        bad("UTF-8 that is longer than it need be", overlong()),
        bad("UTF-16", GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        good("a subject with an escaped slash and a quote", with("fund:x", "fund:\\/\\\"")),
        form("an integer where a decimal is expected", with("\"value_per_token\":\"1\"", "\"value_per_token\":1")),
        form("an object where a list is expected", with("[{\"entry\":\"book_entry\",\"registrar\":\"r\",\"quantity\":\"10\"}]", "{}")),
    ]
}

/// The operation of these cases.
pub const OPERATION: Operation = Operation { name: "parse", run };

fn run(_: &Value, case: &Value) -> Found {
    let bytes = match case.get("text") {
        Some(_) => text(case, "text").as_bytes().to_vec(),
        None => bytes(case, "hex"),
    };
    let found: Result<Supply, ParseError> = parse_document(&bytes);
    // These cases say that a text is refused, and not how: there is one code.
    found.map(|_| Map::new()).map_err(|_| String::new())
}

const NOTES: &Notes = &[
    (
        "Normal",
        "Refuses what is in order.",
        "Honest reports are lost.",
    ),
    (
        "Strict",
        "Reads JSON that has more than one reading.",
        "Two verifiers take the same file for two documents.",
    ),
    (
        "Form",
        "Takes a field of another form, or one that does not exist.",
        "Two verifiers take the same file for two documents.",
    ),
];

pub fn file() -> VectorFile {
    let comment = "Bytes of a file, as text or hex: a supply document, or \"malformed\".";
    let mut file = VectorFile::new(OPERATION, comment, NOTES);
    for (comment, flag, bytes) in cases() {
        let input = match String::from_utf8(bytes) {
            Ok(text) => json!({ "text": text }),
            Err(e) => json!({ "hex": hex::encode(e.into_bytes()) }),
        };
        match flag {
            "Normal" => file.valid(flag, comment, input),
            _ => file.refused("", flag, comment, input),
        }
    }
    // See `run`.
    file.cases.iter_mut().for_each(|case| case.error = None);
    file
}
