//! Every report vector, and inputs that are none, through the one call that other languages make.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_json::{
    check, verify, verify_envelope, verify_envelope_text, verify_text, MAX_OPTIONS_BYTES,
};
use assay_statement::{parse_document, Document, Registry, Report};
use assay_testkit::embedder::{cases, inputs, suite_cases, suite_cases_without_the_suite, Case};
use assay_testkit::vectors::text;
use assay_verifier::envelope::envelope_of;
use proptest::prelude::*;
use serde_json::{json, Value};

fn verdict(answer: &Value) -> Result<(), String> {
    let fields: Vec<&String> = answer.as_object().unwrap().keys().collect();
    if answer["valid"] == json!(true) {
        assert_eq!(fields, ["statement", "valid"]);
        return Ok(());
    }
    assert_eq!(answer["valid"], json!(false));
    assert_eq!(fields, ["error", "valid"]);
    let error = answer["error"].as_object().unwrap();
    assert_eq!(error.keys().collect::<Vec<_>>(), ["code", "message"]);
    assert!(!error["message"].as_str().unwrap().is_empty());
    Err(error["code"].as_str().unwrap().into())
}

fn run(case: &Case) {
    let [report, registry, options] =
        [&case.report, &case.registry, &case.options].map(|t| t.as_bytes());
    let answer = verify(report, registry, options);
    assert_eq!(
        verdict(&answer),
        case.expected,
        "{} {}",
        case.id,
        case.comment
    );
    let again = verify_text(report, registry, options);
    assert!(!again.contains('\0'));
    assert_eq!(serde_json::from_str::<Value>(&again).unwrap(), answer);
}

#[test]
fn every_report_vector_has_its_verdict() {
    let cases = cases();
    assert!(cases.len() > 150);
    assert!(cases.iter().any(|c| c.expected.is_ok()));
    cases.iter().for_each(run);
}

#[test]
fn every_report_vector_of_the_suite_has_its_verdict() {
    let cases = match cfg!(feature = "bls12-381") {
        true => suite_cases(),
        false => suite_cases_without_the_suite(),
    };
    assert!(cases.len() > 100);
    cases.iter().for_each(run);
}

#[test]
fn inputs_are_read_strictly() {
    inputs().iter().for_each(run);
}

#[test]
fn the_caller_is_told_whose_fault_it_is() {
    for case in cases().iter().chain(&inputs()) {
        let Err(code) = &case.expected else { continue };
        let refusal = check(
            case.report.as_bytes(),
            case.registry.as_bytes(),
            case.options.as_bytes(),
        )
        .unwrap_err();
        let callers = [
            "registry-malformed",
            "registry-invalid",
            "options-malformed",
            "no-clock",
        ];
        assert_eq!(
            refusal.is_callers(),
            callers.contains(&code.as_str()),
            "{code}"
        );
    }
}

