//! The builder: what it refuses, and what its verdicts say.
#![cfg(feature = "signatures")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use assay_verifier::{
    digest, parse_document, verdict_json, verify_report, Basis, ExpectedPrevious, KnownToken,
    LeastValue, NotChecked, Policy, Predecessor, PredecessorError, Registry, Report, ReportError,
    ReportsError, Supply, UncheckedNote, ValueBasis, Verifier, VerifyError, VerifyOptions,
};
use serde_json::Value;

const REPORT: &[u8] = include_bytes!("../examples/data/report.json");
const REGISTRY: &[u8] = include_bytes!("../examples/data/registry.json");
const SUPPLY: &[u8] = include_bytes!("../examples/data/supply.json");
const POLICY: &[u8] = include_bytes!("../examples/data/policy.json");

fn vector(name: &str) -> Vec<u8> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../test-vectors/report");
    std::fs::read(dir.join(name)).unwrap()
}

fn registry() -> Registry {
    parse_document(REGISTRY).unwrap()
}

fn report() -> Report {
    parse_document(REPORT).unwrap()
}

fn successor() -> Report {
    parse_document(&vector("successor.json")).unwrap()
}

fn supply() -> Supply {
    parse_document(SUPPLY).unwrap()
}

/// The report's token, with so many decimals.
fn token(decimals: u8) -> KnownToken {
    KnownToken {
        chain: "eip155:1".parse().unwrap(),
        token: "0x5b1c0000000000000000000000000000000000a5"
            .parse()
            .unwrap(),
        decimals,
        slot: None,
    }
}

fn least(value: &str) -> LeastValue {
    LeastValue {
        currency: "USD".parse().unwrap(),
        value: value.parse().unwrap(),
    }
}

fn bare() -> Verifier {
    Verifier::new(registry()).unwrap()
}

fn full() -> Verifier {
    let policy: Policy = parse_document(POLICY).unwrap();
    bare()
        .at("2026-11-21T08:00:00Z".parse().unwrap())
        .max_age(Duration::from_secs(36 * 3600))
        .policy(digest(&policy).unwrap())
        .supply(supply())
        .first()
}

#[test]
fn the_data_of_the_examples_are_the_vectors() {
    assert!(REPORT == vector("report.json"));
    assert!(REGISTRY == vector("registry.json"));
    assert!(SUPPLY == vector("supply.json"));
    let policy: Policy = parse_document(POLICY).unwrap();
    assert_eq!(policy, report().policy);
}

#[test]
fn with_every_check_on_only_the_book_is_the_issuers_word() {
    let verdict = full().verify(REPORT).unwrap();
    assert_eq!(verdict.not_checked, BTreeSet::new());
    assert_eq!(verdict.issuers_word.supply, None);
    assert_eq!(verdict.basis.value_per_token, ValueBasis::Verifier);
    assert_eq!(verdict.basis.supply, Basis::Verifier);
    assert_eq!(verdict.issuers_word.policy, None);
    assert_eq!(verdict.issuers_word.book_rows, report().book.rows);
    assert_eq!(verdict.age_seconds, Some(36_000));
    assert_eq!(verdict.report, digest(&report()).unwrap());
    assert_eq!(verdict.proved.len(), 4);
    let signed: Vec<_> = verdict.signatures.iter().map(|s| s.needed).collect();
    assert_eq!(signed, [1, 2]);
}

#[test]
fn what_was_not_given_is_listed_with_the_issuers_values() {
    let verdict = bare().verify(REPORT).unwrap();
    let expected = [
        NotChecked::Supply,
        NotChecked::ValuePerToken,
        NotChecked::TokenDecimals,
        NotChecked::Policy,
        NotChecked::Age,
        NotChecked::Previous,
    ];
    assert_eq!(verdict.not_checked, BTreeSet::from(expected));
    let report = report();
    let word = verdict.issuers_word;
    assert_eq!(word.policy, Some(digest(&report.policy).unwrap()));
    let supply = word.supply.unwrap();
    assert_eq!(supply.value_per_token, report.supply.value_per_token);
    let parts = [
        supply.chains.len(),
        supply.book_entries.len(),
        supply.pending_redemptions.len(),
        supply.excluded.len(),
        supply.to_be_issued.len(),
        supply.payables.len(),
    ];
    assert_eq!(parts, [1, 1, 1, 1, 0, 0]);
    assert_eq!(
        supply.excluded[0].reason,
        "held by the issuer, not redeemable"
    );
    assert_eq!(verdict.age_seconds, None);
}

