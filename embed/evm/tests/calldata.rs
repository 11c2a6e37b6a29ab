//! Calldata of the test vectors' report.
#![allow(clippy::unwrap_used)]

use alloy_primitives::keccak256;
use assay_evm::{hex, submission_json, Submission, SubmissionError};
use assay_statement::{parse_document, Decimal, Digest, HexBytes, Report, Scheme};
use assay_testkit::vectors;
use assay_verifier::ReportError;
use num_bigint::BigUint;

fn report() -> Report {
    parse_document(&vectors::bytes("report/bls12-381/report.json")).unwrap()
}

fn refused(change: impl FnOnce(&mut Report)) -> SubmissionError {
    let mut report = report();
    change(&mut report);
    Submission::of(&report).unwrap_err()
}

/// `contracts/evm/vm-tests` has a feed accept the same.
#[test]
fn the_calldata_is_pinned() {
    let submission = Submission::of(&report()).unwrap();
    let found = hex(keccak256(submission.call_data()).as_slice());
    assert_eq!(
        found,
        "0x3131760c8f054cea9d75c0335d3faf72d88a0e439434d8eb5ff5d5f14f548246"
    );
    let json = submission_json(&submission);
    assert_eq!(json["asOf"], "1795212000");
    assert_eq!(json["previous"], hex(&[0; 32]));
    assert_eq!(json["owed"]["value"]["mantissa"], "1");
    assert_eq!(json["owed"]["hasDistributed"], false);
    let signatures = &json["attestations"][0]["signatures"];
    let v = signatures[0]["v"].as_str().unwrap();
    assert!(v == "27" || v == "28", "{v}");
    assert_eq!(signatures[0]["x"], hex(&[0; 32]));
}

#[test]
fn attestations_in_order() {
    let error = refused(|report| report.attestations.reverse());
    assert!(
        matches!(&error, SubmissionError::Report(ReportError::Attestation(_))),
        "{error:?}"
    );
    assert!(error.to_string().contains("northbank"), "{error}");
}

#[test]
fn another_suite() {
    let report = parse_document(&vectors::bytes("report/report.json")).unwrap();
    let error = Submission::of(&report).unwrap_err();
    assert_eq!(
        error.to_string(),
        "expected a report of the suite bls12-381, found one of vesta; contracts of the EVM verify no other"
    );
}

#[test]
fn a_number_that_does_not_fit() {
    let error = refused(|report| {
        // 257 bits, of about 1.
        let mantissa = (BigUint::from(1u8) << 256usize) + 1u8;
        report.supply.value_per_token = Decimal::new(mantissa, 77);
    });
    let SubmissionError::Report(error) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(error.code(), "program-invalid");
    assert!(error.to_string().contains("the value per token"), "{error}");
}

#[test]
fn a_previous_digest_of_zero() {
    let error = refused(|report| report.previous = Some(Digest([0; 32])));
    assert!(matches!(error, SubmissionError::PreviousZero), "{error:?}");
}

#[test]
fn signatures_of_another_scheme_and_of_another_message() {
    let error = refused(|report| report.attestations[0].signatures[0].scheme = Scheme::Ed25519);
    assert!(matches!(error, SubmissionError::Report(_)), "{error:?}");
    let error = refused(|report| {
        let other = report.attestations[1].signatures.iter();
        let mut other = other.filter(|signature| signature.scheme == Scheme::Secp256k1);
        let signature = other.next().unwrap().signature.clone();
        report.attestations[0].signatures[0].signature = signature;
    });
    assert_eq!(
        error.to_string(),
        "northbank: signature 0: expected one of the message by its public key, with the lower s, found something else"
    );
    let error = refused(|report| {
        let signature = report.attestations[1].signatures.iter_mut();
        let mut of_p256 = signature.filter(|signature| signature.scheme == Scheme::P256);
        of_p256.next().unwrap().public_key = HexBytes::from(vec![2; 5]);
    });
    assert!(
        error
            .to_string()
            .contains("expected a public key of its scheme"),
        "{error}"
    );
}
