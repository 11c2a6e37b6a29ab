//! Rules compiled by hand, the limits of a program, and every compile error.
#![allow(clippy::unwrap_used, missing_docs)]

mod common;

use assay_circuits::Shape;
use assay_statement::rules::*;
use assay_statement::*;
use common::*;
use num_bigint::BigInt;

/// Multipliers and bounds of the one rule `rule` over the common book, 100.005 tokens at 1.00.
fn compiled(rule: Rule) -> Vec<(String, Vec<i32>, BigInt)> {
    let compiled = compile(&book(), &policy(vec![rule]), &supply("100.005")).unwrap();
    assert_eq!(compiled.scale, 5);
    let rules = compiled.program.rules.iter().zip(&compiled.inequalities);
    rules
        .map(|(rule, inequality)| {
            assert_eq!(inequality.rule, 0);
            (
                inequality.label.clone(),
                rule.multipliers.clone(),
                rule.bound.into(),
            )
        })
        .collect()
}

fn one(rule: Rule, label: &str, multipliers: [i32; 3], bound: i64) {
    assert_eq!(
        compiled(rule),
        [(label.to_string(), multipliers.to_vec(), bound.into())]
    );
}

#[test]
fn values() {
    // Prices 0.995, 0.98, 1.00; quantities in hundredths: S = 3 + 2.
    let compiled = compile(
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
                "assets >= 0.995 x 1.00 per token".into(),
                vec![1; 3],
                9_950_498.into()
            ),
            (
                "assets <= 1.005 x 1.00 per token".into(),
                vec![-1; 3],
                (-10_050_502).into()
            ),
        ]
    );
    let both = compile(
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
            within_days: 40,
            min_share: decimal("0.333333"),
            of: LiquidBase::Supply,
            only: vec![],
            always: vec![],
        }),
        "liquid within 40 days >= 0.333333 of supply",
        [1_000_000, 0, 1_000_000],
        // 333333 * 100.005 * 10^5, exact here
        3_333_496_666_500,
    );
    one(
        Rule::Liquid(Liquid {
            within_days: 0,
            min_share: decimal("0.60"),
            of: LiquidBase::Supply,
            only: vec![Cash],
            always: vec![],
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
            within_days: 0,
            min_share: decimal("0"),
            of: LiquidBase::Assets,
            only: vec![],
            always,
        });
        compile(&book, &policy(vec![rule]), &supply("1"))
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
    ] {
        let compiled = compile(&book(), &preset(name).unwrap(), &supply("1")).unwrap();
        assert_eq!(compiled.program.rules.len(), count, "{name}");
    }
}

