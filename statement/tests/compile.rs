//! Rules compiled by hand, the limits of a program, and every compile error.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::rules::*;
use assay_statement::*;
use assay_testkit::documents::*;
use num_bigint::BigInt;

#[test]
fn values() {
    // Prices 0.995, 0.98, 1.00; quantities in hundredths: S = 3 + 2.
    let compiled = compile_with_supply(
        &book(),
        &policy(vec![Rule::Coverage(coverage("1"))]),
        &supply("1"),
    )
    .unwrap();
    let rows: Vec<(u16, u64)> = compiled
        .program
        .rows
        .iter()
        .map(|r| (r.custodian, r.value))
        .collect();
    assert_eq!(rows, [(0, 995), (1, 980), (1, 1000)]);
    assert_eq!(compiled.program.custodians, 2);
    assert_eq!(compiled.amount_to_cover, decimal("1"));
    // 1.00 of the bill and 2.00 of cash against 1: 1.995 too much.
    let slacks = compiled.slacks(&[100, 0, 200]).unwrap();
    assert_eq!(
        compiled.amount(&compiled.inequalities[0], &slacks[0], 4),
        "1.9950"
    );
    let slacks = compiled.slacks(&[0, 0, 0]).unwrap();
    assert_eq!(
        compiled.amount(&compiled.inequalities[0], &slacks[0], 2),
        "-1.00"
    );
    assert_eq!(
        compiled.slacks(&[0, 0]),
        Err(QuantityCount {
            expected: 3,
            found: 2
        })
    );
}

#[test]
fn every_rule() {
    use InstrumentKind::*;
    let rules = all_rules();
    // 10 bps on the bill; 50 + 25 on the note. 10^4 * 100.005 * 10^5.
    one(
        rules[0].clone(),
        "coverage >= 1.00",
        [9_990, 9_925, 10_000],
        100_005_000_000,
    );
    // The note has 400 days left.
    one(
        rules[1].clone(),
        "only bill, note, cash within 397 days, bill within 93 days",
        [0, -1, 0],
        0,
    );
    one(
        rules[2].clone(),
        "bill, cash within 7 days (always bill) >= 0.25 of assets",
        [750_000, -250_000, 750_000],
        0,
    );
    one(rules[3].clone(), "WAM <= 60 days", [20, -340, 60], 0);
    one(
        rules[4].clone(),
        "institution bank-z <= 0.4 of assets",
        [400_000, 400_000, -600_000],
        0,
    );
    assert_eq!(
        compiled(rules[5].clone()),
        [
            // 0.995 * 100.005 = 99.504975, rounded up at 10^-5; 1.005 * 100.005 = 100.505025, rounded down.
            (
                "assets less payables >= 0.995 x 1.00 per token".into(),
                vec![1; 3],
                9_950_498.into()
            ),
            (
                "assets less payables <= 1.005 x 1.00 per token".into(),
                vec![-1; 3],
                (-10_050_502).into()
            ),
        ]
    );
    let both = compile_with_supply(
        &book(),
        &policy(vec![rules[0].clone(), rules[6].clone()]),
        &supply("100.005"),
    )
    .unwrap();
    assert_eq!(
        both.inequalities[1].label,
        "coverage >= 1.00 after +100 bps"
    );
    assert_eq!(
        both.program.rules[1].multipliers,
        [
            3_650_000 - 3_650 - 4_000,
            3_650_000 - 365 * 75 - 40_000,
            3_650_000
        ]
    );
    assert_eq!(
        BigInt::from(both.program.rules[1].bound),
        BigInt::from(36_501_825_000_000i64)
    );

    one(
        Rule::Liquid(Liquid {
            within_days: Some(40),
            within_business_days: None,
            min_share: decimal("0.333333"),
            of: LiquidBase::Supply,
            only: vec![],
            always: vec![],
            always_within_days: Default::default(),
        }),
        "liquid within 40 days >= 0.333333 of supply",
        [1_000_000, 0, 1_000_000],
        // 333333 * 100.005 * 10^5, exact here
        3_333_496_666_500,
    );
    one(
        Rule::Liquid(Liquid {
            within_days: Some(0),
            within_business_days: None,
            min_share: decimal("0.60"),
            of: LiquidBase::Supply,
            only: vec![Cash],
            always: vec![],
            always_within_days: Default::default(),
        }),
        "cash within 0 days >= 0.60 of supply",
        [0, 0, 1_000_000],
        6_000_300_000_000,
    );
    let groups = compiled(Rule::Concentration(Concentration {
        by: GroupBy::Custodian,
        max_share: decimal("0.5"),
        except: vec![],
    }));
    assert_eq!(
        groups,
        [
            (
                "custodian bank-a <= 0.5 of assets".into(),
                vec![-500_000, 500_000, 500_000],
                0.into()
            ),
            (
                "custodian bank-b <= 0.5 of assets".into(),
                vec![500_000, -500_000, -500_000],
                0.into()
            ),
        ]
    );
    let kinds = compiled(Rule::Concentration(Concentration {
        by: GroupBy::Kind,
        max_share: decimal("0"),
        except: vec![id("cash"), id("note")],
    }));
    assert_eq!(
        kinds,
        [(
            "kind bill <= 0 of assets".into(),
            vec![-1_000_000, 0, 0],
            0.into()
        )]
    );
}

