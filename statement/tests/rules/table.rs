//! Tables of random documents: bound to any tokens and amount they are the formulas, and their bytes have one reading.

use assay_statement::*;
use num_bigint::BigInt;
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::case::*;
use crate::formulas::*;
use crate::random::*;

/// What a program says of quantities, `sum m_j v_j q_j - b`, one a rule.
fn slacks(program: &Program, quantities: &[u64]) -> Vec<BigInt> {
    let slack = |rule: &ProgramRule| {
        let rows = program.rows.iter().zip(quantities).zip(&rule.multipliers);
        let terms = rows.map(|((row, q), m)| BigInt::from(*m) * row.value * *q);
        terms.sum::<BigInt>() - BigInt::from(rule.bound)
    };
    program.rules.iter().map(slack).collect()
}

proptest! {
    #![proptest_config(Config { failure_persistence: None, ..Config::with_cases(1_000) })]

    /// The oracle knows the rules, the tokens, the payables, the amount and what was distributed, and nothing of tables. These four have nothing
    /// to do with each other, nor with the supply of the case, whose inequalities only tell the units.
    #[test]
    fn a_table_binds_to_the_formulas(
        case in case(),
        tokens in (any::<u64>(), 0..37u32),
        payables in (any::<u64>(), 0..37u32),
        amount in (any::<u64>(), 0..37u32),
        distributed in (any::<u64>(), 0..37u32),
    ) {
        let built = build(&case);
        let table = compile(&built.book, &built.policy).unwrap();
        let compiled = compile_with_supply(&built.book, &built.policy, &built.supply).unwrap();
        let same = table.bind(&built.supply.owed().unwrap());
        prop_assert_eq!(same.as_ref(), Ok(&compiled.program));

        let owed = Owed {
            tokens: Decimal::new(tokens.0, tokens.1),
            payables: Decimal::new(payables.0, payables.1),
            amount: Decimal::new(amount.0, amount.1),
            distributed: Decimal::new(distributed.0, distributed.1),
        };
        let bound = table.bind(&owed).unwrap();
        prop_assert_eq!(bound.check(), Ok(()));
        for quantities in [built.quantities.clone(), vec![0; built.quantities.len()]] {
            let formulas = Formulas {
                tokens: fraction(&owed.tokens.to_string()),
                payables: fraction(&owed.payables.to_string()),
                amount: fraction(&owed.amount.to_string()),
                distributed: fraction(&owed.distributed.to_string()),
                ..formulas(&built.book, &built.supply, &quantities)
            };
            let sides = built.policy.rules.iter();
            let sides = sides.flat_map(|rule| formulas.sides(rule, &built.coverage));
            let slacks = slacks(&bound, &quantities);
            prop_assert_eq!(slacks.len(), compiled.inequalities.len());
            for ((inequality, slack), (larger, smaller)) in
                compiled.inequalities.iter().zip(slacks).zip(sides)
            {
                let exact = (larger - smaller) * whole(compiled.divisor(inequality));
                prop_assert_eq!(slack, exact.floor().to_integer(), "{}", inequality.label);
            }
        }
    }

    #[test]
    fn bytes_of_tables_have_one_reading(case in case(), at in any::<usize>(), flip in 1..=255u8) {
        let built = build(&case);
        let table = compile(&built.book, &built.policy).unwrap();
        let bytes = table.to_bytes().unwrap();
        prop_assert_eq!(Table::from_bytes(&bytes), Ok(table.clone()));
        prop_assert_eq!(table.digest(), Ok(Digest::of(&bytes)));
        for cut in 0..bytes.len() {
            let truncated = Err(TableError::Truncated { found: cut });
            prop_assert_eq!(Table::from_bytes(&bytes[..cut]), truncated);
        }
        let trailing = TableError::TrailingBytes { expected: bytes.len(), found: bytes.len() + 1 };
        prop_assert_eq!(Table::from_bytes(&[&bytes[..], &[0]].concat()), Err(trailing));

        let mut other = bytes.clone();
        let at = at % other.len();
        other[at] ^= flip;
        if let Ok(changed) = Table::from_bytes(&other) {
            prop_assert_ne!(&changed, &table);
            prop_assert_eq!(changed.to_bytes(), Ok(other));
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = Table::from_bytes(&bytes);
        let _ = Table::from_bytes(&[b"assay/v1/table".as_slice(), &bytes].concat());
    }
}
