//! Attestations and registries with one thing changed.

use assay_statement::{attestation_message, Attestation, Scheme};
use group::GroupEncoding;
use serde_json::{json, Value};

use super::base::{attestation, by, documents, good, listed, signature, signed, AS_OF, KEYS};
use crate::commitment::generators::generator;
use crate::vector_file::VectorFile;
use assay_testkit::patch::{add, remove, replace, Edit};
use assay_testkit::signing::key;

pub fn add_to(file: &mut VectorFile) {
    file.share("documents", documents());
    thresholds(file);
    times(file);
    keys(file);
    registries(file);
    who(file);
    about(file);
    signatures(file);
}

fn edit(edits: Vec<Edit>) -> Value {
    json!({ "edit": edits })
}

fn thresholds(file: &mut VectorFile) {
    let normal = "Normal";
    file.valid(normal, "as many signatures as are needed", edit(vec![]));
    for (comment, keys) in [
        ("the other two of three", &[1, 2][..]),
        ("the first and the last", &[0, 2]),
        ("signatures in another order than the keys", &[2, 0]),
        ("three where two are needed", &[0, 1, 2]),
    ] {
        file.valid(normal, comment, edit(vec![by(1, keys)]));
    }
    let flag = "Threshold";
    let under = "under-threshold";
    file.refused(under, flag, "no signature", edit(vec![by(0, &[])]));
    file.refused(under, flag, "one of two", edit(vec![by(1, &[2])]));
    file.refused(under, flag, "two of three", edit(vec![by(2, &[0, 2])]));
    let twice = "signature-duplicate";
    file.refused(
        twice,
        flag,
        "one key twice, by the same signature",
        edit(vec![by(1, &[2, 2])]),
    );
    file.refused(
        twice,
        flag,
        "one key twice, though two others sign",
        edit(vec![by(1, &[0, 1, 0])]),
    );
    file.refused(
        under,
        flag,
        "the registry asks for one more",
        edit(vec![replace("/registry/custodians/1/threshold", 3)]),
    );
}

fn times(file: &mut VectorFile) {
    let flag = "Validity";
    let at = |i: usize, k: usize, end: &str, time: &str| {
        replace(&format!("/registry/custodians/{i}/keys/{k}/{end}"), time)
    };
    file.valid(
        flag,
        "a key valid for the one second of the book",
        edit(vec![
            at(0, 0, "not_before", AS_OF),
            at(0, 0, "not_after", AS_OF),
        ]),
    );
    file.refused(
        "key-not-yet-valid",
        flag,
        "a key valid from the next second",
        edit(vec![at(0, 0, "not_before", "2026-11-20T22:00:01Z")]),
    );
    file.refused(
        "key-expired",
        flag,
        "a key valid to the second before",
        edit(vec![at(0, 0, "not_after", "2026-11-20T21:59:59Z")]),
    );
    file.valid(
        flag,
        "an expired key that does not sign",
        edit(vec![at(1, 2, "not_after", "2026-11-19T00:00:00Z")]),
    );
    file.refused(
        "key-expired",
        flag,
        "an expired key signs, though the others are enough",
        edit(vec![
            by(1, &[0, 1, 2]),
            at(1, 2, "not_after", "2026-11-19T00:00:00Z"),
        ]),
    );
    file.refused(
        "key-not-yet-valid",
        flag,
        "a key of tomorrow signs, though the others are enough",
        edit(vec![
            by(1, &[2, 1, 0]),
            at(1, 2, "not_before", "2026-11-21T00:00:00Z"),
        ]),
    );
}

fn keys(file: &mut VectorFile) {
    let (code, flag) = ("key-unknown", "TrustRoot");
    let more = |k: Value| add("/registry/custodians/-", k);
    let other =
        json!({ "id": "elsewhere", "threshold": 1, "keys": [listed((Scheme::P256, 0x61))] });
    file.valid(
        "Normal",
        "the registry lists somebody whom the book does not",
        edit(vec![more(other)]),
    );
    file.refused(
        "custodian-unregistered",
        flag,
        "the registry does not list a custodian",
        edit(vec![remove("/registry/custodians/2")]),
    );
    file.refused(
        code,
        flag,
        "a key that the registry no longer lists",
        edit(vec![replace(
            "/registry/custodians/1/keys/0",
            listed((Scheme::P256, 0x61)),
        )]),
    );
    let stranger = |i: usize, scheme, seed| {
        let message = attestation_message(&attestation(i), None);
        serde_json::to_value(signature(&key(scheme, seed), &message)).unwrap()
    };
    file.refused(
        code,
        flag,
        "a stranger signs, though the others are enough",
        edit(vec![add(
            "/attestations/1/signatures/-",
            stranger(1, Scheme::Ed25519, 0x61),
        )]),
    );
    file.refused(
        code,
        flag,
        "a key of another custodian signs",
        edit(vec![replace(
            "/attestations/0/signatures/0",
            stranger(0, Scheme::Ed25519, 0x43),
        )]),
    );
    file.refused(
        code,
        flag,
        "a key that the registry lists for another scheme",
        edit(vec![replace(
            "/registry/custodians/1/keys/0/scheme",
            "secp256k1",
        )]),
    );
    file.refused(
        code,
        flag,
        "a signature that names another scheme",
        edit(vec![replace("/attestations/2/signatures/0/scheme", "p256")]),
    );
}

