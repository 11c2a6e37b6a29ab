//! Texts that are no document of their kind, each for one reason.

use serde_json::{json, Value};

use super::samples::{case, sample, with, KINDS};
use crate::vector_file::VectorFile;

pub fn add_to(file: &mut VectorFile) {
    kinds(file);
    texts(file);
    times(file);
    numbers(file);
    fields(file);
}

fn kinds(file: &mut VectorFile) {
    for kind in KINDS {
        let other = if kind == "book" { "policy" } else { "book" };
        file.refused(
            "malformed",
            "Form",
            &format!("{kind}: it says that it is a {other}"),
            with(kind, "/kind", other),
        );
        file.refused(
            "malformed",
            "Form",
            &format!("{kind}: a field too many"),
            with(kind, "/note", "x"),
        );
        let mut less = sample(kind);
        let name = if kind == "policy" { "name" } else { "subject" };
        less.as_object_mut().unwrap().remove(name).unwrap();
        file.refused(
            "malformed",
            "Form",
            &format!("{kind}: no {name}"),
            case(kind, less.to_string()),
        );
    }
    file.refused(
        "malformed",
        "Form",
        "book: version 2",
        with("book", "/assay", "v2"),
    );
}

/// Cases of a kind: what is changed, where, and to what.
fn bad(file: &mut VectorFile, flag: &str, kind: &str, list: Vec<(&str, &str, Value)>) {
    for (comment, at, value) in list {
        file.refused(
            "malformed",
            flag,
            &format!("{kind}: {comment}"),
            with(kind, at, value),
        );
    }
}

fn texts(file: &mut VectorFile) {
    let flag = "Boundary";
    let row = "/rows/0/instrument";
    bad(
        file,
        flag,
        "book",
        vec![
            ("an id of 129 bytes", row, "!".repeat(129).into()),
            ("an empty id", row, "".into()),
            ("an id with a space", row, "US 91".into()),
            ("an id with a letter outside ASCII", row, "\u{e9}".into()),
            ("an id with the character 0x7f", row, "a\u{7f}".into()),
            ("a subject of 257 bytes", "/subject", "~".repeat(257).into()),
            ("a currency of two", "/currency", "US".into()),
            (
                "a currency of thirteen",
                "/currency",
                "ABCDEFGHIJ098".into(),
            ),
            ("an unknown kind of row", "/rows/0/kind", "share".into()),
            ("a kind of row in upper case", "/rows/0/kind", "BILL".into()),
        ],
    );
    bad(
        file,
        flag,
        "policy",
        vec![
            (
                "a text of 4,098 bytes in 2,049 letters",
                "/name",
                "\u{e9}".repeat(2049).into(),
            ),
            ("an empty text", "/name", "".into()),
            ("a line feed in a text", "/name", "a\nb".into()),
            (
                "a next-line character in a text",
                "/name",
                "a\u{85}b".into(),
            ),
            ("a line separator in a text", "/name", "a\u{2028}b".into()),
            ("an isolate in a text", "/name", "a\u{2066}b".into()),
            ("a byte order mark in a text", "/name", "a\u{feff}b".into()),
            ("a status that does not exist", "/status", "draft".into()),
        ],
    );
    let commitment = "/commitment";
    bad(
        file,
        "Form",
        "commitment",
        vec![
            ("a point of 33 bytes", commitment, "0b".repeat(33).into()),
            (
                "a point with half a byte",
                commitment,
                "0b".repeat(32)[1..].into(),
            ),
            ("a point in upper case", commitment, "0B".repeat(32).into()),
            (
                "a point with a prefix",
                commitment,
                format!("0x{}", "0b".repeat(31)).into(),
            ),
            ("a digest of 31 bytes", "/book", "0a".repeat(31).into()),
        ],
    );
    bad(
        file,
        "Form",
        "attestation",
        vec![
            ("an unknown scheme", "/signatures/0/scheme", "rsa".into()),
            (
                "half a byte of signature",
                "/signatures/0/signature",
                "0d0".into(),
            ),
            (
                "a key in upper case",
                "/signatures/0/public_key",
                "0C".repeat(32).into(),
            ),
        ],
    );
}

fn times(file: &mut VectorFile) {
    let at = "/as_of";
    bad(
        file,
        "Boundary",
        "book",
        vec![
            ("an hour of 24", at, "2026-11-20T24:00:00Z".into()),
            ("a minute of 60", at, "2026-11-20T22:60:00Z".into()),
            ("a month of 13", at, "2026-13-20T22:00:00Z".into()),
            ("a month of 0", at, "2026-00-20T22:00:00Z".into()),
            ("a day of 0", at, "2026-11-00T22:00:00Z".into()),
            ("a leap day in 1900", at, "1900-02-29T22:00:00Z".into()),
            (
                "the thirty-first of November",
                "/rows/0/maturity",
                "2026-11-31".into(),
            ),
            (
                "a day in two digits of year",
                "/rows/0/maturity",
                "26-12-03".into(),
            ),
            (
                "a day in five digits of year",
                "/rows/0/maturity",
                "12026-12-03".into(),
            ),
        ],
    );
    bad(
        file,
        "Form",
        "book",
        vec![
            (
                "a time with a space for T",
                at,
                "2026-11-20 22:00:00Z".into(),
            ),
            ("a time without zone", at, "2026-11-20T22:00:00".into()),
            ("a time without seconds", at, "2026-11-20T22:00Z".into()),
            (
                "a day with a time",
                "/rows/0/maturity",
                "2026-12-03T00:00:00Z".into(),
            ),
        ],
    );
}

