//! The inner product argument: a proof that a committed polynomial has its value at `x`.

use std::io;

use ff::Field;
use group::Curve;
use halo2_proofs::arithmetic::{compute_inner_product, eval_polynomial};
use rand_core::CryptoRng;
use rayon::prelude::*;

use super::polynomials::Combined;
use super::proving_key::{affine_all, ProvingKey};
use crate::suite::ProverSuite;
use crate::transcript::RecordingTranscript;
use crate::zeroizing::zeroize_scalars;

/// Generators that one task collapses: enough to share an inversion.
const TASK: usize = 64;

impl<S: ProverSuite> ProvingKey<S> {
    /// Writes the argument that `p` has its value at `x`.
    pub(super) fn inner_product(
        &self,
        mut p: Combined<S::Scalar>,
        x: S::Scalar,
        rng: &mut impl CryptoRng,
        transcript: &mut RecordingTranscript<S>,
    ) -> io::Result<()> {
        let mut s = Combined {
            coefficients: (0..self.shape.n())
                .map(|_| S::Scalar::random(&mut *rng))
                .collect(),
            blind: S::Scalar::random(&mut *rng),
        };
        let at_x = eval_polynomial(&s.coefficients, x);
        s.coefficients[0] -= at_x;
        transcript.write_point(self.commit(&s.coefficients, &s.blind).to_affine())?;
        let xi = transcript.challenge();
        let z = transcript.challenge();

        // P' = P - [v] G_0 + [xi] S, which has a root at x.
        for (p, s) in p.coefficients.iter_mut().zip(&s.coefficients) {
            *p += xi * s;
        }
        p.blind += xi * s.blind;
        let value = eval_polynomial(&p.coefficients, x);
        p.coefficients[0] -= value;

        let mut powers: Vec<S::Scalar> =
            core::iter::successors(Some(S::Scalar::ONE), |power| Some(*power * x))
                .take(self.shape.n())
                .collect();
        let mut generators = self.verifying_key.generators.clone();
        while generators.len() > 1 {
            let blinds = [S::Scalar::random(&mut *rng), S::Scalar::random(&mut *rng)];
            let [left, right] = self.halves(&p.coefficients, &powers, &generators, z, blinds);
            transcript.write_point(left)?;
            transcript.write_point(right)?;
            let u = transcript.challenge();
            let inverse =
                S::invert_public(&u).ok_or_else(|| io::Error::other("a challenge is zero"))?;
            fold(&mut p.coefficients, inverse);
            fold(&mut powers, u);
            collapse::<S>(&mut generators, u);
            p.blind += blinds[0] * inverse + blinds[1] * u;
        }
        transcript.write_scalar(p.coefficients[0]);
        transcript.write_scalar(p.blind);
        Ok(())
    }

    /// `L` and `R` of a round.
    fn halves(
        &self,
        p: &[S::Scalar],
        powers: &[S::Scalar],
        generators: &[S::Affine],
        z: S::Scalar,
        blinds: [S::Scalar; 2],
    ) -> [S::Affine; 2] {
        let half = p.len() / 2;
        let (p_low, p_high) = p.split_at(half);
        let (powers_low, powers_high) = powers.split_at(half);
        let (g_low, g_high) = generators.split_at(half);
        let side = |p: &[S::Scalar],
                    powers: &[S::Scalar],
                    generators: &[S::Affine],
                    blind: S::Scalar|
         -> S::Group {
            let value = compute_inner_product(p, powers) * z;
            let rest = [
                (&value, &self.verifying_key.inner_product),
                (&blind, &self.verifying_key.blinding),
            ];
            S::msm_of_secrets(p.iter().zip(generators).chain(rest))
        };
        let (left, right) = rayon::join(
            || side(p_high, powers_low, g_low, blinds[0]),
            || side(p_low, powers_high, g_high, blinds[1]),
        );
        let points = affine_all::<S>(&[left, right]);
        [points[0], points[1]]
    }
}

/// `low + factor * high`; the upper half is overwritten.
fn fold<F: Field>(values: &mut Vec<F>, factor: F) {
    let half = values.len() / 2;
    let (low, high) = values.split_at_mut(half);
    for (low, high) in low.iter_mut().zip(high.iter()) {
        *low += factor * high;
    }
    zeroize_scalars(high);
    values.truncate(half);
}

/// `low + factor * high` for generators; `factor` is public.
fn collapse<S: ProverSuite>(generators: &mut Vec<S::Affine>, factor: S::Scalar) {
    let half = generators.len() / 2;
    let (low, high) = generators.split_at_mut(half);
    low.par_chunks_mut(TASK)
        .zip(high.par_chunks(TASK))
        .for_each(|(low, high)| S::add_multiples(low, high, &factor));
    generators.truncate(half);
}