fn registries(file: &mut VectorFile) {
    let (code, flag) = ("registry-invalid", "TrustRoot");
    let mut bad = |comment: &str, at: &str, value: Value| {
        let at = format!("/registry/custodians/{at}");
        file.refused(code, flag, comment, edit(vec![replace(&at, value)]));
    };
    bad("a threshold of zero", "0/threshold", 0.into());
    bad("a threshold above the keys", "2/threshold", 4.into());
    bad("a custodian twice", "1/id", "north".into());
    bad("one key for two custodians", "1/keys/2", listed(KEYS[0][0]));
    bad("one key twice", "2/keys/2", listed(KEYS[2][1]));
    let mut again = listed(KEYS[2][1]);
    again["scheme"] = "secp256k1".into();
    bad("one key under two schemes", "2/keys/0", again);
    bad(
        "an Ed25519 key of 33 bytes",
        "0/keys/0/public_key",
        "02".repeat(33).into(),
    );
    bad(
        "a P-256 key of 32 bytes",
        "1/keys/0/public_key",
        "02".repeat(32).into(),
    );
    bad(
        "a P-256 key with the prefix 05",
        "1/keys/0/public_key",
        format!("05{}", "11".repeat(32)).into(),
    );
    bad(
        "a key that ends before it begins",
        "0/keys/0/not_after",
        "2025-12-31T23:59:59Z".into(),
    );
    bad("a custodian without keys", "2/keys", json!([]));
}

fn who(file: &mut VectorFile) {
    let flag = "Who";
    let list = |list: &[usize]| {
        let all: Vec<Value> = list.iter().map(|i| good(*i)).collect();
        edit(vec![replace("/attestations", all)])
    };
    file.refused("attestation-missing", flag, "one is missing", list(&[0, 2]));
    file.refused("attestation-missing", flag, "there is none", list(&[]));
    file.refused(
        "attestation-duplicate",
        flag,
        "one is there twice",
        list(&[0, 1, 1, 2]),
    );
    file.refused(
        "attestation-duplicate",
        flag,
        "one is there instead of another",
        list(&[0, 1, 0]),
    );
    file.refused(
        "attestation-order",
        flag,
        "in another order",
        list(&[0, 2, 1]),
    );
    let stranger = signed(0, &[0], |a| a.custodian = "stranger".parse().unwrap());
    file.refused(
        "attestation-unknown-custodian",
        flag,
        "one of a stranger, besides",
        edit(vec![add("/attestations/-", stranger)]),
    );
}

fn about(file: &mut VectorFile) {
    let flag = "Binding";
    let mut bad = |code: &str, comment: &str, edits| file.refused(code, flag, comment, edit(edits));
    let other = |change: fn(&mut Attestation)| replace("/attestations/0", signed(0, &[0], change));
    bad(
        "attestation-subject",
        "signed for another subject",
        vec![other(|a| a.subject = "fund:other".parse().unwrap())],
    );
    bad(
        "attestation-time",
        "signed for another time",
        vec![other(|a| a.as_of = "2026-11-20T21:59:59Z".parse().unwrap())],
    );
    bad(
        "attestation-book",
        "signed for another book",
        vec![other(|a| a.book.0[31] ^= 1)],
    );
    bad(
        "attestation-book",
        "the book changed after it was signed",
        vec![replace("/book/rows/0/price", "1.0")],
    );
    let g = |i: u32| hex::encode(generator(i).to_bytes());
    bad(
        "signature-invalid",
        "the commitment changed after it was signed",
        vec![replace("/attestations/0/commitment", g(7))],
    );
    let unframed = {
        let mut attestation = attestation(0);
        let message = attestation_message(&attestation, None);
        let (scheme, seed) = KEYS[0][0];
        let tag = assay_statement::attestation::ATTESTATION_DOMAIN.len();
        attestation
            .signatures
            .push(signature(&key(scheme, seed), &message[tag..]));
        serde_json::to_value(attestation).unwrap()
    };
    bad(
        "signature-invalid",
        "signed without the domain tag",
        vec![replace("/attestations/0", unframed)],
    );
}

fn signatures(file: &mut VectorFile) {
    let (code, flag) = ("signature-invalid", "Signature");
    let zeros = |i: usize, s: usize, bytes: usize| {
        let at = format!("/attestations/{i}/signatures/{s}/signature");
        replace(&at, "00".repeat(bytes))
    };
    let mut bad = |comment: &str, edits| file.refused(code, flag, comment, edit(edits));
    bad("the only signature is none", vec![zeros(0, 0, 64)]);
    bad("the last of three is none", vec![zeros(2, 2, 64)]);
    bad(
        "a third one is none, though the other two are enough",
        vec![by(1, &[0, 1, 2]), zeros(1, 2, 64)],
    );
    bad("a signature without bytes", vec![zeros(0, 0, 0)]);
    let swapped = |to: usize| {
        let from = good(1)["signatures"][1 - to]["signature"].clone();
        replace(&format!("/attestations/1/signatures/{to}/signature"), from)
    };
    bad(
        "two signatures exchanged between their keys",
        vec![swapped(0), swapped(1)],
    );
}
