//! The multi-point opening and the inner product argument: transcript in, [`DeferredCheck`] out.
//!
//! Two sets of points occur: `{x}` for everything but the accumulators, `{x, ωx}` for those. Follows
//! `halo2_proofs::poly::{multiopen, commitment}::verify_proof` message for message (Halo, eprint 2019/1021, section 3).

use alloc::vec;
use alloc::vec::Vec;

use ff::Field;

use crate::deferred_check::DeferredCheck;
use crate::error::ProofError;
use crate::suite::{batch_invert, Suite};
use crate::transcript::Transcript;

/// A commitment as a combination of points, and its claimed values at the points of its set.
pub(crate) struct Query<S: Suite, const POINTS: usize> {
    /// What to add to a check, times a scalar.
    pub(crate) commitment: Commitment<S>,
    /// Values at `x`, or at `x` and `ωx`.
    pub(crate) evaluations: [S::Scalar; POINTS],
}

/// Where a commitment's point comes from.
pub(crate) enum Commitment<S: Suite> {
    /// A point of the proof or report.
    Point(S::Affine),
    /// A point of the report plus `W`: the hidden instance columns.
    Hidden(S::Affine),
    /// A fixed column of the key.
    Fixed(usize),
    /// The quotient's pieces, to be combined with powers of `x^n`.
    Pieces(Vec<S::Affine>, S::Scalar),
}

impl<S: Suite> Commitment<S> {
    fn add_to(&self, check: &mut DeferredCheck<S>, scalar: S::Scalar) {
        match self {
            Commitment::Point(point) => check.add(scalar, *point),
            Commitment::Hidden(point) => {
                check.add(scalar, *point);
                check.w += scalar;
            }
            Commitment::Fixed(index) => {
                if let Some(sum) = check.fixed.get_mut(*index) {
                    *sum += scalar;
                }
            }
            Commitment::Pieces(points, x_n) => {
                let mut power = scalar;
                for point in points {
                    check.add(power, *point);
                    power *= x_n;
                }
            }
        }
    }
}

/// Reads the opening proof and returns the check that is left to do.
///
/// `at_x` and `at_both` are in halo2's order of first query.
pub(crate) fn read<S: Suite>(
    transcript: &mut Transcript<'_, S>,
    k: u32,
    x: S::Scalar,
    omega: S::Scalar,
    at_x: &[Query<S, 1>],
    at_both: &[Query<S, 2>],
) -> Result<DeferredCheck<S>, ProofError> {
    let mut check = DeferredCheck::new(1 << k);
    let x_1 = transcript.challenge();
    let x_2 = transcript.challenge();
    let quotient = transcript.read_point()?;
    let x_3 = transcript.challenge();
    let u = [transcript.read_scalar()?, transcript.read_scalar()?];
    let x_4 = transcript.challenge();

    // Each set collapsed with powers of x_1, the last commitment first; then the sets, and the quotient, with x_4.
    let x_4_squared = x_4.square();
    check.add(x_4_squared, quotient);
    let [value] = collapse(&mut check, at_x, x_1, x_4);
    let [value_x, value_next] = collapse(&mut check, at_both, x_1, S::Scalar::ONE);

    let next = omega * x;
    let (d, d_next) = (x_3 - x, x_3 - next);
    let [inverse, inverse_next, step] = [d, d_next, next - x].map(|d| S::invert_public(&d));
    let (Some(inverse), Some(inverse_next), Some(step)) = (inverse, inverse_next, step) else {
        return Err(ProofError::DegenerateChallenge);
    };
    // f(x_3) from the remainders: constant for one point, a line through both for two.
    let line = value_x + (value_next - value_x) * step * d;
    let quotient_value = (u[0] - value) * inverse * x_2 + (u[1] - line) * inverse * inverse_next;
    let v = quotient_value * x_4_squared + u[0] * x_4 + u[1];

    inner_product(transcript, k, x_3, v, &mut check)?;
    Ok(check)
}

/// Adds `scale * sum x_1^i C_i` over the queries, last first, and returns the same sum of their evaluations.
fn collapse<S: Suite, const POINTS: usize>(
    check: &mut DeferredCheck<S>,
    queries: &[Query<S, POINTS>],
    x_1: S::Scalar,
    scale: S::Scalar,
) -> [S::Scalar; POINTS] {
    let mut power = S::Scalar::ONE;
    let mut values = [S::Scalar::ZERO; POINTS];
    for query in queries.iter().rev() {
        query.commitment.add_to(check, scale * power);
        for (value, evaluation) in values.iter_mut().zip(&query.evaluations) {
            *value += power * evaluation;
        }
        power *= x_1;
    }
    values
}

/// The inner product argument that the polynomial committed to by `check` has value `v` at `x`.
fn inner_product<S: Suite>(
    transcript: &mut Transcript<'_, S>,
    k: u32,
    x: S::Scalar,
    v: S::Scalar,
    check: &mut DeferredCheck<S>,
) -> Result<(), ProofError> {
    // P' = P - [v] G_0 + [xi] S
    let s = transcript.read_point()?;
    let xi = transcript.challenge();
    check.add(xi, s);
    let z = transcript.challenge();

    let mut rounds = Vec::with_capacity(k as usize);
    for _ in 0..k {
        let left = transcript.read_point()?;
        let right = transcript.read_point()?;
        rounds.push((left, right, transcript.challenge()));
    }
    let challenges: Vec<S::Scalar> = rounds.iter().map(|(_, _, u)| *u).collect();
    if challenges.iter().any(|u| bool::from(u.is_zero())) {
        return Err(ProofError::DegenerateChallenge);
    }
    let mut inverses = challenges.clone();
    batch_invert::<S>(&mut inverses);
    for ((left, right, u), inverse) in rounds.into_iter().zip(inverses) {
        check.add(inverse, left);
        check.add(u, right);
    }

    // P' + sum [u^-1] L + sum [u] R - [c] G'_0 - [c b z] U - [f] W = 0
    let c = transcript.read_scalar()?;
    let f = transcript.read_scalar()?;
    check.u -= c * folded_powers(x, &challenges) * z;
    check.w -= f;
    for (g, s) in check
        .g
        .iter_mut()
        .zip(folding_coefficients(&challenges, -c))
    {
        *g += s;
    }
    if let Some(g_0) = check.g.first_mut() {
        *g_0 -= v;
    }
    Ok(())
}

/// `prod (1 + u_{k-1-i} x^{2^i})`: the powers of `x` folded like the generators.
fn folded_powers<F: Field>(x: F, challenges: &[F]) -> F {
    let mut power = x;
    challenges.iter().rev().fold(F::ONE, |product, u| {
        let factor = F::ONE + *u * power;
        power = power.square();
        product * factor
    })
}

/// `init` times the coefficients of `prod (1 + u_{k-1-i} X^{2^i})`: what each generator is multiplied by in `G'_0`.
fn folding_coefficients<F: Field>(challenges: &[F], init: F) -> Vec<F> {
    let mut coefficients = vec![init];
    for u in challenges.iter().rev() {
        let upper: Vec<F> = coefficients.iter().map(|c| *c * u).collect();
        coefficients.extend(upper);
    }
    coefficients
}
