//! The builder over reports that follow one another: those that the contract's tests take.
#![cfg(feature = "signatures")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use assay_verifier::{
    digest, parse_document, ChainError, ChainFault, Digest, NotChecked, Predecessor,
    PredecessorError, Report, ReportError, ReportsError, Timestamp, Verdict, Verifier,
};

fn read(name: &str) -> Vec<u8> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../contracts/cosmwasm/tests/data");
    std::fs::read(dir.join(name)).unwrap()
}

fn report(name: &str) -> Report {
    parse_document(&read(&format!("chain-{name}.json"))).unwrap()
}

/// In order of time.
fn chain() -> [Report; 3] {
    ["first", "second", "third"].map(report)
}

fn verifier() -> Verifier {
    Verifier::new(parse_document(&read("chain-registry.json")).unwrap()).unwrap()
}

fn late() -> Timestamp {
    "2026-11-23T22:00:00Z".parse().unwrap()
}

fn digests(reports: &[Report]) -> Vec<Digest> {
    reports.iter().map(|r| digest(r).unwrap()).collect()
}

fn found(verdicts: &[Verdict]) -> Vec<Digest> {
    verdicts.iter().map(|v| v.report).collect()
}

#[test]
fn any_order_is_put_in_order() {
    let [first, second, third] = chain();
    let given = [third, first, second];
    let verdicts = verifier().first().verify_chain(&given).unwrap();
    assert_eq!(found(&verdicts), digests(&chain()));
    assert!(verdicts
        .iter()
        .all(|v| !v.not_checked.contains(&NotChecked::Previous)));
}

#[test]
fn age_and_supply_are_about_the_newest() {
    let policy = digest(&report("first").policy).unwrap();
    let full = verifier()
        .first()
        .policy(policy)
        .at(late())
        .max_age(Duration::from_secs(86_400))
        .supply(report("third").supply);
    let verdicts = full.verify_chain(&chain()).unwrap();
    let not_checked: Vec<_> = verdicts.into_iter().map(|v| v.not_checked).collect();
    let older = BTreeSet::from([
        NotChecked::Supply,
        NotChecked::ValuePerToken,
        NotChecked::TokenDecimals,
        NotChecked::Age,
    ]);
    assert_eq!(not_checked, [older.clone(), older, BTreeSet::new()]);

    let strict = verifier().at(late()).max_age(Duration::from_secs(86_399));
    let [first, second, third] = chain();
    let Err(ChainError::Reports(ReportsError::Report { index: 0, error })) =
        strict.verify_chain(&[third, second, first])
    else {
        panic!("an old report");
    };
    assert_eq!(error.code(), "stale");
}

#[test]
fn where_it_begins_is_said_or_listed() {
    let [first, second, third] = chain();
    let tail = [second, third];
    let verdicts = verifier().verify_chain(&tail).unwrap();
    assert!(verdicts[0].not_checked.contains(&NotChecked::Previous));
    assert!(!verdicts[1].not_checked.contains(&NotChecked::Previous));
    let before = Predecessor::of(&first).unwrap();
    let after = verifier().previous(before.clone());
    let verdicts = after.verify_chain(&tail).unwrap();
    assert!(!verdicts[0].not_checked.contains(&NotChecked::Previous));
    let elsewhere = verifier().previous(Predecessor::of(&tail[1]).unwrap());
    let refused = |verifier: Verifier| verifier.verify_chain(&tail).unwrap_err().code();
    assert_eq!(refused(elsewhere), "chain-gap");
    assert_eq!(refused(verifier().first()), "chain-gap");
    // As old as the oldest, or about something else.
    let as_of = tail[0].book.as_of;
    let late = verifier().previous(Predecessor {
        as_of,
        ..before.clone()
    });
    assert_eq!(refused(late), "not-newer");
    let other = verifier().previous(Predecessor {
        subject: "fund:other".parse().unwrap(),
        ..before
    });
    let Err(ChainError::Reports(ReportsError::Report { index: 0, error })) =
        other.verify_chain(&tail)
    else {
        panic!("a predecessor of another subject");
    };
    assert_eq!(error.code(), "wrong-subject");
    let subjects = PredecessorError::Subject {
        predecessor: "fund:other".parse().unwrap(),
        found: tail[0].book.subject.clone(),
    };
    assert_eq!(error, ReportError::Predecessor(subjects));
}

#[test]
fn what_is_no_chain_is_refused() {
    let [first, second, third] = chain();
    let code = |reports: &[Report]| verifier().verify_chain(reports).unwrap_err().code();
    assert_eq!(code(&[]), "chain-empty");
    assert_eq!(code(&[first.clone(), third]), "chain-gap");
    let fork = [first.clone(), second, report("fork")];
    assert_eq!(code(&fork), "chain-fork");
    let twice = verifier().verify_chain(&[first.clone(), first]);
    let duplicate = ChainFault::Duplicate {
        report: 1,
        other: 0,
    };
    assert_eq!(twice, Err(ChainError::Broken(vec![duplicate])));
}

#[test]
fn a_report_that_does_not_verify_is_named_by_its_place_in_the_list() {
    let [first, second, mut third] = chain();
    third.proof.0[40] ^= 1;
    let refused = verifier().verify_chain(&[third, first, second]);
    let Err(ChainError::Reports(ReportsError::Report { index: 0, error })) = refused else {
        panic!("a changed proof");
    };
    assert!(error.code().starts_with("proof-"), "{error}");
}
