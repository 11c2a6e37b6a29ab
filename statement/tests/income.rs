//! Income of a book: what is refused of it, and what a policy with `yield` turns into.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_statement::rules::*;
use assay_statement::*;
use assay_testkit::documents::*;

#[test]
fn what_is_refused() {
    use IncomeError::*;
    let refused = |change: fn(&mut Income)| {
        let mut book = book_with_income();
        change(book.income.as_mut().unwrap());
        match book.validate() {
            Err(BookError::Income(error)) => error,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(book_with_income().validate(), Ok(()));
    let as_of = book().as_of;
    assert_eq!(
        refused(|i| i.since = book().as_of),
        Period {
            since: as_of,
            as_of
        }
    );
    assert_eq!(refused(|i| i.rows.clear()), NoRows);
    assert_eq!(
        refused(|i| i.rows[1].custodian = id("bank-c")),
        UnknownCustodian {
            row: 1,
            custodian: id("bank-c")
        }
    );
    assert_eq!(
        refused(|i| i.rows[0].per_unit = "0.00".parse().unwrap()),
        Zero {
            row: 0,
            custodian: id("bank-a"),
            instrument: id("US912797AA11")
        }
    );
    assert_eq!(
        refused(|i| i.rows[2].quantity_decimals = 19),
        TooManyQuantityDecimals { row: 2, found: 19 }
    );
    assert_eq!(
        refused(|i| i.rows[1].quantity_decimals = 3),
        OtherQuantityDecimals {
            row: 1,
            instrument: id("US91282CAA11"),
            expected: 2,
            found: 3
        }
    );
    assert_eq!(
        refused(|i| i.rows.push(i.rows[0].clone())),
        Duplicate {
            row: 3,
            first: 0,
            custodian: id("bank-a"),
            instrument: id("US912797AA11")
        }
    );
}

#[test]
fn the_end_of_a_holding_is_in_the_period_and_of_what_is_gone() {
    use IncomeError::*;
    let refused = |change: fn(&mut Income)| {
        let mut book = book_with_income();
        change(book.income.as_mut().unwrap());
        book.validate()
    };
    let (custodian, instrument) = (id("bank-b"), id("US912797BB10"));
    let outside = |until: &str| {
        Err(BookError::Income(UntilOutside {
            row: 2,
            custodian: id("bank-b"),
            instrument: id("US912797BB10"),
            until: until.parse().unwrap(),
            since: "2026-03-29".parse().unwrap(),
            as_of: "2026-03-31".parse().unwrap(),
        }))
    };
    let until = |text: &str| Some(text.parse().unwrap());
    assert_eq!(
        refused(|i| i.rows[2].until = Some("2026-03-29".parse().unwrap())),
        outside("2026-03-29")
    );
    assert_eq!(
        refused(|i| i.rows[2].until = Some("2026-04-01".parse().unwrap())),
        outside("2026-04-01")
    );
    assert_eq!(
        refused(|i| i.rows[2].until = Some("2026-03-31".parse().unwrap())),
        Ok(())
    );
    assert_eq!(
        refused(|i| i.rows[2].until = None),
        Err(BookError::Income(MissingUntil {
            row: 2,
            custodian,
            instrument
        }))
    );
    assert_eq!(
        refused(|i| i.rows[0].until = Some("2026-03-30".parse().unwrap())),
        Err(BookError::Income(StillHeld {
            row: 0,
            custodian: id("bank-a"),
            instrument: id("US912797AA11"),
            until: until("2026-03-30").unwrap()
        }))
    );
}

/// Two spellings of one security are one: of a custodian it is there once, under the name of the book's row, and of two
/// custodians it earned the same.
#[test]
fn one_security_earns_one_amount() {
    let mut book = book_with_income();
    for row in &mut book.rows {
        if row.instrument.as_str() == "US912797AA11" {
            row.instrument = id("US912797RS85");
        }
    }
    let refused = |rows: Vec<IncomeRow>| {
        let mut book = book.clone();
        book.income.as_mut().unwrap().rows = rows;
        match book.validate() {
            Err(BookError::Income(error)) => error,
            other => panic!("{other:?}"),
        }
    };
    let bill = income_row("bank-a", "US912797RS85", "0.000125");
    assert_eq!(
        refused(vec![income_row("bank-a", "912797RS8", "0.000125")]),
        IncomeError::OtherName {
            row: 0,
            instrument: id("912797RS8"),
            expected: id("US912797RS85")
        }
    );
    let repaid = |instrument: &str, per_unit: &str| IncomeRow {
        until: Some("2026-03-30".parse().unwrap()),
        ..income_row("bank-b", instrument, per_unit)
    };
    assert_eq!(
        refused(vec![
            repaid("US912797SB42", "0.1"),
            repaid("912797SB4", "0.1")
        ]),
        IncomeError::Duplicate {
            row: 1,
            first: 0,
            custodian: id("bank-b"),
            instrument: id("912797SB4")
        }
    );
    assert_eq!(
        refused(vec![bill.clone(), repaid("912797RS8", "0.000126")]),
        IncomeError::OtherIncome {
            row: 1,
            instrument: id("912797RS8"),
            first: 0
        }
    );
    book.income.as_mut().unwrap().rows = vec![bill, repaid("912797RS8", "0.0001250")];
    assert_eq!(book.validate(), Ok(()));
}

#[test]
fn income_takes_room_and_gives_a_custodian_its_place() {
    let mut full = book_with_income();
    let buckets = full.shape.buckets();
    let template = full.rows[0].clone();
    for i in full.quantities()..buckets {
        full.rows.push(BookRow {
            instrument: id(&format!("i{i}")),
            ..template.clone()
        });
    }
    assert_eq!(full.validate(), Ok(()));
    full.rows.push(BookRow {
        instrument: id("one-more"),
        ..template
    });
    assert_eq!(
        full.validate(),
        Err(BookError::TooManyRows {
            shape: full.shape,
            buckets,
            found: buckets + 1
        })
    );
    // All that this custodian had was repaid.
    let mut last = book_with_income();
    last.custodians.push(id("bank-c"));
    last.income.as_mut().unwrap().rows[2].custodian = id("bank-c");
    assert_eq!(last.validate(), Ok(()));
    let of = |custodian: &str| last.positions_of(&id(custodian)).collect::<Vec<_>>();
    assert_eq!(of("bank-a"), [0, 3]);
    assert_eq!(of("bank-b"), [1, 2, 4]);
    assert_eq!(of("bank-c"), [5]);
    assert_eq!(last.quantities(), 6);
}

fn distributed(amount: &str) -> Supply {
    let mut supply = supply("1");
    supply.entries.push(SupplyEntry::Distributed(Distributed {
        reason: "dividend".into(),
        amount: decimal(amount),
    }));
    supply
}

fn rule(min_ratio: &str) -> Rule {
    Rule::Yield(Yield {
        min_ratio: decimal(min_ratio),
    })
}

/// `yield` weighs income alone, and every other rule weighs none.
#[test]
fn income_counts_for_yield_alone() {
    let mut rules = all_rules();
    let rule_count = rules.len();
    assert!(matches!(rules[rule_count - 1], Rule::Yield(_)));
    rules.truncate(6);
    let mut book = book_with_income();
    book.shape = assay_circuits::Shape::new(8, 8).unwrap();
    let without = compile(&self::book(), &policy(rules.clone())).unwrap();
    let with = compile(&book, &policy(rules.clone())).unwrap();
    // The income has six decimals and the quantities two: S is 8, and was 5.
    assert_eq!(
        with.rows.iter().map(|row| row.value).collect::<Vec<_>>(),
        [995_000, 980_000, 1_000_000, 125, 10, 120]
    );
    for (with, without) in with.rules.iter().zip(&without.rules) {
        assert_eq!(with.multipliers[..3], without.multipliers);
        assert_eq!(with.multipliers[3..], [0; 3]);
    }
    let compiled = compile_with_supply(&book, &policy(vec![rule("1.5")]), &distributed("0.0003"));
    let compiled = compiled.unwrap();
    assert_eq!(
        compiled.inequalities[0].label,
        "income >= 1.5 x distributed"
    );
    assert_eq!(compiled.distributed, Some(decimal("0.0003")));
    let program = &compiled.program.rules[0];
    assert_eq!(program.multipliers, [0, 0, 0, 1, -1, 1]);
    assert_eq!(program.bound.magnitude[0], 45_000);
    // What is held now earns nothing; 400 units of the bill less 500 of the note at its premium do.
    let slack = |held: [u64; 6]| compiled.slacks(&held).unwrap()[0].clone();
    assert_eq!(
        slack([1 << 40, 1 << 40, 1 << 40, 0, 0, 0]),
        (-45_000).into()
    );
    assert_eq!(slack([0, 0, 0, 400, 500, 0]), 0.into());
    assert_eq!(slack([0, 0, 0, 400, 501, 0]), (-10).into());
    assert_eq!(slack([0, 0, 0, 0, 0, 375]), 0.into());
}

#[test]
fn a_last_place_of_what_was_distributed_counts() {
    let policy = policy(vec![rule("1")]);
    let slack = |amount: &str, bill: u64| {
        let compiled = compile_with_supply(&book_with_income(), &policy, &distributed(amount));
        compiled.unwrap().slacks(&[0, 0, 0, bill, 0, 0]).unwrap()[0].clone()
    };
    // 1,000,000.00 units of the bill earned 125.
    assert_eq!(slack("125", 100_000_000), 0.into());
    assert_eq!(
        slack("125.000000000000000000000000000001", 100_000_000),
        (-1).into()
    );
    assert_eq!(slack("125", 99_999_999), (-125).into());
    assert_eq!(slack("0", 0), 0.into());
}

#[test]
fn yield_needs_income_and_what_was_distributed() {
    let policy = policy(vec![
        Rule::Stress(Stress { shift_bps: 1 }),
        Rule::Coverage(coverage("1")),
        rule("1"),
    ]);
    let missing = CompileError::NoIncome {
        rule: 2,
        name: "yield",
    };
    assert_eq!(compile(&book(), &policy), Err(missing.clone()));
    assert_eq!(
        compile_with_supply(&book(), &policy, &distributed("1")),
        Err(missing)
    );
    assert_eq!(
        compile_with_supply(&book_with_income(), &policy, &supply("1")),
        Err(CompileError::NothingDistributed {
            rule: 2,
            name: "yield"
        })
    );
    let none = compile_with_supply(&book_with_income(), &policy, &distributed("0"));
    assert_eq!(none.unwrap().distributed, Some(decimal("0")));
    let mut nothing = policy;
    nothing.rules[2] = rule("0.0");
    assert_eq!(
        nothing.validate(),
        Err(PolicyError::Rule {
            rule: 2,
            name: "yield",
            error: RuleError::ZeroRatio
        })
    );
}
