//! Attestations that do not carry the commitments.

use assay_statement::{attestation_message, Attestation, HexBytes, Scheme, Signature};
use num_bigint::BigUint;
use serde_json::Value;

use super::list::{attestations, own, registry, removed, value, List};
use crate::report::base::{attest, base, point};
use assay_testkit::patch::{add, remove, replace};
use assay_testkit::signing::{key, KEYS};

pub fn add_to(list: &mut List) {
    who(list);
    about(list);
    keys(list);
    bytes(list);
}

fn who(list: &mut List) {
    let flag = "Attestation";
    let [first, second] = [own(0, 1), own(1, 2)];
    list.refused(
        "attestation-unknown-custodian",
        flag,
        "an attestation of a stranger",
        vec![replace("/report/attestations/0/custodian", "stranger")],
    );
    let more = [first.clone(), second.clone(), first.clone()];
    list.refused(
        "attestation-duplicate",
        flag,
        "a custodian attests twice",
        vec![attestations(&more)],
    );
    list.refused(
        "attestation-missing",
        flag,
        "a custodian does not attest",
        removed("/report/attestations/1"),
    );
    list.refused(
        "attestation-order",
        flag,
        "attestations in another order",
        vec![attestations(&[second, first])],
    );
}

fn about(list: &mut List) {
    let flag = "Attestation";
    let field = |name: &str| format!("/report/attestations/1/{name}");
    list.refused(
        "attestation-subject",
        flag,
        "attests for another subject",
        vec![replace(&field("subject"), "fund:other")],
    );
    list.refused(
        "attestation-time",
        flag,
        "attests for the hour before",
        vec![replace(&field("as_of"), "2026-11-20T21:00:00Z")],
    );
    list.refused(
        "attestation-book",
        flag,
        "attests another book",
        vec![replace(&field("book"), "11".repeat(32))],
    );
    list.refused(
        "attestation-book",
        flag,
        "a price changed after the custodians signed",
        vec![replace("/report/book/rows/0/price", "0.99867112")],
    );
    let elsewhere = value(&own(0, 1))["commitment"].clone();
    list.refused(
        "signature-invalid",
        flag,
        "another commitment under the same signatures",
        vec![replace(&field("commitment"), elsewhere)],
    );
}

fn keys(list: &mut List) {
    let flag = "TrustRoot";
    list.refused(
        "custodian-unregistered",
        flag,
        "a custodian that the registry does not list",
        removed("/registry/custodians/1"),
    );
    list.refused(
        "key-unknown",
        flag,
        "a key that the registry does not list",
        removed("/registry/custodians/1/keys/0"),
    );
    list.refused(
        "key-unknown",
        flag,
        "the key of another custodian",
        vec![registry(|r| {
            let swapped = r.custodians[1].keys.remove(2);
            let own = std::mem::replace(&mut r.custodians[0].keys[0], swapped);
            r.custodians[1].keys.push(own);
        })],
    );
    list.refused(
        "key-unknown",
        flag,
        "a registered key under another scheme",
        vec![replace(
            "/report/attestations/1/signatures/0/scheme",
            "secp256k1",
        )],
    );
    let at = |name: &str| format!("/registry/custodians/0/keys/0/{name}");
    list.refused(
        "key-not-yet-valid",
        "Boundary",
        "a key valid from the next second",
        vec![replace(&at("not_before"), "2026-11-20T22:00:01Z")],
    );
    list.refused(
        "key-expired",
        "Boundary",
        "a key valid to the second before",
        vec![replace(&at("not_after"), "2026-11-20T21:59:59Z")],
    );
    list.refused(
        "under-threshold",
        flag,
        "one signature where two are needed",
        removed("/report/attestations/1/signatures/1"),
    );
    list.refused(
        "under-threshold",
        flag,
        "no signature",
        vec![replace(
            "/report/attestations/0/signatures",
            Value::Array(vec![]),
        )],
    );
    list.refused(
        "under-threshold",
        flag,
        "two signatures where three are needed",
        vec![replace("/registry/custodians/1/threshold", 3)],
    );
    let again = value(&own(1, 2).signatures[0]);
    list.refused(
        "signature-duplicate",
        "Attestation",
        "one key signs twice",
        vec![replace("/report/attestations/1/signatures/1", again)],
    );
}

/// Order of Ed25519's group.
const ED25519_ORDER: &str =
    "7237005577332262213973186563042994240857116359379907606001950938285454250989";
