//! The verifier's own evaluation of the public columns: tags and weights.
//!
//! In the Lagrange basis a column with values `f_j` in rows `j` is, at `x`, `sum f_j l_j(x)` with
//! `l_j(x) = (x^n - 1) ω^j / (n (x - ω^j))`. Sums of small multipliers are taken over the integers.

use alloc::vec::Vec;

use assay_circuits::Shape;
use assay_statement::{Bound, Program};
use ff::{Field, PrimeField};
use pasta_curves::arithmetic::VartimeBatchInvert;
use pasta_curves::Fp;

use crate::error::ProofError;

/// The public columns at `x`.
pub(crate) struct PublicEvaluations {
    /// The tag column.
    pub(crate) tag: Fp,
    /// `K` weight columns.
    pub(crate) weights: Vec<Fp>,
}

/// A generator of the `n`-th roots of unity, as halo2 chooses it.
pub(crate) fn omega(shape: Shape) -> Fp {
    (shape.k()..Fp::S).fold(Fp::ROOT_OF_UNITY, |w, _| w.square())
}

/// `l_0(x)..l_{rows}(x)`.
fn lagrange(shape: Shape, x: Fp, x_n: Fp, rows: usize) -> Result<Vec<Fp>, ProofError> {
    let omega = omega(shape);
    let mut powers = Vec::with_capacity(rows + 1);
    let mut power = Fp::ONE;
    for _ in 0..=rows {
        powers.push(power);
        power *= omega;
    }
    let mut differences: Vec<Fp> = powers.iter().map(|p| x - p).collect();
    if differences.iter().any(|d| bool::from(d.is_zero())) {
        return Err(ProofError::DegenerateChallenge);
    }
    differences.iter_mut().batch_invert_vartime();
    let n_inverse = (0..shape.k()).fold(Fp::ONE, |v, _| v * Fp::TWO_INV);
    let scale = (x_n - Fp::ONE) * n_inverse;
    Ok(powers
        .into_iter()
        .zip(differences)
        .map(|(power, inverse)| scale * power * inverse)
        .collect())
}

/// Evaluates the public columns of `program` at `x`; `r` is the tag challenge and `x_n = x^n`.
pub(crate) fn evaluate(
    program: &Program,
    r: Fp,
    x: Fp,
    x_n: Fp,
) -> Result<PublicEvaluations, ProofError> {
    let lagrange = lagrange(program.shape, x, x_n, program.rows.len())?;
    let (first, rows) = lagrange
        .split_first()
        .ok_or(ProofError::DegenerateChallenge)?;

    // By custodian first: one multiplication a custodian instead of one a row.
    let mut by_custodian = alloc::vec![Fp::ZERO; usize::from(program.custodians)];
    for (row, l) in program.rows.iter().zip(rows) {
        if let Some(sum) = by_custodian.get_mut(usize::from(row.custodian)) {
            *sum += l;
        }
    }
    let tag = by_custodian
        .iter()
        .rev()
        .fold(Fp::ZERO, |sum, l| (sum + l) * r);

    let valued: Vec<[u64; 4]> = program
        .rows
        .iter()
        .zip(rows)
        .map(|(row, l)| limbs(&(Fp::from(row.value) * l)))
        .collect();
    let weights = (0..program.shape.rules())
        .map(|rule| match program.rules.get(rule) {
            None => Fp::ZERO,
            Some(rule) => {
                weighted_sum(&rule.multipliers, &valued) + bound_value(&rule.bound) * first
            }
        })
        .collect();
    Ok(PublicEvaluations { tag, weights })
}

/// A bound as a field element.
pub fn bound_value(bound: &Bound) -> Fp {
    let [a, b, c] = bound.magnitude;
    let magnitude = Fp::from_raw([a, b, c, 0]);
    if bound.negative {
        -magnitude
    } else {
        magnitude
    }
}

/// `sum m_j v_j` over the integers: at most `2^14` terms below `2^31 2^255`, so below `2^300`; reduced once.
fn weighted_sum(multipliers: &[i32], values: &[[u64; 4]]) -> Fp {
    let (mut plus, mut minus) = ([0u64; 5], [0u64; 5]);
    for (m, value) in multipliers.iter().zip(values) {
        let sum = if *m >= 0 { &mut plus } else { &mut minus };
        add_product(sum, m.unsigned_abs(), value);
    }
    reduce(&plus) - reduce(&minus)
}

fn add_product(sum: &mut [u64; 5], m: u32, value: &[u64; 4]) {
    if m == 0 {
        return;
    }
    let mut carry = 0u128;
    for (s, v) in sum.iter_mut().zip(value) {
        carry += u128::from(*s) + u128::from(m) * u128::from(*v);
        *s = carry as u64;
        carry >>= 64;
    }
    // Cannot overflow: see `weighted_sum`.
    sum[4] = sum[4].wrapping_add(carry as u64);
}

fn reduce([a, b, c, d, e]: &[u64; 5]) -> Fp {
    Fp::from_raw([*a, *b, *c, *d]) + Fp::from(*e) * two_256()
}

fn two_256() -> Fp {
    Fp::from_raw([0, 0, 1, 0]).square()
}

fn limbs(value: &Fp) -> [u64; 4] {
    let repr = value.to_repr();
    let mut limbs = [0u64; 4];
    for (limb, bytes) in limbs.iter_mut().zip(repr.chunks_exact(8)) {
        for (i, byte) in bytes.iter().enumerate() {
            *limb |= u64::from(*byte) << (8 * i);
        }
    }
    limbs
}
