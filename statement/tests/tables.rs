//! The bytes of a table, one by one, and what is refused of them.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_circuits::Shape;
use assay_statement::*;

fn coefficient(text: &str) -> Coefficient {
    match text.strip_prefix('-') {
        Some(magnitude) => Coefficient::negative(&magnitude.parse().unwrap()),
        None => Coefficient::positive(&text.parse().unwrap()),
    }
}

fn rule(multiplier: i32, factor: BoundFactor, text: &str) -> TableRule {
    TableRule {
        multipliers: vec![multiplier],
        factor,
        coefficient: coefficient(text),
        payables: Coefficient::zero(),
    }
}

/// A rule that takes payables off the assets.
fn net(multiplier: i32, tokens: &str, payables: &str) -> TableRule {
    TableRule {
        payables: coefficient(payables),
        ..rule(multiplier, BoundFactor::TokensAndPayables, tokens)
    }
}

fn owed(tokens: &str, payables: &str, amount: &str) -> Owed {
    let [tokens, payables, amount] = [tokens, payables, amount].map(|text| text.parse().unwrap());
    Owed {
        tokens,
        payables,
        amount,
        distributed: Decimal::zero(),
    }
}

fn table() -> Table {
    Table {
        shape: Shape::new(7, 4).unwrap(),
        custodians: 2,
        rows: vec![ProgramRow {
            custodian: 1,
            value: 515,
        }],
        rules: vec![
            rule(1, BoundFactor::Amount, "256.5"),
            rule(-1, BoundFactor::Tokens, "-1.005"),
            rule(0, BoundFactor::One, "0"),
        ],
    }
}

const FIRST: usize = 14 + 7;
const SECOND: usize = FIRST + 4 + 2;
const THIRD: usize = SECOND + 4 + 2;
const ROW: usize = THIRD + 4;

#[test]
fn bytes_are_pinned() {
    let mut expected = b"assay/v1/table\x07\x04\x00\x02\x00\x01\x03".to_vec();
    // 2565 / 10 times the amount, then -1005 / 1000 times the tokens.
    expected.extend([2, 0, 1, 2, 10, 5]);
    expected.extend([1, 1, 3, 2, 3, 237]);
    expected.extend([0, 0, 0, 0]);
    expected.extend([0, 0, 0, 0, 0, 0, 2, 3, 0, 1]);
    expected.extend([0, 0, 0, 1, 255, 255, 255, 255, 0, 0, 0, 0]);
    assert_eq!(table().to_bytes().unwrap(), expected);
    assert_eq!(Table::from_bytes(&expected), Ok(table()));
}

#[test]
fn bytes_are_read_strictly() {
    let good = table().to_bytes().unwrap();
    let changed = |changes: &[(usize, u8)]| {
        let mut bytes = good.clone();
        changes.iter().for_each(|&(at, byte)| bytes[at] = byte);
        Table::from_bytes(&bytes)
    };
    for at in 0..14 {
        assert_eq!(changed(&[(at, 0)]), Err(TableError::NotATable));
    }
    assert_eq!(
        Table::from_bytes(&good[..5]),
        Err(TableError::Truncated { found: 5 })
    );
    let integers = |at, byte| match changed(&[(at, byte)]) {
        Err(TableError::Integers(error)) => error,
        other => panic!("{other:?}"),
    };
    assert!(matches!(integers(14, 15), ProgramError::Shape(_)));
    assert_eq!(
        integers(20, 5),
        ProgramError::TooManyRules { most: 4, found: 5 }
    );
    assert_eq!(integers(17, 0), ProgramError::NoCustodians);
    let found = good.len();
    assert_eq!(changed(&[(19, 2)]), Err(TableError::Truncated { found }));
    assert_eq!(
        changed(&[(19, 0)]),
        Err(TableError::TrailingBytes {
            expected: ROW,
            found
        })
    );
    assert!(matches!(
        integers(ROW + 9, 2),
        ProgramError::UnknownCustodian { row: 0, .. }
    ));
    let factor = |rule| Err(TableError::Factor { rule });
    assert_eq!(changed(&[(FIRST, 5)]), factor(0));
    assert_eq!(changed(&[(FIRST, 255)]), factor(0));
    // Zero times the tokens is zero times nothing.
    assert_eq!(changed(&[(THIRD, 1)]), factor(2));
    let coefficient = |rule| Err(TableError::Coefficient { rule });
    assert_eq!(changed(&[(SECOND + 1, 2)]), coefficient(1));
    // A negative zero, one with decimals, and one with a byte.
    assert_eq!(changed(&[(THIRD + 1, 1)]), coefficient(2));
    assert_eq!(changed(&[(THIRD + 2, 1)]), coefficient(2));
    assert_eq!(changed(&[(SECOND + 4, 0), (SECOND + 5, 0)]), coefficient(1));
    // 10 / 10, and a first byte of zero.
    assert_eq!(changed(&[(FIRST + 4, 0), (FIRST + 5, 10)]), coefficient(0));
    assert_eq!(changed(&[(FIRST + 4, 0)]), coefficient(0));
    // 2560 / 10
    assert_eq!(changed(&[(FIRST + 5, 0)]), coefficient(0));
    // -2^31
    assert_eq!(
        changed(&[(ROW + 10, 128), (ROW + 13, 0)]),
        Err(TableError::Integers(ProgramError::MultiplierTooLarge {
            rule: 0,
            row: 0
        }))
    );
}