#[test]
fn each_check_is_off_alone() {
    let off = |verifier: Verifier, check| {
        let verdict = verifier.verify(REPORT).unwrap();
        assert_eq!(verdict.not_checked, BTreeSet::from([check]));
    };
    let (tokens, least) = (vec![token(6)], least("1.00"));
    let policy = digest(&report().policy).unwrap();
    let at = "2026-11-21T08:00:00Z".parse().unwrap();
    let age = Duration::from_secs(36_000);
    let knows_tokens = bare().at(at).max_age(age).policy(policy).first();
    let knows_tokens = knows_tokens.tokens(tokens).least_value_per_token(least);
    off(knows_tokens, NotChecked::Supply);
    off(
        bare().at(at).max_age(age).supply(supply()).first(),
        NotChecked::Policy,
    );
    off(
        bare().at(at).supply(supply()).policy(policy).first(),
        NotChecked::Age,
    );
    off(
        bare().at(at).max_age(age).supply(supply()).policy(policy),
        NotChecked::Previous,
    );
}

#[test]
fn a_policy_that_the_registry_pins_is_checked() {
    let mut registry = registry();
    registry.policy = Some(digest(&report().policy).unwrap());
    let verdict = Verifier::new(registry).unwrap().verify(REPORT).unwrap();
    assert!(!verdict.not_checked.contains(&NotChecked::Policy));
    assert_eq!(verdict.issuers_word.policy, None);
}

#[test]
fn evidence_that_nobody_looked_at_is_listed() {
    let mut report: Value = serde_json::from_slice(REPORT).unwrap();
    let entries = report["supply"]["entries"].as_array_mut().unwrap();
    let chain = entries.iter_mut().find(|e| e["entry"] == "chain").unwrap();
    chain["evidence"] = serde_json::json!({
        "header": "", "account_proof": [], "storage_proof": [], "slot": "0".repeat(64)
    });
    let report: Report = parse_document(report.to_string().as_bytes()).unwrap();
    let options = VerifyOptions::default();
    let found = NotChecked::of(&report, &registry(), &options);
    assert!(found.contains(&NotChecked::SupplyEvidence));
}

#[test]
fn every_expectation_is_held_to() {
    let refused = |verifier: Verifier| verifier.verify(REPORT).unwrap_err().code();
    let hour = Duration::from_secs(3600);
    let mut other = supply();
    other.entries.pop();
    let other_digest = digest(&other).unwrap();
    assert_eq!(refused(full().max_age(hour)), "stale");
    assert_eq!(refused(bare().max_age(hour)), "no-clock");
    assert_eq!(
        refused(full().at("2026-11-20T21:59:59Z".parse().unwrap())),
        "from-the-future"
    );
    assert_eq!(refused(full().supply(other)), "wrong-supply");
    assert_eq!(refused(full().tokens(vec![token(15)])), "token-decimals");
    let much = full().least_value_per_token(least("1.01"));
    assert_eq!(refused(much), "value-too-low");
    let mut euro = least("1.00");
    euro.currency = "EUR".parse().unwrap();
    assert_eq!(
        refused(full().least_value_per_token(euro)),
        "wrong-currency"
    );
    assert_eq!(refused(full().policy(other_digest)), "wrong-policy");
    let other_report = Predecessor {
        report: other_digest,
        ..Predecessor::of(&report()).unwrap()
    };
    assert_eq!(refused(full().previous(other_report)), "wrong-previous");
    assert_eq!(full().verify(b"{}").unwrap_err().code(), "malformed");
    let mut registry = registry();
    registry.custodians[0].threshold = 0;
    assert!(Verifier::new(registry).is_err());
}

/// `successor.json` names `report.json` and is of the same moment: the period told twice.
#[test]
fn a_period_is_told_once() {
    let first = report();
    let verdict = bare().verify_report(&first).unwrap();
    let before = verdict.as_predecessor();
    assert_eq!(before, Predecessor::of(&first).unwrap());
    let error = bare()
        .previous(before.clone())
        .verify(&vector("successor.json"));
    let as_of = first.book.as_of;
    let not_newer = PredecessorError::NotNewer {
        predecessor: as_of,
        found: as_of,
    };
    let not_newer = ReportError::Predecessor(not_newer);
    assert_eq!(error, Err(VerifyError::Report(not_newer.clone())));
    assert_eq!(not_newer.code(), "not-newer");
    // The next day's report follows.
    let next = bare().previous(before).verify(&vector("next-day.json"));
    let next = next.unwrap();
    assert_eq!(next.previous, Some(verdict.report));
    assert!(!next.not_checked.contains(&NotChecked::Previous));
}

#[test]
fn many_at_once_are_judged_as_one_by_one() {
    let reports = [report(), successor()];
    let together = bare().verify_all(&reports).unwrap();
    let alone = reports.each_ref().map(|r| bare().verify_report(r).unwrap());
    assert_eq!(together, alone);
    assert_eq!(bare().verify_all(&[]), Err(ReportsError::Empty));
    let mut bad = successor();
    bad.proof.0[40] ^= 1;
    let Err(ReportsError::Report { index: 1, error }) = bare().verify_all(&[report(), bad]) else {
        panic!("a changed proof");
    };
    assert!(matches!(error, ReportError::Proof(_)));
}

