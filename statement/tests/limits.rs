//! What a program cannot hold: too many inequalities, values, multipliers and bounds at their limits.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_circuits::Shape;
use assay_statement::rules::*;
use assay_statement::*;
use assay_testkit::documents::*;
use num_bigint::BigInt;

#[test]
fn more_rules_than_any_shape_has() {
    let rules = |count| policy(vec![Rule::Coverage(coverage("1")); count]);
    assert_eq!(rules(64).validate(), Ok(()));
    assert_eq!(
        compile_with_supply(&book(), &rules(65), &supply("1")),
        Err(CompileError::Policy(PolicyError::TooManyRules {
            found: 65
        }))
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
        compile_with_supply(
            &book,
            &policy((0..rules).map(|_| by_instrument()).collect()),
            &supply("1"),
        )
    };
    let shape = |k, rules| Shape::new(k, rules).unwrap();
    let small = shape(7, 4);
    assert!(found(1, small).is_ok());
    for (rules, fits) in [
        (2, Some(shape(8, 8))),
        (5, Some(shape(10, 16))),
        (6, Some(shape(9, 32))),
        (11, None),
    ] {
        let error = found(rules, small).unwrap_err();
        assert_eq!(
            error,
            CompileError::TooManyInequalities {
                found: 3 * rules,
                shape: small,
                fits,
                most: Some(shape(9, 32)),
            }
        );
    }
    assert_eq!(
        found(2, small).unwrap_err().to_string(),
        "the policy needs 6 inequalities, shape (7, 4) has 4; the first standard shape that fits is (8, 8)"
    );
    assert_eq!(
        found(11, small).unwrap_err().to_string(),
        "the policy needs 33 inequalities, shape (7, 4) has 4; \
         no standard shape fits: with room for as many rows, (9, 32) has the most"
    );
    assert!(found(5, shape(10, 16)).is_ok());
    assert!(found(10, shape(9, 32)).is_ok());
}

#[test]
fn values_below_two_to_the_64() {
    let priced = |price: &str| {
        let mut book = book();
        book.rows[2].price = decimal(price);
        compile_with_supply(
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
    let error = compile_with_supply(
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
        compile_with_supply(
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
    let crushed = compile_with_supply(&book(), &policy(rules), &supply("1")).unwrap();
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
        compile_with_supply(&book(), &policy(vec![rule]), &supply(tokens))
    };
    let compiled = nav(&format!("{whole}.{fraction}")).unwrap();
    assert_eq!(BigInt::from(compiled.program.rules[0].bound), most);
    assert_eq!(BigInt::from(compiled.program.rules[1].bound), -&most);
    // A hair more rounds up to 2^176.
    assert_eq!(
        nav(&format!("{whole}.{fraction}1")),
        Err(CompileError::BoundTooLarge {
            rule: 0,
            label: "assets less payables >= 1 x 1 per token".into(),
            found: most + 1,
        })
    );
    let huge = nav(&"9".repeat(78)).unwrap_err();
    assert!(matches!(huge, CompileError::BoundTooLarge { rule: 0, .. }));
}

/// Of two rules that a program cannot hold the first is named, whatever of it is too large; a table knows no bounds yet.
#[test]
fn the_first_rule_that_does_not_fit_is_named() {
    let bound = Rule::Nav(Nav {
        per_token: decimal(&"9".repeat(78)),
        band: decimal("0"),
    });
    let multiplier = Rule::Maturity(Maturity {
        wam_max_days: Some(u32::MAX),
        wal_max_days: None,
    });
    let both = |rules: Vec<Rule>| compile_with_supply(&book(), &policy(rules), &supply("1"));
    let first = both(vec![bound.clone(), multiplier.clone()]).unwrap_err();
    assert!(matches!(first, CompileError::BoundTooLarge { rule: 0, .. }));
    let first = both(vec![multiplier.clone(), bound.clone()]).unwrap_err();
    assert!(matches!(
        first,
        CompileError::MultiplierTooLarge { rule: 0, .. }
    ));

    let table = compile(&book(), &policy(vec![bound.clone()])).unwrap();
    let owed = |tokens: &str| supply(tokens).owed().unwrap();
    let found = table.bind(&owed("1")).unwrap_err();
    assert!(matches!(found, TableError::BoundTooLarge { rule: 0, .. }));
    let nothing = table.bind(&owed("0")).unwrap();
    assert_eq!(nothing.rules[0].bound, Bound::ZERO);
    let both = compile(&book(), &policy(vec![bound, multiplier])).unwrap_err();
    assert!(matches!(
        both,
        CompileError::MultiplierTooLarge { rule: 1, .. }
    ));
}
