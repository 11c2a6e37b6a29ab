//! The three dates of a row: which are refused, and which of them a rule counts, by hand.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::rules::*;
use assay_statement::*;
use assay_testkit::documents::*;
use InstrumentKind::*;

/// A row of these days to maturity, to the reset and to the demand date.
fn dated(kind: InstrumentKind, days: i64, reset: Option<i64>, demand: Option<i64>) -> BookRow {
    BookRow {
        reset: reset.map(day),
        demand: demand.map(day),
        ..row("bank-a", "security", kind, days, "1")
    }
}

fn book_of(row: BookRow) -> Book {
    let mut book = book();
    book.rows[0] = row;
    book
}

/// The multipliers of the first row.
fn multipliers(row: BookRow, rule: Rule) -> Vec<i32> {
    let compiled = compile_with_supply(&book_of(row), &policy(vec![rule]), &supply("1")).unwrap();
    let rules = compiled.program.rules.iter();
    rules.map(|rule| rule.multipliers[0]).collect()
}

#[test]
fn days_are_counted_as_the_law_says() {
    for (kind, days, reset, demand, shortened, life) in [
        (Bill, 40, None, None, 40, 40),
        (Note, 397, None, None, 397, 397),
        (AgencyDiscount, 60, None, None, 60, 60),
        // Resets shorten the one average and not the other.
        (Frn, 591, Some(1), None, 1, 591),
        (Frn, 591, Some(7), None, 7, 591),
        (AgencyFrn, 591, Some(90), None, 90, 591),
        (AgencyFrn, 300, Some(300), None, 300, 300),
        // A reset today counts a day, unless there is none left.
        (Frn, 591, Some(0), None, 1, 591),
        (Frn, 1, Some(0), None, 1, 1),
        (Frn, 0, Some(0), None, 0, 0),
        // Without a reset, or with one that is too far away, it is all the days left.
        (Frn, 591, None, None, 591, 591),
        (AgencyFrn, 591, Some(397), None, 397, 591),
        (AgencyFrn, 591, Some(398), None, 591, 591),
        // With a demand date: the longer of both for what is long-term, the reset for what is not.
        (AgencyFrn, 398, Some(30), Some(90), 90, 90),
        (AgencyFrn, 398, Some(90), Some(30), 90, 30),
        (AgencyFrn, 398, Some(0), Some(0), 1, 0),
        (AgencyFrn, 397, Some(30), Some(90), 30, 90),
        (AgencyFrn, 397, Some(90), Some(30), 90, 30),
        (AgencyFrn, 500, Some(398), Some(30), 500, 30),
        (AgencyFrn, 500, None, Some(30), 500, 30),
        // Demand shortens a repo, and no note of a fixed rate.
        (Repo, 90, None, Some(2), 2, 2),
        (Repo, 90, None, None, 90, 90),
        (AgencyNote, 90, None, Some(2), 90, 90),
        (Cash, 0, None, None, 0, 0),
        (ReserveBalance, 0, None, None, 0, 0),
    ] {
        let of_row = || dated(kind, days, reset, demand);
        assert_eq!(book_of(of_row()).validate(), Ok(()));
        let averages = Rule::Maturity(Maturity {
            wam_max_days: Some(1_000),
            wal_max_days: Some(2_000),
        });
        assert_eq!(
            multipliers(of_row(), averages),
            [1_000 - shortened, 2_000 - life],
            "{kind} {days} {reset:?} {demand:?}"
        );
        let to_the_end = [
            (Rule::Stress(Stress { shift_bps: 1 }), 3_650_000 - days),
            (tenor(), 5_000 - days),
        ];
        for (rule, expected) in to_the_end {
            let rules = policy(vec![rule, Rule::Coverage(coverage())]);
            let compiled = compile_with_supply(&book_of(of_row()), &rules, &supply("1")).unwrap();
            assert_eq!(
                i64::from(compiled.program.rules[0].multipliers[0]),
                expected
            );
        }
        // A limit of exactly these days, and of a day less.
        for (maturity, count) in [
            (None, days),
            (Some(MaturityCount::Final), days),
            (Some(MaturityCount::Shortened), shortened.into()),
        ] {
            for (limit, expected) in [(count, 0), (count - 1, -1)] {
                let Ok(limit) = u32::try_from(limit) else {
                    continue;
                };
                let eligible = Eligible {
                    kinds: vec![kind],
                    max_remaining_days: Some(limit),
                    max_remaining_days_by_kind: Default::default(),
                    maturity,
                };
                let found = multipliers(of_row(), Rule::Eligible(eligible));
                assert_eq!(found, [expected], "{kind} {maturity:?} {limit}");
            }
        }
    }
}

fn tenor() -> Rule {
    Rule::Tenor(Tenor {
        of: None,
        min_days: 0,
        max_days: 5_000,
    })
}