fn numbers(file: &mut VectorFile) {
    bad(
        file,
        "Boundary",
        "book",
        vec![
            (
                "256 quantity decimals",
                "/rows/0/quantity_decimals",
                256.into(),
            ),
            (
                "minus one quantity decimal",
                "/rows/0/quantity_decimals",
                (-1).into(),
            ),
            ("a shape of k = 15", "/shape/k", 15.into()),
            ("a shape of one rule", "/shape/rules", 1.into()),
            (
                "a shape of 65 rules",
                "/shape",
                json!({ "k": 12, "rules": 65 }),
            ),
            ("2^32 as k", "/shape/k", 4_294_967_296u64.into()),
            (
                "a price with 31 digits after the point",
                "/rows/0/price",
                format!("0.{}", "1".repeat(31)).into(),
            ),
            (
                "a price of 79 digits",
                "/rows/0/price",
                "1".repeat(79).into(),
            ),
        ],
    );
    bad(
        file,
        "Form",
        "book",
        vec![
            ("a price in exponents", "/rows/0/price", "1e2".into()),
            ("a price with a comma", "/rows/0/price", "0,99".into()),
            ("a price with a space", "/rows/0/price", " 1".into()),
            ("a price of minus zero", "/rows/0/price", "-0".into()),
            ("a price that is no number", "/rows/0/price", "NaN".into()),
            (
                "a price with two leading zeros",
                "/rows/0/price",
                "00.5".into(),
            ),
            (
                "quantity decimals as a string",
                "/rows/0/quantity_decimals",
                "2".into(),
            ),
        ],
    );
    bad(
        file,
        "Boundary",
        "registry",
        vec![
            (
                "a threshold of 2^32",
                "/custodians/0/threshold",
                4_294_967_296u64.into(),
            ),
            ("a threshold of -1", "/custodians/0/threshold", (-1).into()),
        ],
    );
    // Numbers that no JSON value of the generator keeps as written.
    let text = sample("registry").to_string();
    for (comment, number) in [
        ("a threshold with a fraction of zero", "1.0"),
        ("a threshold with an exponent", "1e0"),
        ("a threshold of minus zero", "-0"),
        ("a threshold with a leading zero", "01"),
        ("a threshold with a plus", "+1"),
    ] {
        let changed = text.replace("\"threshold\":1", &format!("\"threshold\":{number}"));
        assert_ne!(changed, text);
        file.refused(
            "malformed",
            "Form",
            &format!("registry: {comment}"),
            case("registry", changed),
        );
    }
}

fn fields(file: &mut VectorFile) {
    bad(
        file,
        "Form",
        "book",
        vec![
            ("custodians as text", "/custodians", "north".into()),
            ("custodians as numbers", "/custodians", json!([1])),
            ("a list in a list", "/custodians", json!([["north"]])),
            (
                "a row as a list",
                "/rows",
                json!([["north", "a", "fund", "1", 2]]),
            ),
            ("a maturity of null", "/rows/0/maturity", Value::Null),
            (
                "a field of a row that does not exist",
                "/rows/0/isin",
                "US912797SC23".into(),
            ),
            ("the shape as text", "/shape", "(7, 4)".into()),
        ],
    );
    bad(
        file,
        "Form",
        "policy",
        vec![
            (
                "a rule without its name",
                "/rules/0",
                json!({ "min_ratio": "1" }),
            ),
            ("a rule by another name", "/rules/0/rule", "Coverage".into()),
            ("a rule as text", "/rules", json!(["coverage"])),
            ("true for a name", "/name", true.into()),
        ],
    );
    bad(
        file,
        "Form",
        "registry",
        vec![
            (
                "a custodian without keys",
                "/custodians/0",
                json!({ "id": "north", "threshold": 1 }),
            ),
            (
                "a key that is always valid",
                "/custodians/0/keys/0",
                json!({ "scheme": "p256", "public_key": "02ff" }),
            ),
        ],
    );
    bad(
        file,
        "Form",
        "supply",
        vec![
            (
                "an entry by another name",
                "/entries/0/entry",
                "BookEntry".into(),
            ),
            ("a chain of two letters", "/entries/0", chain("ab:1")),
            ("a chain in upper case", "/entries/0", chain("EIP155:1")),
            (
                "a chain with a reference of 33 letters",
                "/entries/0",
                chain(&format!("eip155:{}", "1".repeat(33))),
            ),
            ("a chain without reference", "/entries/0", chain("eip155:")),
        ],
    );
}

fn chain(id: &str) -> Value {
    json!({ "entry": "chain", "chain": id, "token": "t", "block": 1, "block_hash": "h", "raw": "1", "decimals": 6 })
}
