//! The report that a report follows.

use super::fixture::*;
use super::*;

#[test]
fn the_chain_of_reports_must_not_break() {
    let (one, other) = (Digest([1; 32]), Digest([2; 32]));
    let with = |previous| VerifyOptions { previous, ..ANY };
    let follows = |report| ExpectedPrevious::Follows(before(report));
    let first = Fixture::new();
    let second = Fixture::with(|r| r.previous = Some(one));
    first.reaches_the_proof(&with(ExpectedPrevious::First));
    second.reaches_the_proof(&with(follows(one)));
    second.reaches_the_proof(&ANY);
    let wrong = |expected, found| ReportError::Previous { expected, found };
    let code = "wrong-previous";
    second.refused(&with(ExpectedPrevious::First), code, wrong(None, Some(one)));
    second.refused(&with(follows(other)), code, wrong(Some(other), Some(one)));
    first.refused(&with(follows(one)), code, wrong(Some(one), None));
    assert_eq!(
        wrong(None, Some(one)).to_string(),
        alloc::format!("expected no previous report, found previous report {one}")
    );
}

/// A report of the fixture's subject, a second older.
fn before(report: Digest) -> Predecessor {
    Predecessor {
        report,
        subject: "fund:x".parse().unwrap(),
        as_of: time("2026-03-31T20:59:59Z"),
    }
}

#[test]
fn a_report_is_newer_than_the_one_it_follows() {
    let one = Digest([1; 32]);
    let second = Fixture::with(|r| r.previous = Some(one));
    for as_of in [AS_OF, "2026-03-31T21:00:01Z", "9999-12-31T23:59:59Z"] {
        let predecessor = Predecessor {
            as_of: time(as_of),
            ..before(one)
        };
        let error = PredecessorError::NotNewer {
            predecessor: time(as_of),
            found: time(AS_OF),
        };
        assert_eq!(
            error.to_string(),
            alloc::format!(
                "expected a later time than that of the report it follows, {as_of}, found {AS_OF}"
            )
        );
        let options = VerifyOptions {
            previous: ExpectedPrevious::Follows(predecessor),
            ..ANY
        };
        second.refused(&options, "not-newer", ReportError::Predecessor(error));
    }
}

#[test]
fn a_report_is_of_the_subject_of_the_one_it_follows() {
    let one = Digest([1; 32]);
    let second = Fixture::with(|r| r.previous = Some(one));
    // Of another subject and not older: the subject is what is said.
    for as_of in ["2026-03-31T20:59:59Z", AS_OF] {
        let predecessor = Predecessor {
            subject: "fund:y".parse().unwrap(),
            as_of: time(as_of),
            ..before(one)
        };
        let options = VerifyOptions {
            previous: ExpectedPrevious::Follows(predecessor.clone()),
            ..ANY
        };
        let error = PredecessorError::Subject {
            predecessor: "fund:y".parse().unwrap(),
            found: "fund:x".parse().unwrap(),
        };
        assert_eq!(
            error.to_string(),
            "the report it follows is about fund:y, the report about fund:x"
        );
        second.refused(&options, "wrong-subject", ReportError::Predecessor(error));
        // Another digest is said before.
        let expected = Some(Digest([2; 32]));
        let options = VerifyOptions {
            previous: ExpectedPrevious::Follows(Predecessor {
                report: Digest([2; 32]),
                ..predecessor
            }),
            ..ANY
        };
        let found = Some(one);
        let error = ReportError::Previous { expected, found };
        second.refused(&options, "wrong-previous", error);
    }
}