#[test]
fn documents_of_other_things() {
    let rules = || policy(all_rules());
    let mut other = supply("1");
    other.subject = "fund:other".parse().unwrap();
    assert_eq!(
        compile(&book(), &rules(), &other),
        Err(CompileError::OtherSubject {
            book: book().subject,
            supply: other.subject.clone()
        })
    );
    let mut other = supply("1");
    other.as_of = "2026-03-31T21:00:01Z".parse().unwrap();
    assert_eq!(
        compile(&book(), &rules(), &other),
        Err(CompileError::OtherTime {
            book: book().as_of,
            supply: other.as_of
        })
    );
    let mut none = book();
    none.custodians.clear();
    assert_eq!(
        compile(&none, &rules(), &supply("1")),
        Err(CompileError::Book(BookError::NoCustodians))
    );
    assert_eq!(
        compile(&book(), &policy(vec![]), &supply("1")),
        Err(CompileError::Policy(PolicyError::NoRules))
    );
    let mut negative = supply("1");
    negative.entries = all_entries()[3..].to_vec();
    assert!(matches!(
        compile(&book(), &rules(), &negative),
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
        compile(&book(), &policy(vec![unlimited]), &supply("1")),
        Err(CompileError::NoInequalities)
    );
    let mut worthless = supply("1");
    worthless.value_per_token = decimal("0");
    let covered = policy(vec![Rule::Coverage(coverage("1"))]);
    assert_eq!(
        compile(&book(), &covered, &worthless),
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
    let compiled = compile(&book, &policy(vec![limited]), &supply("1")).unwrap();
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
    assert!(compile(&book(), &covered, &supply).is_ok());
    let eur: Currency = "EUR".parse().unwrap();
    supply.currency = eur.clone();
    assert_eq!(
        compile(&book(), &covered, &supply),
        Err(CompileError::OtherCurrency {
            book: book().currency,
            supply: eur
        })
    );
}

#[test]
fn more_rules_than_any_shape_has() {
    let rules = |count| policy(vec![Rule::Coverage(coverage("1")); count]);
    assert_eq!(rules(64).validate(), Ok(()));
    assert_eq!(
        compile(&book(), &rules(65), &supply("1")),
        Err(CompileError::Policy(PolicyError::TooManyRules {
            found: 65
        }))
    );
}

#[test]
fn labels_tell_which_kinds_count_whatever_their_maturity() {
    one(
        Rule::Liquid(Liquid {
            within_days: 1,
            min_share: decimal("0.25"),
            of: LiquidBase::Supply,
            only: vec![],
            always: vec![InstrumentKind::Note],
        }),
        "liquid within 1 days (always note) >= 0.25 of supply",
        [0, 1_000_000, 1_000_000],
        2_500_125_000_000,
    );
}

#[test]
fn too_many_inequalities() {
    let by_instrument = || {
        Rule::Concentration(Concentration {
            by: GroupBy::Instrument,
            max_share: decimal("1"),
            except: vec![],
        })
    };
    let found = |rules: usize, shape: Shape| {
        let mut book = book();
        book.shape = shape;
        compile(
            &book,
            &policy((0..rules).map(|_| by_instrument()).collect()),
            &supply("1"),
        )
    };
    let shape = |k, rules| Shape::new(k, rules).unwrap();
    let small = shape(7, 4);
    assert!(found(1, small).is_ok());
    for (rules, fits) in [(2, Some(shape(8, 8))), (5, Some(shape(10, 16))), (6, None)] {
        let error = found(rules, small).unwrap_err();
        assert_eq!(
            error,
            CompileError::TooManyInequalities {
                found: 3 * rules,
                shape: small,
                fits
            }
        );
    }
    assert_eq!(
        found(2, small).unwrap_err().to_string(),
        "the policy needs 6 inequalities, shape (7, 4) has 4; the smallest standard shape that fits is (8, 8)"
    );
    assert!(found(6, small)
        .unwrap_err()
        .to_string()
        .ends_with("no standard shape fits"));
    assert!(found(5, shape(10, 16)).is_ok());
}

#[test]
fn values_below_two_to_the_64() {
    let priced = |price: &str| {
        let mut book = book();
        book.rows[2].price = decimal(price);
        compile(
            &book,
            &policy(vec![Rule::Coverage(coverage("1"))]),
            &supply("1"),
        )
    };
    // S = 5, two quantity decimals: 2^64 / 10^3.
    let most = priced("18446744073709551.615").unwrap();
    assert_eq!(most.program.rows[2].value, u64::MAX);
    assert_eq!(
        priced("18446744073709551.616"),
        Err(CompileError::ValueTooLarge {
            row: 2,
            value: 18_446_744_073_709_551_616u128.into(),
            scale: 5
        })
    );
    let mut scaled = book();
    scaled.rows[0].price = decimal("0.000000000000000000000000000001");
    let error = compile(
        &scaled,
        &policy(vec![Rule::Coverage(coverage("1"))]),
        &supply("1"),
    )
    .unwrap_err();
    assert!(matches!(
        error,
        CompileError::ValueTooLarge {
            row: 1,
            scale: 32,
            ..
        }
    ));
}

#[test]
fn multipliers_below_two_to_the_31() {
    let limited = |days: u32| {
        let rule = Rule::Maturity(Maturity {
            wam_max_days: None,
            wal_max_days: Some(days),
        });
        compile(
            &book(),
            &policy(vec![Rule::Coverage(coverage("1")), rule]),
            &supply("1"),
        )
    };
    let most = limited(i32::MAX as u32).unwrap();
    assert_eq!(
        most.program.rules[1].multipliers,
        [i32::MAX - 40, i32::MAX - 400, i32::MAX]
    );
    assert_eq!(
        limited(1 << 31),
        Err(CompileError::MultiplierTooLarge {
            rule: 1,
            label: "WAL <= 2147483648 days".into(),
            row: 2,
            found: 1 << 31,
        })
    );
    // A shift beyond all bounds takes everything, and no more.
    let rules = vec![
        Rule::Coverage(coverage("1")),
        Rule::Stress(Stress {
            shift_bps: u32::MAX,
        }),
    ];
    let crushed = compile(&book(), &policy(rules), &supply("1")).unwrap();
    assert_eq!(crushed.program.rules[1].multipliers, [0, 0, 3_650_000]);
}

#[test]
fn bounds_below_two_to_the_176() {
    // S = 5: the nav bound is 10^5 times the value; 2^176 / 10^5 = 957809713041180536473966890421518190654986607740846.08
    let two_176: BigInt = BigInt::from(1) << 176u32;
    let most: BigInt = two_176 - 1;
    let text = most.to_string();
    let (whole, fraction) = text.split_at(text.len() - 5);
    let nav = |tokens: &str| {
        let rule = Rule::Nav(Nav {
            per_token: decimal("1"),
            band: decimal("0"),
        });
        compile(&book(), &policy(vec![rule]), &supply(tokens))
    };
    let compiled = nav(&format!("{whole}.{fraction}")).unwrap();
    assert_eq!(BigInt::from(compiled.program.rules[0].bound), most);
    assert_eq!(BigInt::from(compiled.program.rules[1].bound), -&most);
    // A hair more rounds up to 2^176.
    assert_eq!(
        nav(&format!("{whole}.{fraction}1")),
        Err(CompileError::BoundTooLarge {
            rule: 0,
            label: "assets >= 1 x 1 per token".into(),
            found: most + 1,
        })
    );
    let huge = nav(&"9".repeat(78)).unwrap_err();
    assert!(matches!(huge, CompileError::BoundTooLarge { rule: 0, .. }));
}
