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

const ROWS: usize = 14 + 7;
const FIRST: usize = ROWS + 10;
const SECOND: usize = FIRST + 4 + 2 + 4;

#[test]
fn bytes_are_pinned() {
    let mut expected = b"assay/v1/table\x07\x04\x02\x00\x01\x00\x03".to_vec();
    expected.extend([1, 0, 3, 2, 0, 0, 0, 0, 0, 0]);
    // 2565 / 10 times the amount, then -1005 / 1000 times the tokens.
    expected.extend([2, 0, 1, 2, 5, 10, 1, 0, 0, 0]);
    expected.extend([1, 1, 3, 2, 237, 3, 255, 255, 255, 255]);
    expected.extend([0, 0, 0, 0, 0, 0, 0, 0]);
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
    assert_eq!(integers(16, 0), ProgramError::NoCustodians);
    assert!(matches!(
        integers(ROWS, 2),
        ProgramError::UnknownCustodian { row: 0, .. }
    ));
    let factor = |rule| Err(TableError::Factor { rule });
    assert_eq!(changed(&[(FIRST, 3)]), factor(0));
    // Zero times the tokens is zero times nothing.
    assert_eq!(changed(&[(good.len() - 8, 1)]), factor(2));
    let coefficient = |rule| Err(TableError::Coefficient { rule });
    assert_eq!(changed(&[(SECOND + 1, 2)]), coefficient(1));
    // A negative zero, one with decimals, and one with a byte.
    assert_eq!(changed(&[(good.len() - 7, 1)]), coefficient(2));
    assert_eq!(changed(&[(good.len() - 6, 1)]), coefficient(2));
    assert_eq!(changed(&[(SECOND + 4, 0), (SECOND + 5, 0)]), coefficient(1));
    // 10 / 10, and a last byte of zero.
    assert_eq!(changed(&[(FIRST + 4, 10), (FIRST + 5, 0)]), coefficient(0));
    assert_eq!(changed(&[(FIRST + 5, 0)]), coefficient(0));
    // 2560 / 10
    assert_eq!(changed(&[(FIRST + 4, 0)]), coefficient(0));
}

#[test]
fn what_is_no_table_has_no_bytes() {
    let refused = |change: fn(&mut Table)| {
        let mut changed = table();
        change(&mut changed);
        let error = changed.check().unwrap_err();
        assert_eq!(changed.to_bytes(), Err(error.clone()));
        assert_eq!(changed.digest(), Err(error.clone()));
        let one = Decimal::from(1);
        assert_eq!(changed.bind(&one, &one), Err(error.clone()));
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
    let bind = |tokens: &str, amount: &str| {
        let (tokens, amount) = (tokens.parse().unwrap(), amount.parse().unwrap());
        let program = table().bind(&tokens, &amount).unwrap();
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
    let tokens = report.supply.tokens().unwrap();
    let program = table.bind(&tokens, &report.supply.amount_to_cover().unwrap());
    let spec = file("docs/spec.md");
    for digest in [table.digest().unwrap(), program.unwrap().digest().unwrap()] {
        assert!(spec.contains(&format!("`{digest}`")), "{digest}");
    }
}
