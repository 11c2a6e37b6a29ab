use alloc::collections::BTreeSet;
use alloc::string::ToString;
use alloc::vec;

use assay_circuits::Shape;
use assay_statement::{
    compile_with_supply, digest, BookError, CompileError, Digest, PointBytes, RegistryError, Report,
};
use group::{Curve, Group};
use pasta_curves::{Eq, Fp};

use super::checks::check_age;
use super::*;
use crate::attestations::AttestationError;
use crate::error::ProofError;

mod fixture;
mod known_supply;
mod predecessor;

use fixture::*;

const ANY: VerifyOptions<'_> = VerifyOptions {
    now: None,
    max_age_seconds: None,
    supply: None,
    tokens: &[],
    least_value_per_token: None,
    policy: None,
    previous: ExpectedPrevious::Any,
};

#[test]
fn all_but_the_proof_is_accepted() {
    let mut fixture = Fixture::new();
    fixture.reaches_the_proof(&ANY);
    let expected = fixture.report.proof.0.len();
    fixture.report.proof.0.push(0);
    let found = expected + 1;
    let error = ReportError::Proof(ProofError::Length { expected, found });
    fixture.refused(&ANY, "proof-malformed", error);
}

#[test]
fn the_registry_must_make_sense_and_be_for_this_subject() {
    let mut fixture = Fixture::new();
    fixture.registry.subject = "fund:y".parse().unwrap();
    fixture.refused(
        &ANY,
        "wrong-subject",
        ReportError::Subject {
            expected: "fund:y".parse().unwrap(),
            found: "fund:x".parse().unwrap(),
        },
    );
    fixture.registry.custodians[1].threshold = 2;
    fixture.refused(
        &ANY,
        "registry-invalid",
        ReportError::Registry(RegistryError::Threshold {
            custodian: "bank-b".parse().unwrap(),
            threshold: 2,
            keys: 1,
        }),
    );
}

#[test]
fn the_book_must_make_sense() {
    Fixture::with(|r| r.book.rows[1] = r.book.rows[0].clone()).refused(
        &ANY,
        "book-invalid",
        ReportError::Book(BookError::DuplicateRow {
            row: 1,
            custodian: "bank-a".parse().unwrap(),
            instrument: "USD".parse().unwrap(),
        }),
    );
}

#[test]
fn policies_are_pinned_by_the_registry_and_by_the_options() {
    let mut fixture = Fixture::new();
    let found = digest(&fixture.report.policy).unwrap();
    let expected = Digest([9; 32]);
    let wrong = ReportError::Policy { expected, found };
    let pinned = |policy| VerifyOptions {
        policy: Some(policy),
        ..ANY
    };
    fixture.reaches_the_proof(&pinned(found));
    fixture.refused(&pinned(expected), "wrong-policy", wrong.clone());
    fixture.registry.policy = Some(expected);
    fixture.refused(&ANY, "wrong-policy", wrong.clone());
    fixture.refused(&pinned(found), "wrong-policy", wrong.clone());
    fixture.registry.policy = Some(found);
    fixture.reaches_the_proof(&pinned(found));
    fixture.refused(&pinned(expected), "wrong-policy", wrong);
}

#[test]
fn the_supply_must_be_the_one_that_was_read() {
    let fixture = Fixture::new();
    let mut supply = fixture.report.supply.clone();
    fixture.reaches_the_proof(&VerifyOptions {
        supply: Some(&supply),
        ..ANY
    });
    supply.value_per_token = "1.01".parse().unwrap();
    fixture.refused(
        &VerifyOptions {
            supply: Some(&supply),
            ..ANY
        },
        "wrong-supply",
        ReportError::Supply {
            expected: digest(&supply).unwrap(),
            found: digest(&fixture.report.supply).unwrap(),
        },
    );
}

