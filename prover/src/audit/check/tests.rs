use assay_statement::{parse_document, Document, Kind, V1};

use super::*;

fn read<D: Document>(name: &str) -> D {
    let path = format!(
        "{}/../test-vectors/report/{name}",
        env!("CARGO_MANIFEST_DIR")
    );
    parse_document(&std::fs::read(path).unwrap()).unwrap()
}

fn report() -> Report {
    read("report.json")
}

fn copy() -> Audit {
    Audit {
        assay: V1,
        kind: Kind::new(),
        report: assay_statement::digest(&report()).unwrap(),
        openings: ["northbank", "eastcustody"]
            .map(|id| read(&format!("{id}.opening.json")))
            .into(),
    }
}

fn checked(copy: &Audit) -> Result<AuditedHoldings, Vec<Disagreement>> {
    check_copy(
        copy,
        &report(),
        &read("registry.json"),
        &VerifyOptions::default(),
    )
}

/// All that disagrees with the copy, changed.
fn refused(change: impl FnOnce(&mut Audit)) -> Vec<Disagreement> {
    let (mut changed, good) = (copy(), copy());
    change(&mut changed);
    assert!(changed != good);
    let disagreements = checked(&changed).err().unwrap();
    for disagreement in &disagreements {
        for opening in &good.openings {
            for item in opening.quantities.iter().filter(|q| q.quantity > 9_999) {
                let message = disagreement.to_string();
                assert!(!message.contains(&item.quantity.to_string()), "{message}");
            }
        }
    }
    disagreements
}

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

#[test]
fn positions_totals_and_rules_are_those_of_the_documents() {
    let (report, copy) = (report(), copy());
    let agreement = checked(&copy).ok().unwrap();
    assert_eq!(agreement.verified.report, copy.report);
    assert_eq!(format!("{agreement:?}"), "AuditedHoldings(private)");

    // Once more, from the openings and the prices alone.
    let mut total = assay_statement::Decimal::zero();
    let mut positions = 0;
    for holder in &agreement.custodians {
        let opening = copy
            .openings
            .iter()
            .find(|opening| opening.custodian == holder.custodian)
            .unwrap();
        let mut own = assay_statement::Decimal::zero();
        assert_eq!(opening.quantities.len(), holder.positions.len());
        for (item, position) in opening.quantities.iter().zip(&holder.positions) {
            let row = &report.book.rows[item.row as usize];
            assert_eq!((position.row, &position.book_row), (item.row as usize, row));
            let decimals = row.quantity_decimals.into();
            let quantity = assay_statement::Decimal::new(item.quantity, decimals);
            assert!(quantity.cmp_value(&position.quantity).is_eq());
            assert!((&quantity * &row.price).cmp_value(&position.value).is_eq());
            own = &own + &position.value;
            positions += 1;
        }
        assert!(own.cmp_value(&holder.total).is_eq());
        total = &total + &own;
    }
    assert_eq!(positions, report.book.rows.len());
    assert!(total.cmp_value(&agreement.total).is_eq());
    let kinds = agreement.kinds.iter().map(|kind| &kind.total);
    let of_kinds = kinds.fold(assay_statement::Decimal::zero(), |sum, t| &sum + t);
    assert!(of_kinds.cmp_value(&total).is_eq());

    let compiled = compile_with_supply(&report.book, &report.policy, &report.supply).unwrap();
    let mut quantities = vec![0; report.book.rows.len()];
    for item in copy.openings.iter().flat_map(|opening| &opening.quantities) {
        quantities[item.row as usize] = item.quantity;
    }
    let slacks = compiled.slacks(&quantities).unwrap();
    assert_eq!(agreement.rules.len(), slacks.len());
    for (rule, slack) in agreement.rules.iter().zip(slacks) {
        assert_eq!(rule.slack, slack);
        assert!(rule.slack >= BigInt::ZERO);
        let days = rule.inequality.unit == Unit::CurrencyDays;
        assert_eq!(rule.days.is_some(), days);
    }
}

#[test]
fn openings_in_any_order() {
    let mut copy = copy();
    copy.openings.reverse();
    let names = |agreement: AuditedHoldings| -> Vec<Id> {
        let holders = agreement.custodians.into_iter();
        holders.map(|holder| holder.custodian).collect()
    };
    assert_eq!(
        names(checked(&copy).ok().unwrap()),
        report().book.custodians
    );
}

#[test]
fn a_report_that_does_not_verify() {
    let refused = |report: &Report, options: &VerifyOptions<'_>| {
        check_copy(&copy(), report, &read("registry.json"), options)
            .err()
            .unwrap()
    };
    let mut other = report();
    other.proof.0[40] ^= 1;
    let found = refused(&other, &VerifyOptions::default());
    assert!(
        matches!(&found[..], [Disagreement::Report(ReportError::Proof(_))]),
        "{found:?}"
    );
    let late = VerifyOptions {
        now: Some("2030-01-01T00:00:00Z".parse().unwrap()),
        max_age_seconds: Some(1),
        ..VerifyOptions::default()
    };
    let found = refused(&report(), &late);
    assert!(matches!(
        &found[..],
        [Disagreement::Report(ReportError::Stale { max: 1, .. })]
    ));
    assert_eq!(found[0].code(), "stale");
}