fn coverage() -> Coverage {
    Coverage {
        min_ratio: decimal("1"),
        haircuts_bps: Default::default(),
        haircuts_by_days: vec![],
    }
}

fn liquid(within_days: Option<u32>, within_business_days: Option<u32>) -> Liquid {
    Liquid {
        within_days,
        within_business_days,
        min_share: decimal("0"),
        of: LiquidBase::Assets,
        only: vec![],
        always: vec![],
        always_within_days: Default::default(),
    }
}

fn is_liquid(row: BookRow, rule: Liquid) -> bool {
    multipliers(row, Rule::Liquid(rule)) == [1_000_000]
}

#[test]
fn principal_is_back_at_maturity_or_on_demand_and_at_no_reset() {
    let within = || liquid(Some(5), None);
    assert!(is_liquid(dated(AgencyFrn, 5, Some(1), None), within()));
    assert!(!is_liquid(dated(AgencyFrn, 6, Some(1), None), within()));
    for kind in [AgencyNote, AgencyFrn, Repo] {
        assert!(is_liquid(dated(kind, 600, None, Some(5)), within()));
        assert!(!is_liquid(dated(kind, 600, None, Some(6)), within()));
    }
    assert!(is_liquid(dated(ReserveBalance, 0, None, None), within()));
    assert!(!is_liquid(dated(Token, 0, None, None), within()));
    // 60 days to final maturity, of one kind only.
    let discount = || Liquid {
        always_within_days: [(AgencyDiscount, 60), (AgencyNote, 60)].into(),
        ..within()
    };
    assert!(is_liquid(dated(AgencyDiscount, 60, None, None), discount()));
    assert!(!is_liquid(
        dated(AgencyDiscount, 61, None, None),
        discount()
    ));
    assert!(!is_liquid(dated(Bill, 60, None, None), discount()));
    assert!(!is_liquid(dated(AgencyNote, 61, None, Some(6)), discount()));
    let none_of_them = Liquid {
        only: vec![Cash],
        ..discount()
    };
    assert!(!is_liquid(
        dated(AgencyDiscount, 60, None, None),
        none_of_them
    ));
}

/// The as-of day is Tuesday 2026-03-31; the books below are of other days.
#[test]
fn business_days_end_on_one() {
    for (as_of, days, last) in [
        // A Friday: to Monday, and to the Friday after.
        ("2026-07-31", 1, "2026-08-03"),
        ("2026-07-31", 5, "2026-08-07"),
        // A Saturday, a Sunday.
        ("2026-08-01", 1, "2026-08-03"),
        ("2026-08-02", 1, "2026-08-03"),
        ("2026-08-01", 0, "2026-08-01"),
        // Thursday before Independence Day on a Saturday: the Banks are open on Friday.
        ("2026-07-02", 1, "2026-07-03"),
        ("2026-07-02", 2, "2026-07-06"),
        // Friday before Labor Day.
        ("2026-09-04", 1, "2026-09-08"),
        ("2026-09-04", 5, "2026-09-14"),
    ] {
        let last: Date = last.parse().unwrap();
        for (maturity, expected) in [(last, true), (last.plus_days(1).unwrap(), false)] {
            let mut book = book();
            book.as_of = format!("{as_of}T21:00:00Z").parse().unwrap();
            book.rows[0].maturity = Some(maturity);
            book.rows[1].maturity = Some(maturity);
            let supply = Supply {
                as_of: book.as_of,
                ..supply("1")
            };
            let rules = policy(vec![Rule::Liquid(liquid(None, Some(days)))]);
            let compiled = compile_with_supply(&book, &rules, &supply).unwrap();
            let found = compiled.program.rules[0].multipliers[0] == 1_000_000;
            assert_eq!(found, expected, "{as_of} {days} {maturity}");
        }
    }
}

#[test]
fn dates_that_make_no_sense_are_refused() {
    let refused = |row: BookRow| book_of(row).validate().unwrap_err();
    for kind in InstrumentKind::ALL {
        let reset = dated(kind, 10, Some(5), None);
        match kind {
            Frn | AgencyFrn => assert_eq!(book_of(reset).validate(), Ok(())),
            _ => assert_eq!(refused(reset), BookError::UnexpectedReset { row: 0, kind }),
        }
        let demand = dated(kind, 10, None, Some(5));
        match kind {
            AgencyNote | AgencyFrn | Repo => assert_eq!(book_of(demand).validate(), Ok(())),
            _ => assert_eq!(
                refused(demand),
                BookError::UnexpectedDemand { row: 0, kind }
            ),
        }
    }
    for (days, is_in) in [(-1, false), (0, true), (10, true), (11, false)] {
        let reset = book_of(dated(Frn, 10, Some(days), None)).validate();
        let demand = book_of(dated(Repo, 10, None, Some(days))).validate();
        if is_in {
            assert_eq!((reset, demand), (Ok(()), Ok(())));
            continue;
        }
        let what = |date: &str| {
            format!(
                "row 0, security of bank-a: expected the next {date} from the as-of day {} to maturity {}, found {}",
                day(0),
                day(10),
                day(days)
            )
        };
        assert_eq!(reset.unwrap_err().to_string(), what("reset"));
        assert_eq!(demand.unwrap_err().to_string(), what("demand date"));
    }
    let unnamed = |kind| BookRow {
        institution: None,
        ..dated(kind, 10, None, None)
    };
    for kind in [AgencyNote, AgencyFrn, AgencyDiscount] {
        let expected = BookError::MissingInstitution { row: 0, kind };
        assert_eq!(refused(unnamed(kind)), expected);
    }
}

