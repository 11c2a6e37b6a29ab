//! Reports of the suite bls12-381, alone and with reports of the suite vesta.
#![cfg(all(feature = "signatures", feature = "bls12-381"))]
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::SuiteName;
use assay_testkit::vectors::text;
use assay_verifier::suites::{Bls12381, Suite, VerifyingKey, Vesta};
use assay_verifier::{
    digest, parse_document, report_digest, verdict_json, verify_report, AttestationError,
    ChainError, Digest, Predecessor, ProofError, Registry, Report, ReportError, ReportsError,
    Shape, Verifier, VerifyOptions,
};

fn report(name: &str) -> Report {
    parse_document(text(&format!("report/{name}")).as_bytes()).unwrap()
}

fn registry(name: &str) -> Registry {
    parse_document(text(&format!("report/{name}")).as_bytes()).unwrap()
}

/// The keys of both suites' reports, which are about one subject.
fn both() -> Verifier {
    let mut registry = registry("registry.json");
    let others = self::registry("bls12-381/registry.json").custodians;
    for (custodian, other) in registry.custodians.iter_mut().zip(others) {
        custodian.keys.extend(other.keys);
    }
    Verifier::new(registry).unwrap()
}

fn of_suite() -> [Report; 3] {
    ["report", "next-day", "all-rules"].map(|name| report(&format!("bls12-381/{name}.json")))
}

#[test]
fn the_verdict_tells_the_suite() {
    let registry = registry("bls12-381/registry.json");
    for report in of_suite() {
        let verified = verify_report(&report, &registry, &VerifyOptions::default()).unwrap();
        assert_eq!(verified.suite, SuiteName::Bls12381);
        assert_eq!(verified.report, report_digest(&report).unwrap());
        assert_ne!(verified.report, digest(&report).unwrap());
        let json = verdict_json(&report, &verified, &[]);
        assert_eq!(json["suite"], "bls12-381");
        assert_eq!(json["report"], verified.report.to_string());
        let verdict = both().verify_report(&report).unwrap();
        assert_eq!(verdict.suite, SuiteName::Bls12381);
    }
    let vesta = report("report.json");
    let verdict = both().verify_report(&vesta).unwrap();
    assert_eq!(verdict.suite, SuiteName::Vesta);
    assert_eq!(verdict.report, digest(&vesta).unwrap());
    let options = VerifyOptions::default();
    let verified = verify_report(&vesta, &self::registry("registry.json"), &options).unwrap();
    assert!(verdict_json(&vesta, &verified, &[]).get("suite").is_none());
}

/// What a contract computes it of, and nothing else.
#[test]
fn the_digest_of_a_report_is_of_all_of_it() {
    let [good, ..] = of_suite();
    let mut found = vec![report_digest(&good).unwrap()];
    let mut changed = |change: &dyn Fn(&mut Report)| {
        let mut report = good.clone();
        change(&mut report);
        found.push(report_digest(&report).unwrap());
    };
    changed(&|report| report.book.rows[0].price = "0.9".parse().unwrap());
    changed(&|report| report.policy.name = "Another".into());
    changed(&|report| report.supply.value_per_token = "1.000".parse().unwrap());
    changed(&|report| report.previous = Some(Digest([1; 32])));
    changed(&|report| report.attestations[0].commitment = [1; 96].into());
    changed(&|report| report.attestations[0].signatures[0].signature.0[0] ^= 1);
    changed(&|report| drop(report.attestations[1].signatures.pop()));
    changed(&|report| report.refreshed.quantities = [1; 96].into());
    changed(&|report| report.refreshed.tagged = [1; 96].into());
    changed(&|report| report.columns.tags = [1; 96].into());
    changed(&|report| report.columns.weights[3] = [1; 96].into());
    changed(&|report| report.proof.0[7519] ^= 1);
    let count = found.len();
    found.sort();
    found.dedup();
    assert_eq!(found.len(), count);
}

