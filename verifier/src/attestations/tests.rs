use alloc::vec;

use assay_statement::{digest, Scheme};

use super::*;
use crate::signature::SignatureError;
use crate::test_keys::TestKey;

mod fixture;

use fixture::*;

#[test]
fn enough_good_signatures_are_counted() {
    let mut fixture = Fixture::new();
    assert_eq!(fixture.registry.validate(), Ok(()));
    let signed = |name, needed, found| SignatureCount {
        custodian: id(name),
        needed,
        found,
    };
    assert_eq!(
        fixture.check(),
        Ok(vec![
            signed("bank-a", 1, 1),
            signed("bank-b", 2, 2),
            signed("bank-c", 1, 1)
        ])
    );
    fixture.attestations[1] = fixture.attest(1, &[2, 1, 0]);
    assert_eq!(fixture.check().unwrap()[1], signed("bank-b", 2, 3));
    // a registry may know more custodians than the book
    let mut other = fixture.registry.custodians[0].clone();
    other.id = id("bank-d");
    fixture.registry.custodians.insert(0, other);
    assert!(fixture.check().is_ok());
}

#[test]
fn every_custodian_once_and_in_order() {
    let missing = AttestationError::Missing {
        custodian: id("bank-b"),
    };
    let mut fixture = Fixture::new();
    fixture.attestations.remove(1);
    fixture.refused("attestation-missing", missing);
    fixture.attestations.clear();
    fixture.refused(
        "attestation-missing",
        AttestationError::Missing {
            custodian: id("bank-a"),
        },
    );

    let mut fixture = Fixture::new();
    let again = fixture.attestations[2].clone();
    fixture.attestations.push(again.clone());
    fixture.refused(
        "attestation-duplicate",
        AttestationError::Duplicate {
            custodian: id("bank-c"),
        },
    );
    fixture.attestations.pop();
    fixture.attestations[0] = again;
    fixture.refused(
        "attestation-duplicate",
        AttestationError::Duplicate {
            custodian: id("bank-c"),
        },
    );

    let mut fixture = Fixture::new();
    fixture.attestations.swap(1, 2);
    fixture.refused(
        "attestation-order",
        AttestationError::Order {
            position: 1,
            expected: id("bank-b"),
            found: id("bank-c"),
        },
    );

    let mut fixture = Fixture::new();
    let mut stranger = fixture.attest(0, &[0]);
    stranger.custodian = id("bank-d");
    fixture.attestations.push(stranger);
    fixture.refused(
        "attestation-unknown-custodian",
        AttestationError::UnknownCustodian {
            custodian: id("bank-d"),
        },
    );
}

/// All three are properly signed: the attestation itself is for something else.
#[test]
fn attestations_for_something_else_are_refused() {
    let fixture = Fixture::new();
    let with = |attestation| {
        let mut fixture = Fixture::new();
        fixture.attestations[0] = fixture.sign(attestation, 0, &[0]);
        fixture
    };
    let mut other = fixture.unsigned(0);
    other.subject = "fund:y".parse().unwrap();
    with(other).refused(
        "attestation-subject",
        AttestationError::Subject {
            custodian: id("bank-a"),
            expected: "fund:x".parse().unwrap(),
            found: "fund:y".parse().unwrap(),
        },
    );
    let mut other = fixture.unsigned(0);
    other.as_of = time("2026-03-30T21:00:00Z");
    with(other).refused(
        "attestation-time",
        AttestationError::Time {
            custodian: id("bank-a"),
            expected: fixture.book.as_of,
            found: time("2026-03-30T21:00:00Z"),
        },
    );
    let mut other = fixture.unsigned(0);
    other.book = Digest([7; 32]);
    with(other).refused(
        "attestation-book",
        AttestationError::Book {
            custodian: id("bank-a"),
            expected: digest(&fixture.book).unwrap(),
            found: Digest([7; 32]),
        },
    );
}

#[test]
fn a_custodian_outside_the_registry_is_refused() {
    let mut fixture = Fixture::new();
    fixture.registry.custodians.remove(2);
    fixture.refused(
        "custodian-unregistered",
        AttestationError::Unregistered {
            custodian: id("bank-c"),
        },
    );
}

