//! Attestations of the suite that do not carry the commitments.

use assay_statement::{attestation_message, Attestation, HexBytes, PointBytes, Scheme};
use assay_testkit::patch::{remove, replace, Edit};
use num_bigint::BigUint;

use super::base::{base, signed_over, signers, terms, unsigned, KEYS};
use super::cases::SuiteList;
use super::curve::POINT;
use crate::report::base::point as vesta_point;
use crate::report::cases::list::value;

/// Where the fields of a message are, and how long they are.
const FIELDS: [(&str, usize, usize); 10] = [
    ("domain", 0, 30),
    ("subject", 30, 32),
    ("as-of time", 62, 8),
    ("currency", 70, 12),
    ("list of custodians", 82, 32),
    ("book", 114, 32),
    ("policy", 146, 32),
    ("table", 178, 32),
    ("custodian", 210, 32),
    ("commitment", 242, POINT),
];

pub fn add_to(list: &mut SuiteList) {
    about(list);
    messages(list);
    schemes(list);
    signatures(list);
    commitments(list);
}

fn own(custodian: usize) -> Attestation {
    base().report.attestations[custodian].clone()
}

fn attestation(custodian: usize, attestation: &Attestation) -> Edit {
    replace(
        &format!("/report/attestations/{custodian}"),
        value(attestation),
    )
}

fn about(list: &mut SuiteList) {
    let flag = "Attestation";
    let field = |name: &str| format!("/report/attestations/1/{name}");
    let other = "11".repeat(32);
    for (code, name, found) in [
        ("attestation-subject", "subject", "fund:other"),
        ("attestation-time", "as_of", "2026-11-20T21:00:00Z"),
        ("attestation-book", "book", &other),
        ("attestation-policy", "policy", &other),
        ("attestation-table", "table", &other),
    ] {
        let comment = format!("attests for another {name}");
        list.refused(code, flag, &comment, vec![replace(&field(name), found)]);
    }
    list.refused(
        "attestation-policy",
        flag,
        "attests for no policy",
        vec![remove(&field("policy"))],
    );
    list.refused(
        "attestation-table",
        flag,
        "attests for no table",
        vec![remove(&field("table"))],
    );
    list.refused(
        "attestation-policy",
        flag,
        "attests for neither, as in the suite vesta",
        vec![remove(&field("policy")), remove(&field("table"))],
    );
}

/// Each field of the message another one, so that the attestation says one thing and the signature another.
fn messages(list: &mut SuiteList) {
    let good = own(0);
    let message = attestation_message(&good, Some(&terms(&base().documents)));
    let end = |(_, start, length): (&str, usize, usize)| start + length;
    assert_eq!(FIELDS.map(end).last(), Some(&message.len()));
    for (name, start, length) in FIELDS {
        for (which, at) in [("first", start), ("last", start + length - 1)] {
            let mut other = message.clone();
            other[at] ^= 1;
            let signed = signed_over(good.clone(), &other, 0, &signers(0));
            list.refused(
                "signature-invalid",
                "Attestation",
                &format!("the signature is over another {name}: its {which} byte"),
                vec![attestation(0, &signed)],
            );
        }
    }
    let signed = signed_over(
        good.clone(),
        &attestation_message(&good, None),
        0,
        &signers(0),
    );
    list.refused(
        "signature-invalid",
        "Suite",
        "the signature is over the message of the suite vesta",
        vec![attestation(0, &signed)],
    );
    let other = base().report.attestations[1].commitment;
    list.refused(
        "signature-invalid",
        "Attestation",
        "another commitment under the same signature",
        vec![replace("/report/attestations/0/commitment", value(&other))],
    );
}

fn schemes(list: &mut SuiteList) {
    let (code, flag) = ("signature-scheme", "Suite");
    let documents = &base().documents;
    let ed25519 = KEYS[1].0.len() - 1;
    assert_eq!(KEYS[1].0[ed25519].0, Scheme::Ed25519);
    let good = own(1);
    let message = attestation_message(&good, Some(&terms(documents)));
    let signed = signed_over(good.clone(), &message, 1, &[0, 1, ed25519]);
    list.refused(
        code,
        flag,
        "a good signature of Ed25519 by a registered key, and one more than must be",
        vec![attestation(1, &signed)],
    );
    list.refused(
        code,
        flag,
        "a signature said to be of Ed25519 by a key that nobody registered",
        vec![replace(
            "/report/attestations/1/signatures/1/scheme",
            "ed25519",
        )],
    );
    list.refused(
        "key-unknown",
        "Attestation",
        "a good key before one of a scheme that does not count: the first that is wrong is found",
        vec![
            replace("/report/attestations/1/signatures/0/scheme", "secp256k1"),
            replace("/report/attestations/1/signatures/1/scheme", "ed25519"),
        ],
    );
    let third = signed_over(good, &message, 1, &[0, 1, 2]);
    list.refused(
        "proof-tags",
        "Binding",
        "a good signature added after the proof was made",
        vec![attestation(1, &third)],
    );
}

/// The other `s` of an ECDSA signature.
fn high_s(signature: &HexBytes, order: &str) -> HexBytes {
    let order = BigUint::parse_bytes(order.as_bytes(), 16).unwrap();
    let (r, s) = signature.0.split_at(32);
    let other = (order - BigUint::from_bytes_be(s)).to_bytes_be();
    let mut bytes = r.to_vec();
    bytes.resize(64 - other.len(), 0);
    bytes.extend(other);
    HexBytes(bytes)
}

const P256_ORDER: &str = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551";
const SECP256K1_ORDER: &str = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

fn signatures(list: &mut SuiteList) {
    let at = |signature| format!("/report/attestations/1/signatures/{signature}/signature");
    let good = own(1);
    let mut bad = |comment: &str, edit| {
        list.refused("signature-invalid", "Attestation", comment, vec![edit]);
    };
    for (signature, name, order) in [(0, "P-256", P256_ORDER), (1, "secp256k1", SECP256K1_ORDER)] {
        let found = &good.signatures[signature].signature;
        bad(
            &format!("a signature of {name} with the high s"),
            replace(&at(signature), value(&high_s(found, order))),
        );
        bad(
            &format!("a signature of {name} with 65 bytes"),
            replace(&at(signature), format!("{found}00")),
        );
    }
    list.refused(
        "under-threshold",
        "Attestation",
        "one signature where two are needed",
        vec![remove("/report/attestations/1/signatures/1")],
    );
}

/// Commitments that custodians sign, and that are none.
fn commitments(list: &mut SuiteList) {
    let documents = &base().documents;
    let signed = |commitment: PointBytes| {
        let unsigned = unsigned(documents, 0, commitment);
        let message = attestation_message(&unsigned, Some(&terms(documents)));
        vec![attestation(
            0,
            &signed_over(unsigned, &message, 0, &signers(0)),
        )]
    };
    list.refused(
        "point-identity",
        "Encoding",
        "a custodian signs the identity",
        signed([0; POINT].into()),
    );
    list.refused(
        "point-invalid",
        "Suite",
        "a custodian signs a commitment of the suite vesta",
        signed(vesta_point(&crate::report::base::base().commitments[0])),
    );
    list.refused(
        "proof-tags",
        "Binding",
        "a custodian signs the commitment of another, after the proof was made",
        signed(own(1).commitment),
    );
}
