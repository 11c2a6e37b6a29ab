//! The values of the public columns, for the prover: tags and weights.

use assay_statement::Program;
use assay_verifier::suites::bound_scalar;
use ff::PrimeField;

/// The tags `r^{i}` (custodians counted from 1) in rows `0..=rows`; row 0 holds none.
pub fn tags<F: PrimeField>(program: &Program, r: F) -> Vec<F> {
    let powers: Vec<F> = (0..program.custodians)
        .scan(F::ONE, |power, _| {
            *power *= r;
            Some(*power)
        })
        .collect();
    let tag = |custodian: u16| powers.get(usize::from(custodian)).copied();
    std::iter::once(F::ZERO)
        .chain(
            program
                .rows
                .iter()
                .map(|row| tag(row.custodian).unwrap_or(F::ZERO)),
        )
        .collect()
}

/// The `K` weight columns: bound in row 0, multiplier times value in rows `1..=rows`.
pub fn weights<F: PrimeField>(program: &Program) -> Vec<Vec<F>> {
    (0..program.shape.rules())
        .map(|rule| match program.rules.get(rule) {
            None => Vec::new(),
            Some(rule) => std::iter::once(bound_scalar(&rule.bound))
                .chain(
                    rule.multipliers
                        .iter()
                        .zip(&program.rows)
                        .map(|(m, row)| signed::<F>(*m) * F::from(row.value)),
                )
                .collect(),
        })
        .collect()
}

fn signed<F: PrimeField>(m: i32) -> F {
    let magnitude = F::from(u64::from(m.unsigned_abs()));
    if m < 0 {
        -magnitude
    } else {
        magnitude
    }
}
