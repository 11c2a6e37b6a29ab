//! The verifier's own evaluation of the public columns: tags and weights.
//!
//! In the Lagrange basis a column with values `f_j` in rows `j` is, at `x`, `sum f_j l_j(x)` with
//! `l_j(x) = (x^n - 1) ω^j / (n (x - ω^j))`. Sums of small multipliers are taken over the integers.

mod lagrange;

use alloc::vec::Vec;

use assay_statement::{Bound, Program};
use ff::{Field, PrimeField};
use pasta_curves::Fp;

use crate::error::ProofError;
use crate::suite::Suite;

use lagrange::lagrange;
pub(crate) use lagrange::omega;

/// The public columns at `x`.
pub(crate) struct PublicEvaluations<F> {
    /// The tag column.
    pub(crate) tag: F,
    /// `K` weight columns.
    pub(crate) weights: Vec<F>,
}

/// Evaluates the public columns of `program` at `x`; `r` is the tag challenge.
pub(crate) fn evaluate<S: Suite>(
    program: &Program,
    r: S::Scalar,
    x: S::Scalar,
) -> Result<PublicEvaluations<S::Scalar>, ProofError> {
    let lagrange = lagrange(program.shape, x)?;
    let (first, rows) = lagrange
        .split_first()
        .ok_or(ProofError::DegenerateChallenge)?;

    // By custodian first: one multiplication a custodian instead of one a row.
    let mut by_custodian = alloc::vec![S::Scalar::ZERO; usize::from(program.custodians)];
    for (row, l) in program.rows.iter().zip(rows) {
        if let Some(sum) = by_custodian.get_mut(usize::from(row.custodian)) {
            *sum += l;
        }
    }
    let tag = by_custodian
        .iter()
        .rev()
        .fold(S::Scalar::ZERO, |sum, l| (sum + l) * r);

    let valued: Vec<[u64; 4]> = program
        .rows
        .iter()
        .zip(rows)
        .map(|(row, l)| limbs(&(S::Scalar::from(row.value) * l)))
        .collect();
    let weights = (0..program.shape.rules())
        .map(|rule| match program.rules.get(rule) {
            None => S::Scalar::ZERO,
            Some(rule) => {
                weighted_sum::<S::Scalar>(&rule.multipliers, &valued)
                    + bound_scalar::<S::Scalar>(&rule.bound) * first
            }
        })
        .collect();
    Ok(PublicEvaluations { tag, weights })
}

/// A bound as a scalar of [`Vesta`](crate::suites::Vesta).
pub fn bound_value(bound: &Bound) -> Fp {
    bound_scalar(bound)
}

/// A bound as a field element.
pub fn bound_scalar<F: PrimeField>(bound: &Bound) -> F {
    let [a, b, c] = bound.magnitude;
    let magnitude: F = from_limbs([a, b, c, 0]);
    if bound.negative {
        -magnitude
    } else {
        magnitude
    }
}

/// `sum m_j v_j` over the integers: at most `2^14` terms below `2^31 2^255`, so below `2^300`; reduced once.
fn weighted_sum<F: PrimeField>(multipliers: &[i32], values: &[[u64; 4]]) -> F {
    let (mut plus, mut minus) = ([0u64; 5], [0u64; 5]);
    for (m, value) in multipliers.iter().zip(values) {
        let sum = if *m >= 0 { &mut plus } else { &mut minus };
        add_product(sum, m.unsigned_abs(), value);
    }
    reduce::<F>(&plus) - reduce::<F>(&minus)
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

fn reduce<F: PrimeField>([a, b, c, d, e]: &[u64; 5]) -> F {
    from_limbs::<F>([*a, *b, *c, *d]) + F::from(*e) * from_limbs::<F>([0, 0, 1, 0]).square()
}

/// An integer below `2^256`, lowest limb first, modulo the order.
fn from_limbs<F: PrimeField>([a, b, c, d]: [u64; 4]) -> F {
    let two_64 = F::from(1 << 32).square();
    [c, b, a]
        .iter()
        .fold(F::from(d), |sum, limb| sum * two_64 + F::from(*limb))
}

/// The limbs of a scalar, whose representation is little endian in every suite.
fn limbs<F: PrimeField<Repr = [u8; 32]>>(value: &F) -> [u64; 4] {
    let repr = value.to_repr();
    let mut limbs = [0u64; 4];
    for (limb, bytes) in limbs.iter_mut().zip(repr.chunks_exact(8)) {
        for (i, byte) in bytes.iter().enumerate() {
            *limb |= u64::from(*byte) << (8 * i);
        }
    }
    limbs
}
