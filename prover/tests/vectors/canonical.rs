//! `documents/canonical.json`: values, their canonical form (RFC 8785) and its SHA-256.

use assay_prover::custodians::Custodians;
use assay_prover::demo::documents::CUSTODIANS;
use assay_statement::{canonical, digest, parse_document, Attestation, Commitment, Kind, V1};
use serde::Serialize;
use serde_json::{json, Value};

use crate::base::base;
use crate::files::{holds_json, read};

/// JSON texts that hold no document but show each rule of the form. Some need escapes, hence texts and not values.
const TEXTS: [(&str, &str); 12] = [
    ("no white space", "{ \"b\" : [ 1 , 2 ] ,\n\t\"a\" : { } }"),
    ("the empty object and the empty list", r#"{"o":{},"l":[]}"#),
    ("escapes that JSON requires", r#"{"t":"\" \\ \b \t \n \f \r \u0000 \u001f"}"#),
    ("escapes that JSON allows and the canonical form does not keep", r#"{"t":"\/ \u0041 \u007f \u0080 \u2028 \u00e9"}"#),
    ("control characters in lower-case hex", r#"{"t":"\u000B \u001B"}"#),
    ("a surrogate pair is one character", r#"{"t":"\ud83d\ude00"}"#),
    ("letters are not composed", "{\"t\":\"e\u{301} \u{e9}\"}"),
    ("names in the order of their UTF-16 code units", "{\"\u{fb33}\":1,\"\u{1f600}\":2,\"\u{20ac}\":3,\"z\":4,\"\":5,\"1\":6,\"\u{80}\":7,\"\\r\":8}"),
    ("upper case before lower case, digits before both", r#"{"a":1,"B":2,"10":3,"9":4}"#),
    ("integers up to 2^53 - 1 either way", r#"{"n":[0,9007199254740991,-9007199254740991]}"#),
    ("decimals are strings and stay as they are", r#"{"d":["1.00","1.0","0"]}"#),
    ("names are escaped as well", r#"{"a\u0022b":true,"a\\b":false}"#),
];

fn entry<T: Serialize>(
    comment: &str,
    input: Option<&str>,
    file: Option<&str>,
    document: &T,
) -> Value {
    let bytes = canonical(document).unwrap();
    let mut entry = json!({ "comment": comment, "sha256": digest(document).unwrap() });
    if let Some(input) = input {
        entry["input"] = input.into();
    }
    match file {
        // Too long to repeat.
        Some(file) => entry["file"] = file.into(),
        None => entry["canonical"] = String::from_utf8(bytes).unwrap().into(),
    }
    entry
}

#[test]
fn canonical_forms() {
    let base = base();
    let mut entries = Vec::new();
    for (comment, text) in TEXTS {
        let value: Value = serde_json::from_str(text).unwrap();
        entries.push(entry(comment, Some(text), None, &value));
    }
    let custodians: Custodians = parse_document(CUSTODIANS.as_bytes()).unwrap();
    let attestation = &base.attestations[0];
    let commitment = Commitment {
        assay: V1,
        kind: Kind::new(),
        subject: attestation.subject.clone(),
        as_of: attestation.as_of,
        custodian: attestation.custodian.clone(),
        book: attestation.book,
        commitment: attestation.commitment,
    };
    let mut unsigned: Attestation = attestation.clone();
    unsigned.signatures.clear();
    entries.push(entry("a book", None, None, &base.book));
    entries.push(entry("a policy", None, None, &base.policy));
    entries.push(entry("a supply", None, None, &base.supply));
    entries.push(entry("a registry", None, None, &base.registry));
    entries.push(entry("a commitment", None, None, &commitment));
    entries.push(entry("an attestation", None, None, attestation));
    entries.push(entry(
        "an attestation without signatures",
        None,
        None,
        &unsigned,
    ));
    entries.push(entry("a custodians file", None, None, &custodians));
    entries.push(entry(
        "a report",
        None,
        Some("../report/report.json"),
        &base.report,
    ));
    entries.push(entry(
        "a report with a predecessor",
        None,
        Some("../report/successor.json"),
        &base.successor,
    ));
    let value = json!({
        "comment": "The canonical form (RFC 8785, UTF-8) of each input, or of the file, and SHA-256 of its bytes. \
                    An entry without input is its own input.",
        "cases": entries,
    });
    holds_json("documents/canonical.json", &value);
}

/// From the file alone, as another implementation would.
#[test]
fn canonical_forms_are_fixed_points() {
    canonical_forms();
    let vectors: Value = serde_json::from_str(&read("documents/canonical.json")).unwrap();
    for case in vectors["cases"].as_array().unwrap() {
        let text = match (&case["input"], &case["canonical"], &case["file"]) {
            (Value::String(input), _, _) => input.clone(),
            (_, Value::String(form), _) => form.clone(),
            (_, _, Value::String(file)) => read(&format!("documents/{file}")),
            _ => panic!("{case}"),
        };
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            digest(&value).unwrap().to_string(),
            case["sha256"],
            "{}",
            case["comment"]
        );
        if let Some(form) = case["canonical"].as_str() {
            let value: Value = serde_json::from_str(form).unwrap();
            assert_eq!(canonical(&value).unwrap(), form.as_bytes());
        }
    }
}