#[test]
fn the_statement_says_what_is_proved_and_what_is_not() {
    let [report, registry] = ["report/report.json", "report/registry.json"].map(text);
    let mut registry: Value = serde_json::from_str(&registry).unwrap();
    registry.as_object_mut().unwrap().remove("policy");
    let parsed: Report = parse_document(report.as_bytes()).unwrap();
    let with = |options: Value| {
        let (registry, options) = (registry.to_string(), options.to_string());
        verify(report.as_bytes(), registry.as_bytes(), options.as_bytes())["statement"].take()
    };
    let unasked = |statement: &Value| -> Vec<String> {
        let list = statement["not_checked"].as_array().unwrap().iter();
        list.map(|n| n["check"].as_str().unwrap().into()).collect()
    };

    let bare = with(json!({}));
    assert_eq!(bare["subject"], json!(parsed.book.subject));
    assert_eq!(bare["custodians"].as_array().unwrap().len(), 2);
    assert_eq!(bare["not_proved"].as_array().unwrap().len(), 3);
    assert_eq!(bare.get("age_seconds"), None);
    assert_eq!(bare.get("previous"), None);
    let all = [
        "supply",
        "value-per-token",
        "token-decimals",
        "policy",
        "age",
        "previous",
    ];
    assert_eq!(unasked(&bare), all);
    assert_eq!(bare["value_per_token"], "1.00");
    assert_eq!(bare["basis"]["value_per_token"], "issuer");
    let meaning = |at: usize| bare["not_checked"][at]["meaning"].as_str().unwrap();
    assert!((0..6).all(|at| meaning(at).contains("options.")));

    let known = with(json!({
        "tokens": [{ "chain": "eip155:1", "token": "0x5b1c0000000000000000000000000000000000a5", "decimals": 6 }],
        "least_value_per_token": { "currency": "USD", "value": "0.99" },
    }));
    assert_eq!(unasked(&known), ["supply", "policy", "age", "previous"]);
    assert_eq!(known["basis"]["value_per_token"], "at-least");
    assert_eq!(known["supply"][0]["basis"]["decimals"], "verifier");

    let all = with(json!({
        "now": parsed.book.as_of, "max_age_seconds": 0, "supply": parsed.supply, "policy": parsed.policy, "previous": "none",
    }));
    assert_eq!(unasked(&all), [""; 0]);
    assert_eq!(all["age_seconds"], json!(0));
}

#[test]
fn sizes_are_refused_before_anything_is_read() {
    let [report, registry] = ["report/report.json", "report/registry.json"].map(text);
    // White space after a good document: only its length can be wrong.
    let padded = |text: &str, size: usize| format!("{text}{}", " ".repeat(size - text.len()));
    let code = |report: &str, registry: &str, options: &str| {
        verdict(&verify(
            report.as_bytes(),
            registry.as_bytes(),
            options.as_bytes(),
        ))
    };
    for (extra, refused) in [(0, false), (1, true)] {
        let expect = |code: &str| {
            if refused {
                Err(code.to_string())
            } else {
                Ok(())
            }
        };
        let long = padded(&report, Report::MAX_BYTES + extra);
        assert_eq!(code(&long, &registry, ""), expect("malformed"));
        let long = padded(&registry, Registry::MAX_BYTES + extra);
        assert_eq!(code(&report, &long, ""), expect("registry-malformed"));
        let long = padded("{}", MAX_OPTIONS_BYTES + extra);
        assert_eq!(code(&report, &registry, &long), expect("options-malformed"));
    }
}

#[test]
fn calls_are_answered() {
    let report: Report = parse_document(text("report/report.json").as_bytes()).unwrap();
    let mut call = envelope_of(&report).unwrap();
    assert_eq!(verify_envelope(&call), json!({ "valid": true }));
    assert_eq!(verify_envelope_text(&call), r#"{"valid":true}"#);
    *call.last_mut().unwrap() ^= 1;
    assert_eq!(
        verdict(&verify_envelope(&call)),
        Err("proof-invalid".into())
    );
    assert_eq!(verdict(&verify_envelope(b"")), Err("not-a-call".into()));
}

proptest! {
    #[test]
    fn bytes_never_panic(report: Vec<u8>, registry: Vec<u8>, options: Vec<u8>) {
        verdict(&verify(&report, &registry, &options)).unwrap_err();
    }

    /// A report that still verifies is the same report, spelt another way.
    #[test]
    fn a_changed_byte_changes_the_verdict(which in 0..3usize, at: prop::sample::Index, flip in 1..=255u8) {
        let [report, registry] = ["report/report.json", "report/registry.json"].map(text);
        let mut three = [report.into_bytes(), registry.into_bytes(), br#"{"previous": "none"}"#.to_vec()];
        let original = verify(&three[0], &three[1], &three[2]);
        let at = at.index(three[which].len());
        three[which][at] ^= flip;
        let answer = verify(&three[0], &three[1], &three[2]);
        if verdict(&answer).is_ok() {
            assert_eq!(answer["statement"]["report"], original["statement"]["report"]);
        }
    }
}
