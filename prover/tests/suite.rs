//! A period in the suite bls12-381, from holdings to a report and its auditor's copy.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_prover::{
    attest, check_commitment, check_copy, commit, digest, parse_document, prove, Attestation,
    Audit, Book, Disagreement, Opening, Policy, Predecessor, ProveError, ProveInputs, Report,
    Scheme, SigningKey, Supply, VerifyOptions,
};
use assay_statement::{Document, Kind, SuiteName, V1};
use assay_verifier::suites::ContextError;
use assay_verifier::{report_digest, verify_report};
use serde_json::{json, Value};

const CUSTODIANS: [&str; 2] = ["north", "south"];

fn document<D: Document>(value: Value) -> D {
    parse_document(value.to_string().as_bytes()).unwrap()
}

fn book(as_of: &str) -> Book {
    let row = |custodian: &str| {
        json!({ "custodian": custodian, "instrument": "cash:main", "kind": "cash", "price": "1",
            "quantity_decimals": 2, "institution": "bank" })
    };
    document(json!({
        "assay": "v1", "kind": "book", "subject": "fund", "as_of": as_of, "currency": "USD", "suite": "bls12-381",
        "shape": { "k": 7, "rules": 4 }, "custodians": CUSTODIANS, "rows": CUSTODIANS.map(row),
    }))
}

fn policy() -> Policy {
    document(json!({
        "assay": "v1", "kind": "policy", "name": "Test", "status": "proposed",
        "rules": [{ "rule": "coverage", "min_ratio": "1.00" }],
    }))
}

fn supply(as_of: &str, tokens: &str) -> Supply {
    document(json!({
        "assay": "v1", "kind": "supply", "subject": "fund", "as_of": as_of, "currency": "USD",
        "value_per_token": "1.00",
        "entries": [{ "entry": "book_entry", "registrar": "agent", "quantity": tokens }],
    }))
}

/// What the custodians hand over for a day.
struct Day {
    as_of: &'static str,
    book: Book,
    openings: Vec<Opening>,
    attestations: Vec<Attestation>,
}

impl Day {
    fn new(as_of: &'static str) -> Day {
        let (book, policy) = (book(as_of), policy());
        let (mut openings, mut attestations) = (Vec::new(), Vec::new());
        for (custodian, scheme) in CUSTODIANS
            .into_iter()
            .zip([Scheme::Secp256k1, Scheme::P256])
        {
            let (commitment, opening) = commit(&book, &custodian.parse().unwrap(), &[600]).unwrap();
            check_commitment(&commitment, &book, &opening).unwrap();
            let keys = [SigningKey::generate(scheme).unwrap()];
            attestations.push(attest(&commitment, Some((&book, &policy)), None, &keys).unwrap());
            openings.push(opening);
        }
        Day {
            as_of,
            book,
            openings,
            attestations,
        }
    }

    fn prove(
        &self,
        supply: &Supply,
        policy: &Policy,
        previous: Option<&Predecessor>,
    ) -> Result<Report, ProveError> {
        prove(&ProveInputs {
            book: &self.book,
            policy,
            supply,
            openings: &self.openings,
            attestations: &self.attestations,
            previous,
        })
    }
}

fn verified(report: &Report) -> assay_prover::VerifiedReport {
    let registry = assay_prover::own_registry(report);
    verify_report(report, &registry, &VerifyOptions::default()).unwrap()
}

#[test]
fn a_chain_of_two_days_and_its_copy() {
    let first = Day::new("2026-11-20T22:00:00Z");
    let report = first
        .prove(&supply(first.as_of, "12"), &policy(), None)
        .unwrap();
    let found = verified(&report);
    assert_eq!(found.suite, SuiteName::Bls12381);
    assert_eq!(found.report, report_digest(&report).unwrap());

    let before = Predecessor::of(&report).unwrap();
    let second = Day::new("2026-11-21T22:00:00Z");
    let less = supply(second.as_of, "11.99");
    let next = second.prove(&less, &policy(), Some(&before)).unwrap();
    assert_eq!(next.previous, Some(found.report));
    verified(&next);

    let copy = |openings: &[Opening], report| Audit {
        assay: V1,
        kind: Kind::new(),
        report,
        openings: openings.to_vec(),
    };
    let registry = assay_prover::own_registry(&report);
    let check = |copy: &Audit| check_copy(copy, &report, &registry, &VerifyOptions::default());
    check(&copy(&first.openings, found.report)).ok().unwrap();
    let of_file = copy(&first.openings, digest(&report).unwrap());
    assert!(matches!(
        check(&of_file).err().unwrap()[..],
        [Disagreement::OtherReport { .. }]
    ));
    let mut changed = first.openings.clone();
    changed[1].quantities[0].quantity -= 1;
    let south = "south".parse().unwrap();
    assert_eq!(
        check(&copy(&changed, found.report)).err().unwrap(),
        [Disagreement::Commitment { custodian: south }]
    );
}

#[test]
fn what_is_proved_is_what_was_signed() {
    let day = Day::new("2026-11-20T22:00:00Z");
    let short = day.prove(&supply(day.as_of, "12.01"), &policy(), None);
    assert!(matches!(short, Err(ProveError::Rules(_))));
    let exact = supply(day.as_of, "12");
    let mut other = policy();
    other.name = "Another".into();
    let refused = day.prove(&exact, &other, None).unwrap_err();
    assert!(matches!(
        refused,
        ProveError::OtherBook {
            field: "policy",
            ..
        }
    ));
    // More than a contract can be told, though no rule asks for it.
    let mut large = serde_json::to_value(&exact).unwrap();
    large["entries"].as_array_mut().unwrap().push(json!({
        "entry": "distributed", "reason": "paid", "amount": "9".repeat(78),
    }));
    let refused = day.prove(&document(large), &policy(), None).unwrap_err();
    assert!(matches!(
        refused,
        ProveError::Context(ContextError::Number { .. })
    ));
}
