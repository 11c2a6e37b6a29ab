//! The values of the public columns, for the prover: tags and weights.

use assay_statement::Program;
use assay_verifier::bound_value;
use ff::Field;
use pasta_curves::Fp;

/// The tags `r^{i}` (custodians counted from 1) in rows `0..=rows`; row 0 holds none.
pub fn tags(program: &Program, r: Fp) -> Vec<Fp> {
    let powers: Vec<Fp> = (0..program.custodians)
        .scan(Fp::ONE, |power, _| {
            *power *= r;
            Some(*power)
        })
        .collect();
    let tag = |custodian: u16| powers.get(usize::from(custodian)).copied();
    std::iter::once(Fp::ZERO)
        .chain(
            program
                .rows
                .iter()
                .map(|row| tag(row.custodian).unwrap_or(Fp::ZERO)),
        )
        .collect()
}

/// The `K` weight columns: bound in row 0, multiplier times value in rows `1..=rows`.
pub fn weights(program: &Program) -> Vec<Vec<Fp>> {
    (0..program.shape.rules())
        .map(|rule| match program.rules.get(rule) {
            None => Vec::new(),
            Some(rule) => std::iter::once(bound_value(&rule.bound))
                .chain(
                    rule.multipliers
                        .iter()
                        .zip(&program.rows)
                        .map(|(m, row)| signed(*m) * Fp::from(row.value)),
                )
                .collect(),
        })
        .collect()
}

fn signed(m: i32) -> Fp {
    let magnitude = Fp::from(u64::from(m.unsigned_abs()));
    if m < 0 {
        -magnitude
    } else {
        magnitude
    }
}
