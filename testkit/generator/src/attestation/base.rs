//! The documents that the cases edit. Three custodians: one key; two of three keys, one of each scheme; three of three.

use assay_prover::SigningKey;
use assay_statement::{
    attestation_message, digest, parse_document, Attestation, Book, HexBytes, Kind, PointBytes,
    Scheme, Signature, V1,
};
use group::GroupEncoding;
use serde_json::{json, Value};

use crate::commitment::generators::generator;
use assay_testkit::json::{self, owed, row};
use assay_testkit::patch::{replace, Edit};
use assay_testkit::signing::key;

pub const AS_OF: &str = "2026-11-20T22:00:00Z";
const IDS: [&str; 3] = ["north", "east", "harbor"];
pub const KEYS: [&[(Scheme, u8)]; 3] = [
    &[(Scheme::Ed25519, 0x31)],
    &[
        (Scheme::P256, 0x41),
        (Scheme::Secp256k1, 0x42),
        (Scheme::Ed25519, 0x43),
    ],
    &[
        (Scheme::Secp256k1, 0x51),
        (Scheme::P256, 0x52),
        (Scheme::P256, 0x53),
    ],
];
const THRESHOLDS: [u32; 3] = [1, 2, 3];

fn book() -> Value {
    let rows = IDS.map(|custodian| owed(row(custodian, "cash", "cash", "1"), "coastal-bank"));
    json::book("fund:vectors", AS_OF, &IDS, &rows)
}

pub fn listed((scheme, seed): (Scheme, u8)) -> Value {
    json!({
        "scheme": scheme, "public_key": hex::encode(key(scheme, seed).public_key()),
        "not_before": "2026-01-01T00:00:00Z", "not_after": "2027-12-31T23:59:59Z",
    })
}

fn registry() -> Value {
    let entry = |i: usize| {
        let keys: Vec<Value> = KEYS[i].iter().copied().map(listed).collect();
        json!({ "id": IDS[i], "threshold": THRESHOLDS[i], "keys": keys })
    };
    json!({
        "assay": "v1", "kind": "registry", "subject": "fund:vectors", "custodians": [entry(0), entry(1), entry(2)],
    })
}

/// Not signed yet.
pub fn attestation(i: usize) -> Attestation {
    let book: Book = parse_document(book().to_string().as_bytes()).unwrap();
    Attestation {
        assay: V1,
        kind: Kind::new(),
        subject: book.subject.clone(),
        as_of: book.as_of,
        custodian: IDS[i].parse().unwrap(),
        book: digest(&book).unwrap(),
        policy: None,
        table: None,
        // Any point: nobody opens it here.
        commitment: PointBytes::from(generator(i as u32).to_bytes()),
        signatures: vec![],
    }
}

pub fn signature(key: &SigningKey, message: &[u8]) -> Signature {
    Signature {
        scheme: key.scheme(),
        public_key: HexBytes(key.public_key()),
        signature: HexBytes(key.sign(message).unwrap().to_vec()),
    }
}

/// Signed by the keys at these positions of custodian `i`'s list.
pub fn signed(i: usize, keys: &[usize], change: impl FnOnce(&mut Attestation)) -> Value {
    let mut attestation = attestation(i);
    change(&mut attestation);
    let message = attestation_message(&attestation, None);
    for at in keys {
        let (scheme, seed) = KEYS[i][*at];
        attestation
            .signatures
            .push(signature(&key(scheme, seed), &message));
    }
    serde_json::to_value(attestation).unwrap()
}

/// As they should be.
pub fn good(i: usize) -> Value {
    let needed: Vec<usize> = (0..THRESHOLDS[i] as usize).collect();
    signed(i, &needed, |_| ())
}

/// Custodian `i`'s attestation replaced by one that other keys of it sign.
pub fn by(i: usize, keys: &[usize]) -> Edit {
    replace(&format!("/attestations/{i}"), signed(i, keys, |_| ()))
}

/// As they should be, and enough.
pub fn documents() -> Value {
    let attestations: Vec<Value> = (0..3).map(good).collect();
    json!({ "book": book(), "attestations": attestations, "registry": registry() })
}