#[test]
fn tokens_are_not_liquid_and_funds_are() {
    let mut book = book();
    book.rows[0].kind = InstrumentKind::Token;
    book.rows[0].maturity = None;
    book.rows[1].kind = InstrumentKind::Fund;
    book.rows[1].maturity = None;
    let liquid = |always| {
        let rule = Rule::Liquid(Liquid {
            within_days: Some(0),
            within_business_days: None,
            min_share: decimal("0"),
            of: LiquidBase::Assets,
            only: vec![],
            always,
            always_within_days: Default::default(),
        });
        compile_with_supply(&book, &policy(vec![rule]), &supply("1"))
            .unwrap()
            .program
            .rules[0]
            .multipliers
            .clone()
    };
    assert_eq!(liquid(vec![]), [0, 1_000_000, 1_000_000]);
    assert_eq!(liquid(vec![InstrumentKind::Token]), [1_000_000; 3]);
}

#[test]
fn presets_compile() {
    for (name, count) in [
        ("genius-act", 2),
        ("sec-2a-7", 5),
        ("mica-deposits-30", 2),
        ("mica-deposits-60", 2),
        ("occ-genius-proposed", 8),
    ] {
        let compiled = compile_with_supply(&book(), &preset(name).unwrap(), &supply("1")).unwrap();
        assert_eq!(compiled.program.rules.len(), count, "{name}");
    }
}

#[test]
fn documents_of_other_things() {
    let rules = || policy(all_rules());
    let mut other = supply("1");
    other.subject = "fund:other".parse().unwrap();
    assert_eq!(
        compile_with_supply(&book(), &rules(), &other),
        Err(CompileError::OtherSubject {
            book: book().subject,
            supply: other.subject.clone()
        })
    );
    let mut other = supply("1");
    other.as_of = "2026-03-31T21:00:01Z".parse().unwrap();
    assert_eq!(
        compile_with_supply(&book(), &rules(), &other),
        Err(CompileError::OtherTime {
            book: book().as_of,
            supply: other.as_of
        })
    );
    let mut none = book();
    none.custodians.clear();
    assert_eq!(
        compile_with_supply(&none, &rules(), &supply("1")),
        Err(CompileError::Book(BookError::NoCustodians))
    );
    assert_eq!(
        compile_with_supply(&book(), &policy(vec![]), &supply("1")),
        Err(CompileError::Policy(PolicyError::NoRules))
    );
    let mut negative = supply("1");
    negative.entries = all_entries()[3..].to_vec();
    assert!(matches!(
        compile_with_supply(&book(), &rules(), &negative),
        Err(CompileError::Supply(SupplyError::Negative { .. }))
    ));
}

/// Such a report would be valid and say nothing.
#[test]
fn a_policy_that_demands_nothing_of_the_book() {
    let unlimited = Rule::Concentration(Concentration {
        by: GroupBy::Institution,
        max_share: decimal("0.1"),
        except: vec![id("bank-z")],
    });
    assert_eq!(
        compile_with_supply(&book(), &policy(vec![unlimited]), &supply("1")),
        Err(CompileError::NoInequalities)
    );
    let mut worthless = supply("1");
    worthless.value_per_token = decimal("0");
    let covered = policy(vec![Rule::Coverage(coverage("1"))]);
    assert_eq!(
        compile_with_supply(&book(), &covered, &worthless),
        Err(CompileError::Supply(SupplyError::ZeroValue))
    );
}

#[test]
fn a_fund_or_token_that_names_nobody_does_not_escape() {
    let mut book = book();
    book.rows
        .push(row("bank-a", "fund-x", InstrumentKind::Fund, 0, "1"));
    book.rows
        .push(row("bank-b", "fund-x", InstrumentKind::Fund, 0, "1"));
    let limited = Rule::Concentration(Concentration {
        by: GroupBy::Institution,
        max_share: decimal("0.1"),
        except: vec![],
    });
    let compiled = compile_with_supply(&book, &policy(vec![limited]), &supply("1")).unwrap();
    let labels: Vec<&str> = compiled
        .inequalities
        .iter()
        .map(|i| i.label.as_str())
        .collect();
    assert_eq!(
        labels,
        [
            "institution bank-z <= 0.1 of assets",
            "institution fund-x <= 0.1 of assets"
        ]
    );
    assert_eq!(
        compiled.program.rules[1].multipliers,
        [100_000, 100_000, 100_000, -900_000, -900_000]
    );
}

#[test]
fn a_supply_in_another_currency() {
    let covered = policy(vec![Rule::Coverage(coverage("1"))]);
    let mut supply = supply("1");
    assert_eq!(supply.currency, book().currency);
    assert!(compile_with_supply(&book(), &covered, &supply).is_ok());
    let eur: Currency = "EUR".parse().unwrap();
    supply.currency = eur.clone();
    assert_eq!(
        compile_with_supply(&book(), &covered, &supply),
        Err(CompileError::OtherCurrency {
            book: book().currency,
            supply: eur
        })
    );
}

#[test]
fn labels_tell_which_kinds_count_whatever_their_maturity() {
    one(
        Rule::Liquid(Liquid {
            within_days: Some(1),
            within_business_days: None,
            min_share: decimal("0.25"),
            of: LiquidBase::Supply,
            only: vec![],
            always: vec![InstrumentKind::Note],
            always_within_days: Default::default(),
        }),
        "liquid within 1 days (always note) >= 0.25 of supply",
        [0, 1_000_000, 1_000_000],
        2_500_125_000_000,
    );
}
