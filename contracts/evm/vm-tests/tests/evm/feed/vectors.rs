//! The reports of the test vectors, as whoever submits them makes submissions of documents: accepted, with the digest that every
//! other verifier gives them.

use std::path::Path;

use alloy_primitives::{hex, Address, U256};
use assay_evm_vm_tests::SpecId;
use k256::ecdsa::{RecoveryId, VerifyingKey};
use num_bigint::BigUint;
use serde_json::Value as Json;

use super::fixture::Feed;
use super::keys::Signature;
use super::messages::{self, sha256, Subject};
use super::submission::{Attestation, Number, Submission};
use crate::deployed::SHAPES;
use crate::statement::order;

fn read(name: &str) -> Json {
    let vectors = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../test-vectors/report/bls12-381"
    );
    let text = std::fs::read(Path::new(vectors).join(name)).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn bytes(json: &Json) -> Vec<u8> {
    hex::decode(json.as_str().unwrap()).unwrap()
}

fn word(bytes: &[u8]) -> [u8; 32] {
    bytes.try_into().unwrap()
}

/// 32 bytes of mantissa and one of decimals.
fn number(json: &Json) -> Number {
    let (decimals, mantissa) = bytes(json)
        .split_last()
        .map(|(d, m)| (*d, m.to_vec()))
        .unwrap();
    Number {
        mantissa: U256::from_be_slice(&mantissa),
        decimals,
    }
}

/// A key as the settings know it, and for P-256 its coordinates.
fn signer(scheme: u8, public_key: &[u8]) -> (Address, Vec<u8>) {
    let point = match scheme {
        1 => VerifyingKey::from_sec1_bytes(public_key)
            .unwrap()
            .to_sec1_point(false)
            .as_bytes()
            .to_vec(),
        _ => p256::ecdsa::VerifyingKey::from_sec1_bytes(public_key)
            .unwrap()
            .to_sec1_point(false)
            .as_bytes()
            .to_vec(),
    };
    let hash = alloy_primitives::keccak256(&point[1..]);
    (Address::from_slice(&hash[12..]), point[1..].to_vec())
}

fn scheme(json: &Json) -> u8 {
    match json["scheme"].as_str().unwrap() {
        "secp256k1" => 1,
        "p256" => 2,
        _ => 0,
    }
}

fn signature(json: &Json, hash: &[u8; 32]) -> Signature {
    let scheme = scheme(json);
    let both = bytes(&json["signature"]);
    let public_key = bytes(&json["public_key"]);
    let mut signature = Signature {
        scheme,
        v: 0,
        r: word(&both[..32]),
        s: word(&both[32..]),
        x: [0; 32],
        y: [0; 32],
    };
    if scheme == 2 {
        let (_, point) = signer(2, &public_key);
        (signature.x, signature.y) = (word(&point[..32]), word(&point[32..]));
        return signature;
    }
    // Which of two keys: the document names it.
    let parsed = k256::ecdsa::Signature::from_slice(&both).unwrap();
    let key = VerifyingKey::from_sec1_bytes(&public_key).unwrap();
    let id = [0, 1].into_iter().find(|id| {
        let id = RecoveryId::from_byte(*id).unwrap();
        VerifyingKey::recover_from_prehash(hash, &parsed, id).is_ok_and(|found| found == key)
    });
    signature.v = 27 + id.unwrap();
    signature
}

