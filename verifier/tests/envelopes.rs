//! Envelopes: the proof vectors and reports as bytes, each byte changed, and bytes that are none.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_circuits::Shape;
use assay_statement::{parse_document, PointBytes, Program, Report};
use assay_testkit::patch;
use assay_testkit::vectors::bytes as read;
use assay_verifier::envelope::{
    envelope_of, verify_envelope, verify_envelope_in_context, EnvelopeParts, MAGIC,
    MAX_ENVELOPE_BYTES,
};
use assay_verifier::VerifyingKey;
use proptest::prelude::*;
use serde_json::Value;

fn envelope(name: &str) -> Vec<u8> {
    let report: Report = parse_document(&read(&format!("report/{name}.json"))).unwrap();
    envelope_of(&report).unwrap()
}

fn code(found: Result<(), assay_verifier::envelope::EnvelopeError>) -> Option<&'static str> {
    found.err().map(|error| {
        assert!(!error.to_string().is_empty());
        error.code()
    })
}

fn points(list: &Value) -> Vec<PointBytes> {
    let point = |text: &Value| text.as_str().unwrap().parse().unwrap();
    list.as_array().unwrap().iter().map(point).collect()
}

fn bytes(text: &Value) -> Vec<u8> {
    hex::decode(text.as_str().unwrap()).unwrap()
}

/// A statement of the vectors, whether it has the numbers of points and bytes that its program asks for.
fn written(statement: &Value) -> (Vec<u8>, bool) {
    let point = |value: &Value| -> PointBytes { value.as_str().unwrap().parse().unwrap() };
    let (refreshed, columns) = (&statement["refreshed"], &statement["columns"]);
    let (program, commitments) = (
        bytes(&statement["program"]),
        points(&statement["commitments"]),
    );
    let weights = points(&columns["weights"]);
    let elements = statement["proof"].as_array().unwrap().iter();
    let proof: Vec<u8> = elements.flat_map(bytes).collect();
    let parts = EnvelopeParts {
        program: &program,
        commitments: &commitments,
        rerandomized: ["quantities", "tagged"].map(|name| point(&refreshed[name])),
        tags: point(&columns["tags"]),
        weights: &weights,
        digests: None,
        proof: &proof,
    };
    let fits = Program::from_bytes(&program).is_ok_and(|p| {
        usize::from(p.custodians) == commitments.len()
            && p.shape.rules() == weights.len()
            && VerifyingKey::proof_bytes(p.shape) == proof.len()
    });
    (parts.to_bytes(), fits)
}

#[test]
fn proof_vectors_have_their_verdicts() {
    let (mut run, mut valid, mut other_lengths) = (0, 0, 0);
    for name in ["7-4", "8-8", "9-8"] {
        let file: Value = serde_json::from_slice(&read(&format!("proof/{name}.json"))).unwrap();
        for case in file["cases"].as_array().unwrap() {
            let mut statement = file["statements"][case["statement"].as_str().unwrap()].clone();
            let edits: Vec<patch::Edit> = serde_json::from_value(case["edit"].clone()).unwrap();
            patch::apply(&mut statement, &edits);
            let context = bytes(&statement["context"]).try_into().unwrap();
            let (envelope, fits) = written(&statement);
            let found = code(verify_envelope_in_context(&envelope, &context));
            let error = case["error"].as_str();
            let comment = format!("{name} {}: {}", case["id"], case["comment"]);
            run += 1;
            match error {
                None => valid += 1,
                // The number of points, and the shape of the key, are those of the program.
                Some("program-invalid" | "proof-malformed") if !fits => {
                    assert!(
                        ["program-invalid", "shape-not-standard", "call-length"]
                            .contains(&found.unwrap()),
                        "{comment}"
                    );
                    other_lengths += 1;
                    continue;
                }
                Some(_) => assert!(fits, "{comment}"),
            }
            assert_eq!(found, error, "{comment}");
            assert_eq!(
                code(verify_envelope(&envelope)),
                found.filter(|c| is_before(c)).or(Some("call-context")),
                "{comment}"
            );
        }
    }
    assert!(
        run > 200 && valid > 5 && other_lengths > 5,
        "{run} {valid} {other_lengths}"
    );
}

/// Codes of what is read before anything is verified.
fn is_before(code: &str) -> bool {
    ["program-invalid", "point-invalid", "point-identity"].contains(&code)
}

#[test]
fn the_proofs_of_reports_verify() {
    for name in ["report", "successor", "all-rules", "bands"] {
        let envelope = envelope(name);
        assert_eq!(code(verify_envelope(&envelope)), None, "{name}");
        assert_eq!(
            code(verify_envelope_in_context(&envelope, &[0; 32])),
            Some("call-context")
        );
    }
}