#[test]
fn a_report_without_what_binds_it_has_no_digest() {
    let [good, ..] = of_suite();
    let refused = |change: &dyn Fn(&mut Report)| {
        let mut report = good.clone();
        change(&mut report);
        report_digest(&report).unwrap_err().code()
    };
    assert_eq!(
        refused(&|report| drop(report.attestations.pop())),
        "attestation-missing"
    );
    assert_eq!(
        refused(&|report| report.columns.weights.truncate(3)),
        "weight-columns"
    );
    assert_eq!(
        refused(&|report| report.columns.tags = [1; 32].into()),
        "point-invalid"
    );
    assert_eq!(
        refused(&|report| report.attestations[0].signatures[0]
            .signature
            .0
            .truncate(63)),
        "program-invalid"
    );
    let ed25519 = assay_statement::Scheme::Ed25519;
    assert_eq!(
        refused(&|report| report.attestations[0].signatures[0].scheme = ed25519),
        "program-invalid"
    );
    assert_eq!(refused(&|report| report.book.rows.clear()), "book-invalid");
}

#[test]
fn reports_of_both_suites_are_verified_together() {
    let [first, next, larger] = of_suite();
    let all = [
        report("report.json"),
        first,
        report("all-rules.json"),
        larger,
        next,
    ];
    let verdicts = both().verify_all(&all).unwrap();
    for (verdict, report) in verdicts.iter().zip(&all) {
        assert_eq!(verdict.suite, report.book.suite);
        assert_eq!(verdict.report, report_digest(report).unwrap());
    }
    for index in 0..all.len() {
        let mut changed = all.clone();
        let last = changed[index].proof.0.len() - 1;
        // The lowest bit of the last scalar, in the order of its suite.
        let at = match changed[index].book.suite {
            SuiteName::Vesta => last - 31,
            SuiteName::Bls12381 => last,
        };
        changed[index].proof.0[at] ^= 1;
        let error = ReportError::Proof(ProofError::Proof);
        assert_eq!(
            both().verify_all(&changed).unwrap_err(),
            ReportsError::Report { index, error }
        );
    }
}

#[test]
fn reports_of_the_suite_are_one_chain() {
    let [first, next, _] = of_suite();
    let chain = [next.clone(), first.clone()];
    let verdicts = both().first().verify_chain(&chain).unwrap();
    let digests = [&first, &next].map(|report| report_digest(report).unwrap());
    assert_eq!([verdicts[0].report, verdicts[1].report], digests);
    assert_eq!(next.previous, Some(digests[0]));
    let after = both().previous(Predecessor::of(&first).unwrap());
    after.verify_report(&next).unwrap();
    // By the digest of the suite vesta it would be a gap.
    let mut other = next;
    other.previous = Some(digest(&first).unwrap());
    let error = both().first().verify_chain(&[first, other]).unwrap_err();
    assert!(matches!(error, ChainError::Broken(_)));
    assert_eq!(error.code(), "chain-gap");
}

#[test]
fn documents_have_the_shapes_that_there_are_keys_of() {
    fn of<S: Suite>(suite: SuiteName) {
        for shape in Shape::STANDARD {
            let listed = suite.shapes().any(|own| own == shape);
            assert_eq!(VerifyingKey::<S>::is_standard(shape), listed, "{shape}");
        }
        assert_eq!(S::POINT_BYTES, suite.point_bytes());
        assert_eq!(S::NAME, suite.as_str());
    }
    of::<Bls12381>(SuiteName::Bls12381);
    #[cfg(feature = "large")]
    of::<Vesta>(SuiteName::Vesta);
}

#[test]
fn attestations_of_the_suite_vesta_name_neither_policy_nor_table() {
    let registry = registry("registry.json");
    let verify =
        |report: &Report| verify_report(report, &registry, &VerifyOptions::default()).unwrap_err();
    let digest = Digest([1; 32]);
    let mut named = report("report.json");
    let custodian = named.attestations[1].custodian.clone();
    named.attestations[1].policy = Some(digest);
    assert_eq!(
        verify(&named),
        ReportError::Attestation(AttestationError::Policy {
            custodian: custodian.clone(),
            expected: None,
            found: Some(digest),
        })
    );
    named.attestations[1].policy = None;
    named.attestations[1].table = Some(digest);
    assert_eq!(
        verify(&named),
        ReportError::Attestation(AttestationError::Table {
            custodian,
            expected: None,
            found: Some(digest),
        })
    );
}