#[test]
fn what_is_no_table_has_no_bytes() {
    let refused = |change: fn(&mut Table)| {
        let mut changed = table();
        change(&mut changed);
        let error = changed.check().unwrap_err();
        assert_eq!(changed.to_bytes(), Err(error.clone()));
        assert_eq!(changed.digest(), Err(error.clone()));
        assert_eq!(changed.bind(&owed("1", "1", "1")), Err(error.clone()));
        error
    };
    assert_eq!(
        refused(|t| t.rows[0].value = 0),
        TableError::Integers(ProgramError::ZeroValue { row: 0 })
    );
    assert_eq!(
        refused(|t| t.rules[1].multipliers[0] = i32::MIN),
        TableError::Integers(ProgramError::MultiplierTooLarge { rule: 1, row: 0 })
    );
    assert_eq!(
        refused(|t| t.rules[2].factor = BoundFactor::Amount),
        TableError::Factor { rule: 2 }
    );
    let long = TableError::Coefficient { rule: 0 };
    assert_eq!(
        refused(|t| t.rules[0].coefficient = Coefficient::positive(&Decimal::new(1u8, 256))),
        long
    );
    assert_eq!(
        refused(|t| {
            let tens = Decimal::from(10u64.pow(19));
            let coefficient = &mut t.rules[0].coefficient;
            (0..35).for_each(|_| *coefficient = coefficient.times(&tens));
        }),
        long
    );
}

#[test]
fn bounds_round_against_the_prover() {
    // What is owed besides tokens moves none of these bounds but by way of the amount.
    let bind = |tokens: &str, amount: &str| {
        let program = table().bind(&owed(tokens, "7.77", amount)).unwrap();
        let bounds = program.rules.into_iter().map(|rule| rule.bound);
        bounds
            .map(|bound| (bound.negative, bound.magnitude[0]))
            .collect::<Vec<_>>()
    };
    // 256.5 A up, -1.005 T up, which is 1.005 T down.
    assert_eq!(bind("100", "1"), [(false, 257), (true, 100), (false, 0)]);
    assert_eq!(bind("1000", "2"), [(false, 513), (true, 1005), (false, 0)]);
    assert_eq!(bind("0.9", "0"), [(false, 0), (false, 0), (false, 0)]);
}

/// The factor of what was distributed: its byte, its bound, and that nothing else moves it.
#[test]
fn what_was_distributed_is_a_factor_of_its_own() {
    let table = Table {
        rules: vec![rule(1, BoundFactor::Distributed, "100.5")],
        ..table()
    };
    let mut expected = b"assay/v1/table\x07\x04\x00\x02\x00\x01\x01".to_vec();
    expected.extend([4, 0, 1, 2, 3, 237]);
    expected.extend([0, 0, 0, 0, 0, 0, 2, 3, 0, 1, 0, 0, 0, 1]);
    assert_eq!(table.to_bytes().unwrap(), expected);
    assert_eq!(Table::from_bytes(&expected), Ok(table.clone()));

    for (distributed, bound) in [("0", 0), ("1", 101), ("2", 201), ("0.01", 2)] {
        let owed = Owed {
            distributed: distributed.parse().unwrap(),
            ..owed("5", "7", "11")
        };
        let bound_to = table.bind(&owed).unwrap().rules[0].bound;
        assert_eq!((bound_to.negative, bound_to.magnitude[0]), (false, bound));
    }
    let mut zero = table;
    zero.rules[0].coefficient = Coefficient::zero();
    assert_eq!(zero.check(), Err(TableError::Factor { rule: 0 }));
}

/// Bounds of `nav` at a scale of two decimals: both sides of a band of half a percent, and the lower side of one as wide as
/// the value, of which the payables alone are left.
fn net_table() -> Table {
    Table {
        rules: vec![
            net(1, "99.5", "100"),
            net(-1, "-100.5", "-100"),
            net(1, "0", "100"),
        ],
        ..table()
    }
}

