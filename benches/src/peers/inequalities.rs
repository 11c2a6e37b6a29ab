//! The statement that every peer proves, as plain integers.

use assay_circuits::Shape;
use num_bigint::BigInt;

use assay_testkit::proofs::Case;

/// `0 <= q_j < 2^64` and `sum_j w_kj q_j >= b_k` for every rule `k`: the relation of a shape without its encoding.
#[derive(Clone, Debug)]
pub struct Inequalities {
    /// Private: one quantity a row.
    pub quantities: Vec<u64>,
    /// Public: one vector of weights a rule, `|w_kj| < 2^95`.
    pub weights: Vec<Vec<i128>>,
    /// Public: one bound a rule, `|b_k| < 2^176`.
    pub bounds: Vec<BigInt>,
}

impl Inequalities {
    /// The statement of `bench proofs`, for peers: all rows of the shape in use, as many rules as the shape has.
    ///
    /// Every rule holds with slack 1; the rule that the case leaves as padding says `0 >= -1`.
    pub fn of(shape: Shape) -> Inequalities {
        let case = Case::new(shape, shape.buckets(), 4, 1, 1);
        let mut statement = Inequalities {
            weights: case
                .program
                .rules
                .iter()
                .map(|rule| {
                    rule.multipliers
                        .iter()
                        .zip(&case.program.rows)
                        .map(|(m, row)| i128::from(*m) * i128::from(row.value))
                        .collect()
                })
                .collect(),
            bounds: case
                .program
                .rules
                .iter()
                .map(|r| BigInt::from(r.bound))
                .collect(),
            quantities: case.quantities,
        };
        while statement.weights.len() < shape.rules() {
            statement.weights.push(vec![0; statement.quantities.len()]);
            statement.bounds.push(BigInt::from(-1));
        }
        statement
    }

    /// `sum_j w_kj q_j - b_k` of every rule: what must not be negative.
    pub fn slacks(&self) -> Vec<BigInt> {
        self.weights
            .iter()
            .zip(&self.bounds)
            .map(|(weights, bound)| {
                let sum: BigInt = weights
                    .iter()
                    .zip(&self.quantities)
                    .map(|(w, q)| BigInt::from(*w) * *q)
                    .sum();
                sum - bound
            })
            .collect()
    }

    /// Every slack as three 64-bit words, lowest first; `None` if one is negative or `2^192` or more.
    pub fn slack_words(&self) -> Option<Vec<[u64; 3]>> {
        self.slacks()
            .iter()
            .map(|slack| {
                let digits = slack.to_biguint()?.to_u64_digits();
                let mut words = [0; 3];
                words.get_mut(..digits.len())?.copy_from_slice(&digits);
                Some(words)
            })
            .collect()
    }
}
