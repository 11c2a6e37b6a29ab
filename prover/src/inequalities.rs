//! Whether the inequalities of a program hold.
//!
//! The slack of an inequality, by how much its left side exceeds its bound, is as secret as a total. It is computed in
//! integers of fixed width, which, unlike those of `num_bigint`, leave nothing in freed memory.

use assay_statement::{Program, ProgramRule};

/// Whether every inequality of a program that passes `Program::check` holds for one quantity per row.
pub(crate) fn all_hold(program: &Program, quantities: &[u64]) -> bool {
    let holds = |rule| !is_negative(program, rule, quantities);
    program.rules.iter().all(holds)
}

/// Whether `sum m_j v_j q_j - b < 0`, where `|m_j| < 2^31`, with at most `2^14` rows.
fn is_negative(program: &Program, rule: &ProgramRule, quantities: &[u64]) -> bool {
    // Three words with signs: the first two are below 2^31 2^64 2^14 = 2^109 in size, and 2^64 less or more.
    let mut words = [0i128; 3];
    for ((multiplier, row), quantity) in rule.multipliers.iter().zip(&program.rows).zip(quantities)
    {
        let amount = u128::from(row.value) * u128::from(*quantity);
        let (high, low) = ((amount >> 64) as u64, amount as u64);
        words[0] += i128::from(*multiplier) * i128::from(low);
        words[1] += i128::from(*multiplier) * i128::from(high);
    }
    for (word, bound) in words.iter_mut().zip(rule.bound.magnitude) {
        let bound = i128::from(bound);
        *word -= if rule.bound.negative { -bound } else { bound };
    }
    // What is above a word is carried to the next, rounded down: what stays is not negative.
    let carry = words[0] >> 64;
    let carry = (words[1] + carry) >> 64;
    words[2] + carry < 0
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_circuits::Shape;
    use assay_statement::{Bound, ProgramRow};
    use num_bigint::BigInt;
    use proptest::prelude::*;

    fn program(rows: &[(i32, u64, u64)], bound: &BigInt) -> Program {
        let row = |value| ProgramRow {
            custodian: 0,
            value,
        };
        Program {
            shape: Shape::STANDARD[0],
            custodians: 1,
            rows: rows.iter().map(|(_, value, _)| row(*value)).collect(),
            rules: vec![ProgramRule {
                multipliers: rows.iter().map(|(multiplier, ..)| *multiplier).collect(),
                bound: Bound::try_from(bound).unwrap(),
            }],
        }
    }

    /// Holds up to the sum, and not beyond.
    fn check(rows: &[(i32, u64, u64)]) {
        let quantities: Vec<u64> = rows.iter().map(|(.., quantity)| *quantity).collect();
        let sum: BigInt = rows
            .iter()
            .map(|(m, v, q)| BigInt::from(*m) * *v * *q)
            .sum();
        for (less, holds) in [(-1, false), (0, true), (1, true)] {
            let program = program(rows, &(&sum - less));
            assert_eq!(
                all_hold(&program, &quantities),
                holds,
                "{rows:?} less {less}"
            );
        }
        let far = BigInt::from(1) << 175;
        assert!(all_hold(&program(rows, &-&far), &quantities));
        assert!(!all_hold(&program(rows, &far), &quantities));
    }

    #[test]
    fn at_the_limits() {
        let most = (i32::MAX, u64::MAX, u64::MAX);
        let least = (-i32::MAX, u64::MAX, u64::MAX);
        check(&[]);
        check(&vec![most; 1 << 14]);
        check(&vec![least; 1 << 14]);
        check(&[most, least]);
        check(&[(1, 1, 0), (-1, 1, 1)]);
        check(&[(1, u64::MAX, 1), (-1, 1, 1), (1, 1 << 32, 1 << 32)]);
    }

    proptest! {
        #[test]
        fn agrees_with_integers_of_any_size(
            rows in proptest::collection::vec((-i32::MAX..=i32::MAX, any::<u64>(), any::<u64>()), 0..40)
        ) {
            check(&rows);
        }
    }
}