#[test]
fn bytes_with_payables_are_pinned_and_read_strictly() {
    let mut expected = b"assay/v1/table\x07\x04\x00\x02\x00\x01\x03".to_vec();
    // 995 / 10 times the tokens and 100 times the payables, then both negated with 1005 / 10, then payables alone.
    expected.extend([3, 0, 1, 2, 3, 227, 0, 0, 1, 100]);
    expected.extend([3, 1, 1, 2, 3, 237, 1, 0, 1, 100]);
    expected.extend([3, 0, 0, 0, 0, 0, 1, 100]);
    expected.extend([0, 0, 0, 0, 0, 0, 2, 3, 0, 1]);
    expected.extend([0, 0, 0, 1, 255, 255, 255, 255, 0, 0, 0, 1]);
    let good = net_table().to_bytes().unwrap();
    assert_eq!(good, expected);
    assert_eq!(Table::from_bytes(&good), Ok(net_table()));

    let changed = |at: usize, with: &[u8]| {
        let mut bytes = good.clone();
        bytes.splice(at..at + with.len(), with.iter().copied());
        Table::from_bytes(&bytes)
    };
    let payables = FIRST + 6;
    let coefficient = Err(TableError::Coefficient { rule: 0 });
    assert_eq!(changed(payables, &[2]), coefficient);
    // 100 / 10, and 0 / 1 with a byte.
    assert_eq!(changed(payables + 1, &[1]), coefficient);
    assert_eq!(changed(payables + 3, &[0]), coefficient);
    // Without payables it is a bound of the tokens, or of nothing, and has that form alone.
    let without = |at: usize, length: usize| {
        let mut bytes = good.clone();
        bytes.splice(at..at + length, [0, 0, 0]);
        Table::from_bytes(&bytes)
    };
    assert_eq!(without(payables, 4), Err(TableError::Factor { rule: 0 }));
    let last = FIRST + 10 + 10 + 4;
    assert_eq!(without(last, 4), Err(TableError::Factor { rule: 2 }));
}

/// The sum is exact and rounded once: each part alone would round to another bound.
#[test]
fn payables_round_once_and_against_the_prover() {
    let bind = |tokens: &str, payables: &str| {
        let program = net_table().bind(&owed(tokens, payables, "0")).unwrap();
        let bounds = program.rules.into_iter().map(|rule| rule.bound);
        let signed = |bound: Bound| {
            let magnitude = i64::try_from(bound.magnitude[0]).unwrap();
            if bound.negative {
                -magnitude
            } else {
                magnitude
            }
        };
        bounds.map(signed).collect::<Vec<_>>()
    };
    assert_eq!(bind("10", "0"), [995, -1005, 0]);
    assert_eq!(bind("10", "1"), [1095, -1105, 100]);
    // 995 + 0.5, 1005 + 0.5.
    assert_eq!(bind("10", "0.005"), [996, -1005, 1]);
    // 9.95 + 0.05 and 10.05 + 0.05; rounded apart, the first would be 11.
    assert_eq!(bind("0.1", "0.0005"), [10, -10, 1]);
    assert_eq!(bind("0", "0.01"), [1, -1, 1]);
    assert_eq!(bind("0", "0.009999"), [1, 0, 1]);
    assert_eq!(bind("0", "0"), [0, 0, 0]);
}

#[test]
fn a_factor_is_that_of_its_coefficients() {
    let refused = |change: fn(&mut TableRule)| {
        let mut changed = net_table();
        change(&mut changed.rules[0]);
        assert_eq!(changed.check(), Err(TableError::Factor { rule: 0 }));
        assert_eq!(changed.to_bytes(), Err(TableError::Factor { rule: 0 }));
    };
    refused(|rule| rule.payables = Coefficient::zero());
    refused(|rule| rule.factor = BoundFactor::Tokens);
    refused(|rule| rule.factor = BoundFactor::Amount);
    refused(|rule| rule.factor = BoundFactor::One);
    let mut long = net_table();
    long.rules[0].payables = Coefficient::positive(&Decimal::new(1u8, 256));
    assert_eq!(long.check(), Err(TableError::Coefficient { rule: 0 }));
}

/// The worked example of docs/spec.md.
#[test]
fn the_table_of_the_worked_example() {
    let file = |path: &str| {
        let path = format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).unwrap()
    };
    let report = file("test-vectors/report/report.json");
    let report: Report = parse_document(report.as_bytes()).unwrap();
    let table = compile(&report.book, &report.policy).unwrap();
    let program = table.bind(&report.supply.owed().unwrap());
    let spec = file("docs/spec.md");
    for digest in [table.digest().unwrap(), program.unwrap().digest().unwrap()] {
        assert!(spec.contains(&format!("`{digest}`")), "{digest}");
    }
}