#[test]
fn a_copy_of_another_report() {
    // The next report of the same holdings: its openings are the same.
    let successor: Report = read("successor.json");
    let found = check_copy(
        &copy(),
        &successor,
        &read("registry.json"),
        &VerifyOptions::default(),
    );
    let expected = Disagreement::OtherReport {
        expected: assay_statement::digest(&successor).unwrap(),
        found: copy().report,
    };
    let found = found.err().unwrap();
    assert_eq!(found, [expected]);
    assert_eq!(found[0].code(), "other-report");
    assert_eq!(
        refused(|copy| copy.report.0[31] ^= 1)[0].code(),
        "other-report"
    );
}

#[test]
fn openings_that_open_something_else() {
    let commitment = |custodian: &str| Disagreement::Commitment {
        custodian: id(custodian),
    };
    assert_eq!(
        refused(|copy| copy.openings[0].quantities[0].quantity ^= 1),
        [commitment("northbank")]
    );
    assert_eq!(
        refused(|copy| copy.openings[1].blinders[3].0[0] ^= 1),
        [commitment("eastcustody")]
    );
    // From one row to another: the total stays the same.
    let moved = refused(|copy| {
        let rows = &mut copy.openings[1].quantities;
        let held = rows.iter().position(|item| item.quantity > 0).unwrap();
        let other = (held + 1) % rows.len();
        rows[held].quantity -= 1;
        rows[other].quantity += 1;
    });
    assert_eq!(moved, [commitment("eastcustody")]);
    assert_eq!(moved[0].code(), "commitment-differs");
    // All of them are reported.
    let both = refused(|copy| {
        for opening in &mut copy.openings {
            opening.quantities[0].quantity ^= 1;
        }
    });
    let mut expected: Vec<Disagreement> = report()
        .book
        .custodians
        .iter()
        .map(|custodian| commitment(custodian.as_str()))
        .collect();
    assert_eq!(both, expected);
    expected.clear();
    let blinder = refused(|copy| copy.openings[0].blinders[0].0 = [0xff; 32]);
    assert_eq!(
        blinder,
        [Disagreement::Blinder {
            custodian: id("northbank")
        }]
    );
    assert_eq!(blinder[0].code(), "blinder-invalid");
}

#[test]
fn openings_that_are_not_one_for_each_custodian() {
    let missing = refused(|copy| drop(copy.openings.remove(0)));
    assert_eq!(
        missing,
        [Disagreement::Missing {
            custodian: id("northbank")
        }]
    );
    assert_eq!(missing[0].code(), "opening-missing");
    let none = refused(|copy| copy.openings.clear());
    assert_eq!(none.len(), 2);
    let several = refused(|copy| {
        let again = copy.openings[1].clone();
        copy.openings.extend([again.clone(), again]);
    });
    assert_eq!(
        several,
        [Disagreement::Several {
            custodian: id("eastcustody"),
            found: 3
        }]
    );
    assert_eq!(several[0].code(), "opening-duplicate");
    let stranger = refused(|copy| {
        let mut more = copy.openings[1].clone();
        more.custodian = id("elsewhere");
        copy.openings.extend([more.clone(), more]);
    });
    assert_eq!(
        stranger,
        [Disagreement::UnknownCustodian {
            custodian: id("elsewhere")
        }]
    );
    assert_eq!(stranger[0].code(), "opening-unknown-custodian");
    // One custodian's under the name of another, whose rows are others.
    let swapped = refused(|copy| {
        copy.openings[0].custodian = id("eastcustody");
        copy.openings[1].custodian = id("northbank");
    });
    assert!(matches!(
        &swapped[..],
        [
            Disagreement::Opening {
                source: OpeningError::Rows { .. },
                ..
            },
            Disagreement::Opening {
                source: OpeningError::Rows { .. },
                ..
            }
        ]
    ));
}

#[test]
fn openings_of_another_book() {
    let found = refused(|copy| copy.openings[0].book.0[0] ^= 1);
    assert!(matches!(
        &found[..],
        [Disagreement::Opening { source: OpeningError::OtherBook { .. }, custodian }]
            if *custodian == id("northbank")
    ));
    assert_eq!(found[0].code(), "opening-invalid");
    let found = refused(|copy| copy.openings[0].subject = "other".parse().unwrap());
    assert!(matches!(
        &found[..],
        [Disagreement::Opening {
            source: OpeningError::OtherSubjectOrTime { .. },
            ..
        }]
    ));
    let found = refused(|copy| drop(copy.openings[0].quantities.pop()));
    assert!(matches!(
        &found[..],
        [Disagreement::Opening {
            source: OpeningError::Rows { .. },
            ..
        }]
    ));
}

/// What no proof lets happen, if it is sound: openings that open what was signed, under rules that do not hold.
#[test]
fn rules_are_not_taken_from_the_proof() {
    let report = report();
    let verified =
        verify_report(&report, &read("registry.json"), &VerifyOptions::default()).unwrap();
    let nothing = vec![0; report.book.rows.len()];
    let found = recompute(&report, verified.clone(), &nothing)
        .err()
        .unwrap();
    let coverage = found.iter().find(|disagreement| {
        matches!(
            disagreement,
            Disagreement::Rule {
                name: "coverage",
                ..
            }
        )
    });
    let message = coverage.unwrap().to_string();
    assert!(
        message.starts_with("rule coverage: expected coverage >= ")
            && message.contains(" short by "),
        "{message}"
    );
    assert_eq!(coverage.unwrap().code(), "rule-fails");
    let one_short = &nothing[1..];
    let found = recompute(&report, verified, one_short).err().unwrap();
    assert_eq!(found[0].code(), "not-recomputed");
}
