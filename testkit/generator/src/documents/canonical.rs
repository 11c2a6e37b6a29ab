//! `documents/canonical.json`: values, their canonical form (RFC 8785) and its SHA-256.

use assay_book::{Custodians, SAMPLE_CUSTODIANS};
use assay_statement::{canonical, digest, parse_document, Attestation, Commitment, Kind, V1};
use serde::Serialize;
use serde_json::{json, Value};

use crate::files::read;
use crate::operation::{outputs, text, Found, Operation};
use crate::report::base::base;
use crate::vector_file::{Notes, VectorFile};

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

/// The operation of these cases.
pub const OPERATION: Operation = Operation {
    name: "canonical",
    run,
};

/// From the file alone, as another implementation would.
fn run(_: &Value, case: &Value) -> Found {
    let (input, shown) = match (case.get("file"), case.get("input")) {
        // Too long to repeat.
        (Some(_), _) => (read(&format!("documents/{}", text(case, "file"))), false),
        (None, Some(_)) => (text(case, "input").to_string(), true),
        (None, None) => (text(case, "canonical").to_string(), true),
    };
    let value: Value = serde_json::from_str(&input).unwrap();
    let mut output = json!({ "sha256": digest(&value).unwrap() });
    if shown {
        let form = canonical(&value).unwrap();
        let again: Value = serde_json::from_slice(&form).unwrap();
        assert_eq!(canonical(&again).unwrap(), form);
        output["canonical"] = String::from_utf8(form).unwrap().into();
    }
    Ok(outputs(output))
}

/// A document: its canonical form is its own input.
fn document<T: Serialize>(document: &T) -> Value {
    json!({ "canonical": String::from_utf8(canonical(document).unwrap()).unwrap() })
}

const NOTES: &Notes = &[
    (
        "Escapes",
        "Writes a character in another of its spellings.",
        "One document has two digests.",
    ),
    (
        "Order",
        "Sorts names otherwise, or not at all.",
        "One document has two digests.",
    ),
    (
        "Values",
        "Writes white space, or respells numbers.",
        "One document has two digests.",
    ),
    (
        "Documents",
        "Adds, drops or respells a field of a document on the way.",
        "Digests are of something that nobody published.",
    ),
];

/// Flags of the texts.
const FLAGS: [&str; TEXTS.len()] = [
    "Values", "Values", "Escapes", "Escapes", "Escapes", "Escapes", "Escapes", "Order", "Order",
    "Values", "Values", "Escapes",
];

pub fn file() -> VectorFile {
    let base = base();
    let mut file = VectorFile::new(OPERATION,
        "The canonical form (RFC 8785, UTF-8) of each input, or of the file, and SHA-256 of its bytes. \
         A case without input is its own input.",
        NOTES,
    );
    for ((comment, text), flag) in TEXTS.iter().zip(FLAGS) {
        file.valid(flag, comment, json!({ "input": text }));
    }
    let mut custodians: Custodians = parse_document(SAMPLE_CUSTODIANS.as_bytes()).unwrap();
    // As it was when the case was made.
    custodians
        .custodians
        .iter_mut()
        .for_each(|c| c.country = None);
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
    let beside = |name: &str| json!({ "file": format!("../report/{name}.json") });
    let mut add = |comment: &str, input: Value| file.valid("Documents", comment, input);
    add("a book", document(&base.book));
    add("a policy", document(&base.policy));
    add("a supply", document(&base.supply));
    add("a registry", document(&base.registry));
    add("a commitment", document(&commitment));
    add("an attestation", document(attestation));
    add("an attestation without signatures", document(&unsigned));
    add("a custodians file", document(&custodians));
    add("a report", beside("report"));
    add("a report with a predecessor", beside("successor"));
    for (flag, comment, text) in MORE {
        file.valid(flag, comment, json!({ "input": text }));
    }
    file
}

/// Added later: cases keep their numbers.
const MORE: [(&str, &str, &str); 6] = [
    (
        "Order",
        "names that begin alike: the shorter one first",
        r#"{"ab":1,"a":2,"abc":3,"":4}"#,
    ),
    (
        "Order",
        "names in objects in lists and in objects",
        r#"{"z":[{"b":1,"a":2}],"a":{"d":{"f":1,"e":2},"c":3}}"#,
    ),
    ("Order", "a list keeps its order", r#"{"l":["b","a","B"]}"#),
    (
        "Escapes",
        "the characters around those that are escaped",
        "{\"t\":\"\u{7f}\u{20}\u{21}\u{23}\u{5b}\u{5d}\u{ffff}\u{10ffff}\"}",
    ),
    (
        "Escapes",
        "a tab and a line feed in a name",
        r#"{"a\tb\n":"\u0007"}"#,
    ),
    (
        "Values",
        "true, false and numbers around zero",
        r#"{"v":[true,false,0,-1,1]}"#,
    ),
];

/// A document of a crate type has the form of the JSON it is read from.
pub fn documents_have_the_form_of_their_text() {
    let base = base();
    for name in ["report", "successor"] {
        let value: Value = serde_json::from_str(&read(&format!("report/{name}.json"))).unwrap();
        let report = if name == "report" {
            &base.report
        } else {
            &base.successor
        };
        assert_eq!(canonical(&value).unwrap(), canonical(report).unwrap());
    }
}
