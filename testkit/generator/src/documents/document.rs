//! Operation `document`: the bytes of a document of a named kind to its digest, or a refusal. Strict reading of JSON as
//! such is in `parse`, canonical forms are in `canonical`; here are the fields of each kind.

use assay_statement::{
    digest, parse_document, Attestation, Book, Commitment, Document, Policy, Registry, Supply,
};
use serde::Serialize;
use serde_json::{json, Value};

use super::samples::{case, sample, with, KINDS};
use super::{bands, dates, evidence, income, known_supply, lists, owed, refused};
use crate::operation::{outputs, text, Found, Operation};
use crate::vector_file::{Notes, VectorFile};

/// The operation of these cases.
pub const OPERATION: Operation = Operation {
    name: "document",
    run,
};

fn run(_: &Value, case: &Value) -> Found {
    let bytes = text(case, "text").as_bytes();
    match text(case, "kind") {
        "attestation" => read::<Attestation>(bytes),
        "book" => read::<Book>(bytes),
        "commitment" => read::<Commitment>(bytes),
        "policy" => read::<Policy>(bytes),
        "registry" => read::<Registry>(bytes),
        "supply" => read::<Supply>(bytes),
        other => panic!("unknown kind {other}"),
    }
}

fn read<D: Document + Serialize>(bytes: &[u8]) -> Found {
    let document: D = parse_document(bytes).map_err(|_| "malformed".to_string())?;
    Ok(outputs(json!({ "digest": digest(&document).unwrap() })))
}

const NOTES: &Notes = &[
    (
        "Spelling",
        "Digests the bytes of the file rather than their canonical form, or respells values on the way.",
        "One document has two digests, or two documents have one.",
    ),
    (
        "Boundary",
        "Has other limits for texts, numbers or times.",
        "Verifiers do not agree on which reports are valid.",
    ),
    (
        "Form",
        "Takes a field of another type or form, or one that does not exist.",
        "Two verifiers take the same file for two documents.",
    ),
];

pub fn file() -> VectorFile {
    let mut file = VectorFile::new(OPERATION,
        "The text of a file of a kind, and the digest of the document; or why it is none. Digests are SHA-256 of the \
         canonical form. Whether a document makes sense is not asked here.",
        NOTES,
    );
    for kind in KINDS {
        file.valid(
            "Spelling",
            &format!("{kind}: no white space"),
            case(kind, sample(kind).to_string()),
        );
    }
    spelling(&mut file);
    boundaries(&mut file);
    refused::add_to(&mut file);
    bands::add_to(&mut file);
    evidence::add_to(&mut file);
    lists::add_to(&mut file);
    known_supply::add_to(&mut file);
    dates::add_to(&mut file);
    owed::add_to(&mut file);
    income::add_to(&mut file);
    file
}

fn spelling(file: &mut VectorFile) {
    let flag = "Spelling";
    file.valid(
        flag,
        "book: white space",
        case(
            "book",
            serde_json::to_string_pretty(&sample("book")).unwrap(),
        ),
    );
    let text = sample("supply").to_string();
    file.valid(
        flag,
        "supply: letters escaped in a name and in a value",
        case(
            "supply",
            text.replace("\"entries\"", "\"\\u0065ntries\"")
                .replace("\"r\"", "\"\\u0072\""),
        ),
    );
    file.valid(
        flag,
        "supply: fields in another order",
        case(
            "supply",
            r#"{"value_per_token":"1.00","subject":"fund:x","kind":"supply","entries":[{"registrar":"r","quantity":"10","entry":"book_entry"}],"currency":"USD","as_of":"2026-11-20T22:00:00Z","assay":"v1"}"#,
        ),
    );
    file.valid(
        flag,
        "supply: another text of the same number is another document",
        with("supply", "/value_per_token", "1.0"),
    );
    file.valid(
        flag,
        "policy: a name outside ASCII stays as it is",
        with("policy", "/name", "R\u{e9}serves \u{2014} \u{1f3e6}"),
    );
    file.valid(
        flag,
        "policy: a quote and a backslash in a name",
        with("policy", "/name", "a \"b\" \\ c"),
    );
    file.valid(
        flag,
        "policy: an optional field that is there",
        with("policy", "/source", "The law."),
    );
    file.valid(
        flag,
        "registry: an optional digest that is there",
        with("registry", "/policy", "0e".repeat(32)),
    );
    file.valid(
        flag,
        "attestation: no signature",
        with("attestation", "/signatures", json!([])),
    );
}

fn boundaries(file: &mut VectorFile) {
    let flag = "Boundary";
    let days = [
        ("a leap day", "2028-02-29"),
        ("the leap day of a century", "2000-02-29"),
        ("the first day", "0000-01-01"),
        ("the last day", "9999-12-31"),
    ];
    for (comment, day) in days {
        file.valid(
            flag,
            &format!("book: {comment}"),
            with("book", "/rows/0/maturity", day),
        );
    }
    let texts = [
        (
            "book",
            "/rows/0/instrument",
            "an id of 128 bytes",
            "!".repeat(128),
        ),
        (
            "book",
            "/subject",
            "a subject of 256 bytes",
            "~".repeat(256),
        ),
        (
            "book",
            "/currency",
            "a currency of twelve",
            "ABCDEFGHIJ09".into(),
        ),
        (
            "policy",
            "/name",
            "a text of 4,096 bytes in 2,048 letters",
            "\u{e9}".repeat(2048),
        ),
        (
            "supply",
            "/value_per_token",
            "78 digits, thirty of them after the point",
            format!("{}.{}", "9".repeat(48), "9".repeat(30)),
        ),
        (
            "supply",
            "/as_of",
            "the last second of a day",
            "2026-11-20T23:59:59Z".into(),
        ),
        (
            "attestation",
            "/signatures/0/signature",
            "no bytes",
            String::new(),
        ),
    ];
    for (kind, at, comment, value) in texts {
        file.valid(flag, &format!("{kind}: {comment}"), with(kind, at, value));
    }
    let chain = json!({ "entry": "chain", "chain": "abc-0123:aA_-9", "token": "t", "block": 9_007_199_254_740_991u64,
        "block_hash": "h", "raw": "9".repeat(78), "decimals": 255 });
    file.valid(
        flag,
        "supply: a block of 2^53 - 1, a raw supply of 78 digits, 255 decimals",
        with("supply", "/entries/0", chain),
    );
    file.valid(
        flag,
        "registry: a threshold of 2^32 - 1",
        with("registry", "/custodians/0/threshold", u32::MAX),
    );
}
