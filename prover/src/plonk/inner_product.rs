//! The inner product argument: a proof that a committed polynomial has its value at `x`.

use std::io;

use assay_verifier::msm_of_secrets;
use ff::Field;
use group::Curve;
use halo2_proofs::arithmetic::{compute_inner_product, eval_polynomial};
use halo2_proofs::transcript::TranscriptWrite;
use pasta_curves::arithmetic::{CurveExt, VartimeField};
use pasta_curves::{Eq, EqAffine, Fp};
use rand_core::CryptoRng;
use rayon::prelude::*;

use super::polynomials::Combined;
use super::proving_key::{affine, affine_all, ProvingKey};
use crate::transcript::RecordingTranscript;
use crate::zeroizing::zeroize_scalars;

/// Generators that one task collapses: enough to share an inversion.
const TASK: usize = 64;

impl ProvingKey {
    /// Writes the argument that `p` has its value at `x`.
    pub(super) fn inner_product(
        &self,
        mut p: Combined,
        x: Fp,
        rng: &mut impl CryptoRng,
        transcript: &mut RecordingTranscript,
    ) -> io::Result<()> {
        let mut s = Combined {
            coefficients: (0..self.shape.n()).map(|_| Fp::random(&mut *rng)).collect(),
            blind: Fp::random(&mut *rng),
        };
        let at_x = eval_polynomial(&s.coefficients, x);
        s.coefficients[0] -= at_x;
        transcript.write_point(affine(self.commit(&s.coefficients, &s.blind)))?;
        let xi = transcript.challenge();
        let z = transcript.challenge();

        // P' = P - [v] G_0 + [xi] S, which has a root at x.
        for (p, s) in p.coefficients.iter_mut().zip(&s.coefficients) {
            *p += xi * s;
        }
        p.blind += xi * s.blind;
        let value = eval_polynomial(&p.coefficients, x);
        p.coefficients[0] -= value;

        let mut powers: Vec<Fp> = core::iter::successors(Some(Fp::ONE), |power| Some(*power * x))
            .take(self.shape.n())
            .collect();
        let mut generators = self.verifying_key.generators.clone();
        while generators.len() > 1 {
            let blinds = [Fp::random(&mut *rng), Fp::random(&mut *rng)];
            let [left, right] = self.halves(&p.coefficients, &powers, &generators, z, blinds);
            transcript.write_point(left)?;
            transcript.write_point(right)?;
            let u = transcript.challenge();
            let inverse = u
                .invert_vartime()
                .ok_or_else(|| io::Error::other("a challenge is zero"))?;
            fold(&mut p.coefficients, inverse);
            fold(&mut powers, u);
            collapse(&mut generators, u);
            p.blind += blinds[0] * inverse + blinds[1] * u;
        }
        transcript.write_scalar(p.coefficients[0])?;
        transcript.write_scalar(p.blind)
    }

    /// `L` and `R` of a round.
    fn halves(
        &self,
        p: &[Fp],
        powers: &[Fp],
        generators: &[EqAffine],
        z: Fp,
        blinds: [Fp; 2],
    ) -> [EqAffine; 2] {
        let half = p.len() / 2;
        let (p_low, p_high) = p.split_at(half);
        let (powers_low, powers_high) = powers.split_at(half);
        let (g_low, g_high) = generators.split_at(half);
        let side = |p: &[Fp], powers: &[Fp], generators: &[EqAffine], blind: Fp| -> Eq {
            let value = compute_inner_product(p, powers) * z;
            let rest = [
                (&value, &self.verifying_key.inner_product),
                (&blind, &self.verifying_key.blinding),
            ];
            msm_of_secrets(p.iter().zip(generators).chain(rest))
        };
        let (left, right) = rayon::join(
            || side(p_high, powers_low, g_low, blinds[0]),
            || side(p_low, powers_high, g_high, blinds[1]),
        );
        let points = affine_all(&[left, right]);
        [points[0], points[1]]
    }
}

/// `low + factor * high`; the upper half is overwritten.
fn fold(values: &mut Vec<Fp>, factor: Fp) {
    let half = values.len() / 2;
    let (low, high) = values.split_at_mut(half);
    for (low, high) in low.iter_mut().zip(high.iter()) {
        *low += factor * high;
    }
    zeroize_scalars(high);
    values.truncate(half);
}

/// `low + factor * high` for generators; `factor` is public.
fn collapse(generators: &mut Vec<EqAffine>, factor: Fp) {
    let half = generators.len() / 2;
    let (low, high) = generators.split_at_mut(half);
    low.par_chunks_mut(TASK)
        .zip(high.par_chunks(TASK))
        .for_each(|(low, high)| {
            let mut sums = vec![Eq::default(); high.len()];
            Eq::batch_mul_same_scalar_vartime(high, &factor, &mut sums);
            for (sum, low) in sums.iter_mut().zip(low.iter()) {
                *sum += low;
            }
            Eq::batch_normalize(&sums, low);
        });
    generators.truncate(half);
}