fn submission(vector: &Json) -> (Subject, Submission) {
    let report = read(vector["report"].as_str().unwrap());
    let digest = |name: &str| word(&bytes(&vector["digests"][name]));
    let terms = bytes(&vector["terms"]);
    let subject = Subject {
        subject: word(&terms[..32]),
        currency: terms[40..52].try_into().unwrap(),
        policy: digest("policy"),
    };
    let distributed = &vector["distributed"];
    let attestations = report["attestations"].as_array().unwrap().iter();
    let hashes = vector["message_digests"].as_array().unwrap();
    let attestations = attestations.zip(hashes).map(|(attestation, hash)| {
        let hash = word(&bytes(hash));
        let signatures = attestation["signatures"].as_array().unwrap().iter();
        Attestation {
            custodian: sha256(attestation["custodian"].as_str().unwrap().as_bytes()),
            commitment: bytes(&attestation["commitment"]),
            signatures: signatures.map(|json| signature(json, &hash)).collect(),
        }
    });
    let weights = report["columns"]["weights"].as_array().unwrap();
    let columns = [
        &report["refreshed"]["quantities"],
        &report["refreshed"]["tagged"],
        &report["columns"]["tags"],
    ];
    let submission = Submission {
        as_of: u64::from_be_bytes(terms[32..40].try_into().unwrap()),
        book: digest("book"),
        supply: digest("supply"),
        previous: match report.get("previous") {
            Some(previous) => word(&bytes(previous)),
            None => [0; 32],
        },
        tokens: number(&vector["tokens"]),
        value: number(&vector["value_per_token"]),
        payables: number(&vector["payables"]),
        has_distributed: !distributed.is_null(),
        distributed: match distributed.is_null() {
            true => Number::new(0, 0),
            false => number(distributed),
        },
        table: bytes(&vector["table"]),
        attestations: attestations.collect(),
        columns: columns.into_iter().chain(weights).flat_map(bytes).collect(),
        proof: bytes(&report["proof"]),
    };
    (subject, submission)
}

/// A feed of a subject and policy, whose custodians are those of the registry.
fn feed(subject: Subject, of: (u32, usize)) -> Feed {
    let mut feed = Feed::of_subject(SpecId::OSAKA, of, subject);
    for custodian in read("registry.json")["custodians"].as_array().unwrap() {
        let id = sha256(custodian["id"].as_str().unwrap().as_bytes());
        feed.set_custodian(id, custodian["threshold"].as_u64().unwrap() as u8);
        for key in custodian["keys"].as_array().unwrap() {
            let scheme = scheme(key);
            if scheme != 0 {
                let (signer, _) = signer(scheme, &bytes(&key["public_key"]));
                feed.set_signer(id, signer, scheme, 0, u64::MAX);
            }
        }
    }
    feed
}

#[test]
fn reports_of_the_vectors_are_accepted() {
    let intermediate = read("intermediate.json");
    let mut feeds: Vec<Feed> = Vec::new();
    for vector in intermediate["reports"].as_array().unwrap() {
        let name = vector["report"].as_str().unwrap();
        let (subject, submission) = submission(vector);
        for (place, message) in vector["messages"].as_array().unwrap().iter().enumerate() {
            let found = messages::message(&subject, &submission, place);
            assert_eq!(found, bytes(message), "{name} {place}");
        }
        let context = BigUint::from_bytes_be(&messages::context(&subject, &submission)) % order();
        assert_eq!(
            context,
            BigUint::from_bytes_be(&bytes(&vector["context"])),
            "{name}"
        );
        let digest = bytes(&vector["digests"]["report"]);
        assert_eq!(
            messages::report(&subject, &submission)[..],
            digest,
            "{name}"
        );

        let same = feeds
            .iter_mut()
            .find(|feed| feed.subject.policy == subject.policy);
        let mut own = match same {
            Some(feed) => feed.clone(),
            None => {
                let of = SHAPES.into_iter().find(|of| {
                    let shape = [of.0 as u8, of.1 as u8];
                    submission.table[14..16] == shape
                });
                feed(subject, of.unwrap())
            }
        };
        own.chain.time = submission.as_of + 60;
        let outcome = own.submit(&submission);
        assert!(outcome.result.is_ok(), "{name}: {outcome:02x?}");
        let latest = own.ask("latest()", &[]).unwrap();
        assert_eq!(latest[0], U256::from_be_slice(&digest), "{name}");
        feeds.insert(0, own);
    }
    assert!(feeds.len() >= 3);
}