#[test]
fn the_report_must_be_fresh() {
    let fixture = Fixture::new();
    let at = |now: &str, max_age_seconds| VerifyOptions {
        now: Some(time(now)),
        max_age_seconds,
        ..ANY
    };
    fixture.reaches_the_proof(&at(AS_OF, Some(0)));
    fixture.reaches_the_proof(&at("2026-03-31T21:01:00Z", Some(60)));
    fixture.reaches_the_proof(&at("9999-12-31T23:59:59Z", None));
    fixture.refused(
        &at("2026-03-31T21:01:01Z", Some(60)),
        "stale",
        ReportError::Stale { age: 61, max: 60 },
    );
    for max in [None, Some(60)] {
        fixture.refused(
            &at("2026-03-31T20:59:59Z", max),
            "from-the-future",
            ReportError::FromTheFuture {
                as_of: time(AS_OF),
                now: time("2026-03-31T20:59:59Z"),
            },
        );
    }
    fixture.refused(
        &VerifyOptions {
            max_age_seconds: Some(60),
            ..ANY
        },
        "no-clock",
        ReportError::NoClock { max: 60 },
    );
    let age = check_age(time(AS_OF), &at("2026-03-31T22:00:00Z", None));
    assert_eq!(age, Ok(Some(3_600)));
    assert_eq!(check_age(time(AS_OF), &ANY), Ok(None));
}

#[test]
fn the_documents_must_compile() {
    Fixture::with(|r| r.supply.subject = "fund:y".parse().unwrap()).refused(
        &ANY,
        "supply-invalid",
        ReportError::Compile(CompileError::OtherSubject {
            book: "fund:x".parse().unwrap(),
            supply: "fund:y".parse().unwrap(),
        }),
    );
    let later = time("2026-04-01T21:00:00Z");
    Fixture::with(|r| r.supply.as_of = later).refused(
        &ANY,
        "supply-invalid",
        ReportError::Compile(CompileError::OtherTime {
            book: time(AS_OF),
            supply: later,
        }),
    );
    let no_rules = Fixture::with(|r| r.policy.rules.clear())
        .verify(&ANY)
        .unwrap_err();
    assert_eq!(
        no_rules,
        ReportError::Compile(CompileError::Policy(assay_statement::PolicyError::NoRules))
    );
    assert_eq!(no_rules.code(), "policy-invalid");
}

#[test]
fn only_standard_shapes_have_keys() {
    let shape = Shape::new(7, 5).unwrap();
    Fixture::with(|r| r.book.shape = shape).refused(
        &ANY,
        "shape-not-standard",
        ReportError::Shape { shape },
    );
}

#[test]
fn every_point_is_canonical_and_not_the_identity() {
    type Place = fn(&mut Report) -> &mut PointBytes;
    let places: [(Place, PointField, &str); 6] = [
        (
            |r| &mut r.attestations[1].commitment,
            PointField::Commitment { attestation: 1 },
            "attestations[1].commitment",
        ),
        (
            |r| &mut r.refreshed.quantities,
            PointField::Quantities,
            "refreshed.quantities",
        ),
        (
            |r| &mut r.refreshed.tagged,
            PointField::Tagged,
            "refreshed.tagged",
        ),
        (|r| &mut r.columns.tags, PointField::Tags, "columns.tags"),
        (
            |r| &mut r.columns.weights[0],
            PointField::Weights { column: 0 },
            "columns.weights[0]",
        ),
        (
            |r| &mut r.columns.weights[3],
            PointField::Weights { column: 3 },
            "columns.weights[3]",
        ),
    ];
    // the modulus of the base field: an x of zero that is not reduced
    let modulus = "01000000 21eb468c dda89409 fc984622 00000000 00000000 00000000 00000040";
    let modulus: PointBytes = modulus.replace(' ', "").parse().unwrap();
    let mut identity_with_sign = [0; 32];
    identity_with_sign[31] = 0x80;
    let identity_with_sign = identity_with_sign.into();
    let of_another_suite = [1; 96].into();
    for (place, field, name) in places {
        assert_eq!(field.to_string(), name);
        for wrong in [NO_POINT, modulus, identity_with_sign, of_another_suite] {
            let mut fixture = Fixture::new();
            *place(&mut fixture.report) = wrong;
            fixture.refused(&ANY, "point-invalid", ReportError::NotAPoint { field });
        }
        let mut fixture = Fixture::new();
        *place(&mut fixture.report) = IDENTITY;
        fixture.refused(&ANY, "point-identity", ReportError::IdentityPoint { field });
    }
    // also when a custodian signs it
    let mut fixture = Fixture::new();
    fixture.attest([IDENTITY, bytes(2)]);
    let field = PointField::Commitment { attestation: 0 };
    fixture.refused(&ANY, "point-identity", ReportError::IdentityPoint { field });
}