#[test]
fn keys_count_only_for_their_custodian_and_scheme() {
    // a key that nobody knows
    let mut fixture = Fixture::new();
    TestKey::new(Scheme::P256, 99).attest(&mut fixture.attestations[0]);
    fixture.refused(
        "key-unknown",
        AttestationError::UnknownKey {
            custodian: id("bank-a"),
            signature: 1,
            scheme: Scheme::P256,
        },
    );
    // bank-c's key under bank-a's attestation
    let mut fixture = Fixture::new();
    let mut attestation = fixture.unsigned(0);
    fixture.keys[2][0].attest(&mut attestation);
    fixture.attestations[0] = attestation;
    fixture.refused(
        "key-unknown",
        AttestationError::UnknownKey {
            custodian: id("bank-a"),
            signature: 0,
            scheme: Scheme::P256,
        },
    );
    // a registered key under another scheme
    let mut fixture = Fixture::new();
    fixture.attestations[2].signatures[0].scheme = Scheme::P256;
    fixture.refused(
        "key-unknown",
        AttestationError::UnknownKey {
            custodian: id("bank-c"),
            signature: 0,
            scheme: Scheme::P256,
        },
    );
}

#[test]
fn no_key_counts_twice() {
    let mut fixture = Fixture::new();
    fixture.attestations[1] = fixture.attest(1, &[0, 0]);
    fixture.refused(
        "signature-duplicate",
        AttestationError::DuplicateSignature {
            custodian: id("bank-b"),
            signature: 1,
        },
    );
}

#[test]
fn keys_sign_within_their_validity_only() {
    let as_of = time("2026-03-31T21:00:00Z");
    let (before, after) = (time("2026-03-31T20:59:59Z"), time("2026-03-31T21:00:01Z"));
    let with = |not_before, not_after| {
        let mut fixture = Fixture::new();
        let key = &mut fixture.registry.custodians[0].keys[0];
        (key.not_before, key.not_after) = (not_before, not_after);
        fixture
    };
    assert!(with(as_of, as_of).check().is_ok());
    with(before, before).refused(
        "key-expired",
        AttestationError::ExpiredKey {
            custodian: id("bank-a"),
            signature: 0,
            not_after: before,
            as_of,
        },
    );
    with(after, after).refused(
        "key-not-yet-valid",
        AttestationError::KeyNotYetValid {
            custodian: id("bank-a"),
            signature: 0,
            not_before: after,
            as_of,
        },
    );
}

#[test]
fn every_signature_must_verify() {
    for (custodian, name) in NAMES.iter().enumerate() {
        let mut fixture = Fixture::new();
        fixture.attestations[custodian].signatures[0].signature.0[40] ^= 1;
        fixture.refused(
            "signature-invalid",
            AttestationError::BadSignature {
                custodian: id(name),
                signature: 0,
                error: SignatureError::Invalid,
            },
        );
    }
    // even one beyond the threshold
    let mut fixture = Fixture::new();
    fixture.attestations[1] = fixture.attest(1, &[0, 1, 2]);
    fixture.attestations[1].signatures[2]
        .signature
        .0
        .truncate(63);
    fixture.refused(
        "signature-invalid",
        AttestationError::BadSignature {
            custodian: id("bank-b"),
            signature: 2,
            error: SignatureError::Length {
                expected: 64,
                found: 63,
            },
        },
    );
}

#[test]
fn a_commitment_cannot_be_changed_after_signing() {
    let mut fixture = Fixture::new();
    let mut point: [u8; 32] = fixture.attestations[2]
        .commitment
        .as_bytes()
        .try_into()
        .unwrap();
    point[0] ^= 1;
    fixture.attestations[2].commitment = point.into();
    fixture.refused(
        "signature-invalid",
        AttestationError::BadSignature {
            custodian: id("bank-c"),
            signature: 0,
            error: SignatureError::Invalid,
        },
    );
}

#[test]
fn the_threshold_must_be_met() {
    let mut fixture = Fixture::new();
    fixture.attestations[1] = fixture.attest(1, &[2]);
    fixture.refused(
        "under-threshold",
        AttestationError::UnderThreshold {
            custodian: id("bank-b"),
            needed: 2,
            found: 1,
        },
    );
    fixture.attestations[1] = fixture.unsigned(1);
    fixture.refused(
        "under-threshold",
        AttestationError::UnderThreshold {
            custodian: id("bank-b"),
            needed: 2,
            found: 0,
        },
    );
    // a threshold of zero, which no valid registry has, still asks for one
    let mut fixture = Fixture::new();
    fixture.registry.custodians[0].threshold = 0;
    fixture.attestations[0] = fixture.unsigned(0);
    fixture.refused(
        "under-threshold",
        AttestationError::UnderThreshold {
            custodian: id("bank-a"),
            needed: 1,
            found: 0,
        },
    );
}