/// Real proofs by a prover that cheats: other holdings than were signed for.
#[test]
fn forged_proofs_are_refused() {
    for name in ["inflated", "other-rows"] {
        assert_eq!(
            code(verify_envelope(&envelope(name))),
            Some("proof-refresh"),
            "{name}"
        );
    }
}

#[test]
fn every_byte_counts() {
    for name in ["report", "successor"] {
        let good = envelope(name);
        for at in 0..good.len() {
            // One bit of each; the bit differs from byte to byte.
            let mut changed = good.clone();
            changed[at] ^= 1 << (at % 8);
            assert!(verify_envelope(&changed).is_err(), "{name}: byte {at}");
        }
    }
}

#[test]
fn lengths_are_exact() {
    let good = envelope("report");
    for cut in 0..good.len() {
        let expected = match cut {
            0..16 => "not-a-call",
            _ => "call-length",
        };
        assert_eq!(code(verify_envelope(&good[..cut])), Some(expected), "{cut}");
    }
    let long = [good.as_slice(), &[0]].concat();
    assert_eq!(code(verify_envelope(&long)), Some("call-length"));
    let mut huge = good.clone();
    huge.resize(MAX_ENVELOPE_BYTES + 1, 0);
    assert_eq!(code(verify_envelope(&huge)), Some("call-length"));
    assert_eq!(
        code(verify_envelope(&vec![0; 10 << 20])),
        Some("call-length")
    );
}

#[test]
fn fields_have_their_codes() {
    let good = envelope("report");
    let program = u32::from_le_bytes(good[17..21].try_into().unwrap()) as usize;
    let first_point = 21 + program;
    let changed = |at: usize, with: &[u8]| {
        let mut bytes = good.clone();
        bytes[at..at + with.len()].copy_from_slice(with);
        code(verify_envelope(&bytes))
    };
    assert_eq!(changed(16, &[3]), Some("call-context"));
    assert_eq!(changed(16, &[0]), Some("call-length"));
    assert_eq!(changed(17, &[0xff; 4]), Some("call-length"));
    assert_eq!(changed(17, &[0; 4]), Some("program-invalid"));
    // A shape that exists and has no key.
    assert_eq!(changed(21 + 16, &[10, 4]), Some("shape-not-standard"));
    assert_eq!(changed(first_point, &[0; 32]), Some("point-identity"));
    assert_eq!(changed(first_point, &[0xff; 32]), Some("point-invalid"));
    // The identity with a sign is no point.
    let mut negative = [0; 32];
    negative[31] = 0x80;
    assert_eq!(changed(first_point, &negative), Some("point-invalid"));
    let (envelope, _) = {
        let file: Value = serde_json::from_slice(&read("proof/7-4.json")).unwrap();
        written(&file["statements"]["small"])
    };
    assert_eq!(
        code(verify_envelope_in_context(&envelope, &[0xff; 32])),
        Some("call-context")
    );
}

/// The largest envelope that can be in order is not refused for its size.
#[test]
fn the_limit_holds_the_largest_call() {
    let largest = |shape: &Shape| {
        let program = 23 + 10 * shape.buckets() + shape.rules() * (25 + 4 * shape.buckets());
        let elements = 2 * 65_535 + 3 + shape.rules() + 4;
        21 + program + 32 * elements + VerifyingKey::proof_bytes(*shape)
    };
    let most = Shape::STANDARD.iter().map(largest).max().unwrap();
    assert!(
        most <= MAX_ENVELOPE_BYTES && most > MAX_ENVELOPE_BYTES - (1 << 20),
        "{most}"
    );
}

proptest! {
    #[test]
    fn bytes_never_panic(with_magic: bool, mut tail: Vec<u8>) {
        if with_magic {
            tail.splice(0..0, *MAGIC);
        }
        prop_assert!(verify_envelope(&tail).is_err());
        prop_assert!(verify_envelope_in_context(&tail, &[0; 32]).is_err());
    }

    #[test]
    fn spliced_calls_are_refused(at: prop::sample::Index, with in prop::collection::vec(any::<u8>(), 1..64), keep in 0..64usize) {
        let good = envelope("report");
        let at = at.index(good.len());
        let mut bytes = good.clone();
        let end = (at + keep).min(good.len());
        bytes.splice(at..end, with);
        prop_assume!(bytes != good);
        prop_assert!(verify_envelope(&bytes).is_err());
    }
}