#[test]
fn one_weight_column_a_rule() {
    for found in [0, 3, 5] {
        Fixture::with(|r| r.columns.weights.resize(found, bytes(1))).refused(
            &ANY,
            "weight-columns",
            ReportError::WeightColumns { expected: 4, found },
        );
    }
}

#[test]
fn attestations_are_checked() {
    let mut fixture = Fixture::new();
    fixture.report.attestations.pop();
    fixture.refused(
        &ANY,
        "attestation-missing",
        ReportError::Attestation(AttestationError::Missing {
            custodian: "bank-b".parse().unwrap(),
        }),
    );
    // a changed price is another book
    let mut fixture = Fixture::new();
    let signed = digest(&fixture.report.book).unwrap();
    fixture.report.book.rows[1].price = "1.01".parse().unwrap();
    fixture.refused(
        &ANY,
        "attestation-book",
        ReportError::Attestation(AttestationError::Book {
            custodian: "bank-a".parse().unwrap(),
            expected: digest(&fixture.report.book).unwrap(),
            found: signed,
        }),
    );
    let mut fixture = Fixture::new();
    fixture.report.attestations.swap(0, 1);
    assert_eq!(
        fixture.verify(&ANY).unwrap_err().code(),
        "attestation-order"
    );
}

/// Any change of any document, or of the order of commitments, gives another context.
#[test]
fn contexts_bind_every_document() {
    let Report {
        book,
        policy,
        supply,
        attestations,
        previous,
        ..
    } = Fixture::new().report;
    let program = compile_with_supply(&book, &policy, &supply)
        .unwrap()
        .program;
    let digests = DocumentDigests::of(&book, &policy, &supply, &attestations).unwrap();
    let points = [1, 2].map(|n| (Eq::generator() * Fp::from(n)).to_affine());
    let base = digests.context(&program, &points, previous).unwrap();
    assert_eq!(digests.context(&program, &points, previous), Ok(base));

    let mut contexts = vec![base];
    let changes: [fn(&mut DocumentDigests); 6] = [
        |d| d.book.0[0] ^= 1,
        |d| d.policy.0[0] ^= 1,
        |d| d.supply.0[0] ^= 1,
        |d| d.attestations[1].0[31] ^= 1,
        |d| d.attestations.swap(0, 1),
        |d| d.attestations.truncate(1),
    ];
    for change in changes {
        let mut other = digests.clone();
        change(&mut other);
        contexts.push(other.context(&program, &points, previous).unwrap());
    }
    let mut other = program.clone();
    other.rows[0].value += 1;
    contexts.push(digests.context(&other, &points, previous).unwrap());
    let [a, b] = points;
    contexts.push(digests.context(&program, &[b, a], previous).unwrap());
    contexts.push(digests.context(&program, &[a], previous).unwrap());
    contexts.push(
        digests
            .context(&program, &points, Some(Digest([0; 32])))
            .unwrap(),
    );
    let distinct: BTreeSet<_> = contexts.iter().collect();
    assert_eq!(distinct.len(), contexts.len());
}

#[test]
fn of_many_reports_the_first_that_is_refused_is_named() {
    let good = Fixture::new();
    let other = Fixture::with(|r| r.supply.subject = "fund:y".parse().unwrap());
    let (all, any) = ([&good.report, &other.report], ANY);
    let verify = |order: &[usize]| {
        let reports: Vec<_> = order.iter().map(|i| (all[*i], any.clone())).collect();
        verify_reports(&reports, &good.registry)
    };
    assert_eq!(verify(&[]), Err(ReportsError::Empty));
    assert_eq!(ReportsError::Empty.code(), "no-reports");
    // The proof of the first is false, which shows later than what is wrong with the second.
    for (order, first) in [
        (&[0, 1][..], 0),
        (&[1, 0], 0),
        (&[0], 0),
        (&[1], 0),
        (&[0, 0, 1, 0], 0),
    ] {
        let error = verify_report(all[order[first]], &good.registry, &any).unwrap_err();
        let code = error.code();
        let refused = ReportsError::Report {
            index: first,
            error,
        };
        assert_eq!(refused.code(), code);
        assert_eq!(verify(order), Err(refused), "{order:?}");
    }
}