/// Order of P-256.
const P256_ORDER: &str =
    "115792089210356248762697446949407573529996955224135760342422259061068512044369";

/// The P-256 signature with the other `s`.
fn high_s(signature: &HexBytes) -> HexBytes {
    let order: BigUint = P256_ORDER.parse().unwrap();
    let (r, s) = signature.0.split_at(32);
    let other = (order - BigUint::from_bytes_be(s)).to_bytes_be();
    let mut bytes = r.to_vec();
    bytes.resize(64 - other.len(), 0);
    bytes.extend(other);
    HexBytes(bytes)
}

/// The Ed25519 signature with `s + order`.
fn unreduced_s(signature: &HexBytes) -> HexBytes {
    let order: BigUint = ED25519_ORDER.parse().unwrap();
    let (r, s) = signature.0.split_at(32);
    let mut bytes = r.to_vec();
    bytes.extend((BigUint::from_bytes_le(s) + order).to_bytes_le());
    bytes.resize(64, 0);
    HexBytes(bytes)
}

fn bytes(list: &mut List) {
    let code = "signature-invalid";
    let base = base();
    let [first, second] = [own(0, 1), own(1, 2)];
    let at = |custodian: usize, signature: usize| {
        format!("/report/attestations/{custodian}/signatures/{signature}/signature")
    };
    let mut flipped = first.signatures[0].signature.clone();
    flipped.0[5] ^= 1;
    let mut bad = |comment: &str, edit| list.refused(code, "Attestation", comment, edit);
    bad(
        "one bit of a signature",
        vec![replace(&at(0, 0), value(&flipped))],
    );
    bad(
        "a signature of 63 bytes",
        vec![replace(&at(0, 0), "11".repeat(63))],
    );
    bad(
        "a P-256 signature with the high s",
        vec![replace(
            &at(1, 0),
            value(&high_s(&second.signatures[0].signature)),
        )],
    );
    bad(
        "an Ed25519 signature with s not reduced",
        vec![replace(
            &at(0, 0),
            value(&unreduced_s(&first.signatures[0].signature)),
        )],
    );
    bad("r and s of zero", vec![replace(&at(1, 1), "00".repeat(64))]);
    // The neutral element as key and as R, s = 0: the plain equation holds for every message.
    let neutral = format!("01{}", "00".repeat(31));
    bad(
        "an Ed25519 key of small order, registered by mistake",
        vec![
            replace("/registry/custodians/0/keys/0/public_key", neutral.clone()),
            replace(
                "/report/attestations/0/signatures/0/public_key",
                neutral.clone(),
            ),
            replace(&at(0, 0), format!("{neutral}{}", "00".repeat(32))),
        ],
    );
    let mut other_domain: Attestation = first.clone();
    let message = attestation_message(&other_domain, None);
    let (scheme, seed) = KEYS[0].0[0];
    let signature = key(scheme, seed)
        .sign(&message["assay/v1/attestation".len()..])
        .unwrap();
    other_domain.signatures[0].signature = HexBytes(signature.to_vec());
    bad(
        "signed without the domain tag",
        vec![attestations(&[other_domain, second.clone()])],
    );

    // Good signatures that the proof does not know.
    let mut three = second.clone();
    let (scheme, seed) = KEYS[1].0[2];
    assert_eq!(scheme, Scheme::Ed25519);
    three.signatures.push(Signature {
        scheme,
        public_key: HexBytes(key(scheme, seed).public_key()),
        signature: HexBytes(
            key(scheme, seed)
                .sign(&attestation_message(&three, None))
                .unwrap()
                .to_vec(),
        ),
    });
    list.refused(
        "proof-tags",
        "Binding",
        "a good signature added after the proof was made",
        vec![attestations(&[first.clone(), three])],
    );
    let swapped = attest(&base.book, 1, point(&base.commitments[0]), 2);
    list.refused(
        "proof-tags",
        "Binding",
        "a custodian signs the commitment of another, after the proof was made",
        vec![attestations(&[first, swapped])],
    );
    list.refused(
        "proof-tags",
        "Binding",
        "another predecessor than the proof was made for",
        vec![add("/report/previous", "11".repeat(32))],
    );
    let next = "successor.json";
    list.push(
        next,
        "Binding",
        "the predecessor left out",
        Some("proof-tags"),
        vec![remove("/report/previous")],
    );
}
