//! Every public JSON document kind, from any bytes.
//!
//! If the bytes are a document:
//! * its canonical form is that of the JSON they hold: no field is dropped, added or read as another, so two verifiers
//!   that agree on JSON agree on the digest;
//! * canonical and indented form read back as the same document, with the same digest;
//! * every reader takes that JSON for the same, nothing may follow or be missing, and no other kind takes the same bytes.
//!
//! If not, the message is short and steers no terminal.

use std::fmt::Debug;

use assay_statement::{
    attestation_message, canonical, digest, parse_document, pretty, Attestation, Book, Commitment,
    Digest, Document, ParseError, Policy, Registry, Report, Supply,
};
use serde::Serialize;
use serde_json::Value;

use crate::{message, unambiguous};

/// Any bytes as a book.
pub fn book(bytes: &[u8]) {
    if let Some(Err(error)) = public::<Book>(bytes).map(|book| book.validate()) {
        message::check(&error);
    }
}

/// Any bytes as a policy.
pub fn policy(bytes: &[u8]) {
    if let Some(Err(error)) = public::<Policy>(bytes).map(|policy| policy.validate()) {
        message::check(&error);
    }
}

/// Any bytes as a supply. What it adds up to is no more than the sum of what is added.
pub fn supply(bytes: &[u8]) {
    let Some(supply) = public::<Supply>(bytes) else {
        return;
    };
    match (supply.tokens(), supply.amount_to_cover()) {
        (Ok(tokens), Ok(amount)) => {
            let product = &tokens * &supply.value_per_token;
            let sum = &product + &supply.payables();
            assert!(sum.cmp_value(&amount).is_eq());
        }
        (Ok(_), Err(error)) => {
            message::check(&error);
            assert!(supply.value_per_token.is_zero());
        }
        (Err(error), amount) => {
            message::check(&error);
            assert!(amount.is_err());
        }
    }
}

/// Any bytes as a registry.
pub fn registry(bytes: &[u8]) {
    if let Some(Err(error)) = public::<Registry>(bytes).map(|registry| registry.validate()) {
        message::check(&error);
    }
}

/// Any bytes as a commitment.
pub fn commitment(bytes: &[u8]) {
    public::<Commitment>(bytes);
}

/// Any bytes as an attestation. The message it signs tells every field apart.
pub fn attestation(bytes: &[u8]) {
    let Some(attestation) = public::<Attestation>(bytes) else {
        return;
    };
    let message = attestation_message(&attestation, None);
    let mut rest = message
        .strip_prefix(b"assay/v1/attestation")
        .expect("the domain comes first");
    let mut part = || {
        let (length, tail) = rest.split_first_chunk::<4>().expect("a length");
        let (part, tail) = tail.split_at(u32::from_le_bytes(*length) as usize);
        rest = tail;
        part
    };
    assert_eq!(part(), attestation.subject.as_str().as_bytes());
    assert_eq!(part(), attestation.as_of.to_string().as_bytes());
    assert_eq!(part(), attestation.custodian.as_str().as_bytes());
    assert_eq!(part(), attestation.book.as_bytes());
    assert_eq!(part(), attestation.commitment.as_bytes());
    assert!(rest.is_empty());
}

/// Any bytes as a report. `verify_report` is the target that verifies them.
pub fn report(bytes: &[u8]) {
    public::<Report>(bytes);
}

/// The document, after everything that holds for all kinds.
pub(crate) fn public<D>(bytes: &[u8]) -> Option<D>
where
    D: Document + Serialize + PartialEq + Debug,
{
    let document: D = match parse_document(bytes) {
        Ok(document) => document,
        Err(error) => {
            refused(&error);
            return None;
        }
    };
    let value: Value = serde_json::from_slice(bytes).expect("every reader reads a document");
    let form = canonical(&document).expect("a document that was parsed has a canonical form");
    assert_eq!(
        String::from_utf8_lossy(&form),
        String::from_utf8_lossy(&canonical(&value).expect("no floats were let through")),
        "the document is not what its JSON says"
    );
    reads_back(&document, &form);
    strict::<D>(bytes);
    Some(document)
}

/// Canonical and indented form are the same document; the digest is that of the canonical form.
pub(crate) fn reads_back<D>(document: &D, form: &[u8])
where
    D: Document + Serialize + PartialEq + Debug,
{
    let indented = pretty(document).expect("it has a canonical form");
    for bytes in [form, indented.as_bytes()] {
        let again: D = parse_document(bytes).expect("what was written can be read");
        assert_eq!(again, *document);
        assert_eq!(canonical(&again).as_deref(), Ok(form));
    }
    assert_eq!(digest(document), Ok(Digest::of(form)));
}

/// The JSON has one reading, nothing may follow, nothing may be missing, and the kind is part of the document.
pub(crate) fn strict<D: Document>(bytes: &[u8]) {
    unambiguous::check(bytes);
    let longer = [bytes, b" {}"].concat();
    let refused = parse_document::<D>(&longer).err();
    assert_eq!(refused, Some(ParseError::TrailingData));
    let whole = bytes.trim_ascii_end();
    assert!(parse_document::<D>(&whole[..whole.len() - 1]).is_err());
    let kind = match D::KIND {
        "supply" => parse_document::<Policy>(bytes).err(),
        _ => parse_document::<Supply>(bytes).err(),
    };
    assert!(matches!(kind, Some(ParseError::Kind { .. })), "{kind:?}");
}

/// A refusal is short and steers no terminal.
pub(crate) fn refused(error: &ParseError) {
    message::check(error);
}