#[test]
fn the_names_are_those_of_the_json() {
    let names: Vec<_> = NotChecked::ALL.iter().map(|check| check.name()).collect();
    let expected = [
        "supply",
        "value-per-token",
        "token-decimals",
        "token-slot",
        "policy",
        "age",
        "previous",
        "supply-evidence",
        "block-hash",
    ];
    assert_eq!(names, expected);
    assert!(NotChecked::ALL.is_sorted());
    let options = VerifyOptions {
        previous: ExpectedPrevious::First,
        ..VerifyOptions::default()
    };
    let report = report();
    let verified = verify_report(&report, &registry(), &options).unwrap();
    let notes: Vec<UncheckedNote> = NotChecked::of(&report, &registry(), &options)
        .into_iter()
        .map(|check| UncheckedNote {
            check,
            meaning: "m",
        })
        .collect();
    let json = verdict_json(&report, &verified, &notes);
    let checks: Vec<_> = json["not_checked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| &n["check"])
        .collect();
    assert_eq!(
        checks,
        [
            "supply",
            "value-per-token",
            "token-decimals",
            "policy",
            "age"
        ]
    );
}

/// What is owed besides tokens, and tokens about to be minted, with their values and reasons.
#[test]
fn payables_and_tokens_to_be_issued_are_the_issuers_word() {
    let text = vector("payables.json");
    let verdict = bare().verify(&text).unwrap();
    assert_eq!(verdict.payables.to_string(), "908666.099999");
    assert_eq!(verdict.tokens.to_string(), "106500000.500001");
    assert_eq!(verdict.amount_to_cover.to_string(), "107408666.6");
    let word = verdict.issuers_word.supply.unwrap();
    assert_eq!(word.to_be_issued[0].quantity.to_string(), "250000");
    let said: Vec<_> = word
        .payables
        .iter()
        .map(|one| (one.reason.as_str(), one.amount.to_string()))
        .collect();
    let expected = [
        ("securities bought and not paid", "900000.00".to_string()),
        ("fees", "8666.099999".to_string()),
    ];
    assert_eq!(said, expected);

    // A verifier that knows one payable more, one less, or another amount does not take it.
    let report: Report = parse_document(&text).unwrap();
    let own = bare().supply(report.supply.clone()).verify(&text).unwrap();
    assert_eq!(own.issuers_word.supply, None);
    let mut supply = report.supply.clone();
    supply.entries.pop();
    let error = bare().supply(supply).verify(&text).unwrap_err();
    assert_eq!(error.code(), "wrong-supply");
    // Nor does anyone take the report with one that was taken away.
    let mut less = report;
    less.supply.entries.pop();
    let error = bare().verify_report(&less).unwrap_err();
    assert_eq!(error.code(), "proof-tags");
}

/// Every number of the JSON says whose word it is.
#[test]
fn the_json_says_whose_word_everything_is() {
    let (report, mut registry) = (report(), registry());
    let json = |registry: &Registry, options: &VerifyOptions<'_>| {
        let verified = verify_report(&report, registry, options).unwrap();
        verdict_json(&report, &verified, &[])
    };
    let none = VerifyOptions::default();
    let bare = json(&registry, &none);
    assert_eq!(bare["value_per_token"], "1.00");
    let expected = serde_json::json!({
        "subject": "verifier", "as_of": "signed", "custodians": "signed", "rules": "proved", "prices": "issuer",
        "policy": "issuer", "previous": "issuer", "currency": "issuer", "value_per_token": "issuer", "supply": "issuer",
        "excluded": "issuer", "payables": "issuer", "tokens": "issuer", "amount_to_cover": "issuer",
    });
    assert_eq!(bare["basis"], expected);
    let chain = &bare["supply"][0];
    assert_eq!(chain["decimals"], 6);
    assert_eq!(chain["basis"]["decimals"], "issuer");
    assert_eq!(bare.get("least_value_per_token"), None);

    registry.tokens = vec![token(6)];
    registry.least_value_per_token = Some(least("0.99"));
    let more = least("0.995");
    let options = VerifyOptions {
        least_value_per_token: Some(&more),
        ..none.clone()
    };
    let asked = json(&registry, &options);
    assert_eq!(asked["basis"]["value_per_token"], "at-least");
    assert_eq!(asked["least_value_per_token"], "0.995");
    assert_eq!(asked["basis"]["currency"], "verifier");
    assert_eq!(asked["basis"]["tokens"], "issuer");
    assert_eq!(asked["supply"][0]["basis"]["decimals"], "verifier");

    let supply = supply();
    let options = VerifyOptions {
        supply: Some(&supply),
        ..none
    };
    let own = json(&registry, &options);
    for field in [
        "supply",
        "excluded",
        "payables",
        "tokens",
        "amount_to_cover",
        "value_per_token",
    ] {
        assert_eq!(own["basis"][field], "verifier", "{field}");
    }
    assert_eq!(own["basis"]["prices"], "issuer");
}