#[test]
fn a_security_has_the_same_dates_at_all_custodians() {
    let security = |custodian, reset, demand| BookRow {
        custodian: id(custodian),
        instrument: id("US3133EWGU81"),
        ..dated(AgencyFrn, 591, reset, demand)
    };
    let with = |reset, demand| {
        let mut book = book();
        book.rows.push(security("bank-a", Some(1), None));
        book.rows.push(security("bank-b", reset, demand));
        book.validate()
    };
    assert_eq!(with(Some(1), None), Ok(()));
    for (reset, demand, field) in [
        (Some(2), None, "reset"),
        (None, None, "reset"),
        (Some(1), Some(1), "demand"),
    ] {
        let expected = BookError::OtherSecurity {
            row: 4,
            custodian: id("bank-b"),
            instrument: id("US3133EWGU81"),
            field,
            first: 3,
        };
        assert_eq!(with(reset, demand), Err(expected));
    }
}

#[test]
fn windows_and_counts_that_make_no_sense_are_refused() {
    let validated = |rule: Rule| {
        policy(vec![rule]).validate().map_err(|error| match error {
            PolicyError::Rule { error, .. } => error,
            other => unreachable!("{other}"),
        })
    };
    let of = |rule: Liquid| validated(Rule::Liquid(rule));
    assert_eq!(of(liquid(None, None)), Err(RuleError::NotOneWindow));
    assert_eq!(of(liquid(Some(1), Some(1))), Err(RuleError::NotOneWindow));
    assert_eq!(of(liquid(None, Some(MAX_BUSINESS_DAYS))), Ok(()));
    let found = MAX_BUSINESS_DAYS + 1;
    let expected = Err(RuleError::TooManyBusinessDays { found });
    assert_eq!(of(liquid(None, Some(found))), expected);
    for kind in InstrumentKind::ALL {
        let within = Liquid {
            always_within_days: [(kind, 60)].into(),
            ..liquid(None, Some(5))
        };
        let expected = match kind {
            Cash | ReserveBalance | Fund | Token => {
                Err(RuleError::DaysOfKindWithoutMaturity { kind })
            }
            _ => Ok(()),
        };
        assert_eq!(of(within.clone()), expected);
        if expected.is_ok() {
            let twice = Liquid {
                always: vec![kind],
                ..within
            };
            assert_eq!(of(twice), Err(RuleError::AlwaysAnyway { kind }));
        }
    }
    let counted = |most, of_bills: &[(InstrumentKind, u32)]| {
        validated(Rule::Eligible(Eligible {
            kinds: vec![Bill],
            max_remaining_days: most,
            max_remaining_days_by_kind: of_bills.iter().copied().collect(),
            maturity: Some(MaturityCount::Shortened),
        }))
    };
    assert_eq!(counted(None, &[]), Err(RuleError::CountOfNothing));
    assert_eq!(counted(Some(1), &[]), Ok(()));
    assert_eq!(counted(None, &[(Bill, 1)]), Ok(()));
}

#[test]
fn labels_say_what_is_counted() {
    let label = |rule| {
        let compiled = compile_with_supply(&book(), &policy(vec![rule]), &supply("1")).unwrap();
        compiled.inequalities[0].label.clone()
    };
    let weekly = Liquid {
        min_share: decimal("0.50"),
        always: vec![Bill, Note],
        always_within_days: [(AgencyDiscount, 60)].into(),
        ..liquid(None, Some(5))
    };
    assert_eq!(
        label(Rule::Liquid(weekly)),
        "liquid within 5 business days (always bill, note, agency_discount within 60 days) >= 0.50 of assets"
    );
    let eligible = |maturity| {
        label(Rule::Eligible(Eligible {
            kinds: vec![Bill, Repo],
            max_remaining_days: Some(397),
            max_remaining_days_by_kind: [(Repo, 4)].into(),
            maturity,
        }))
    };
    let to_the_end = "only bill, repo within 397 days, repo within 4 days";
    assert_eq!(eligible(None), to_the_end);
    assert_eq!(eligible(Some(MaturityCount::Final)), to_the_end);
    assert_eq!(
        eligible(Some(MaturityCount::Shortened)),
        "only bill, repo within 397 days, repo within 4 days, counted to a reset or demand"
    );
}
