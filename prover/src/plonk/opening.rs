//! The multi-point opening (Halo, eprint 2019/1021, section 3): the prover of `assay_verifier`'s `opening`.

use std::io;

use ff::Field;
use group::Curve;
use halo2_proofs::arithmetic::{eval_polynomial, kate_division};
use rand_core::CryptoRng;

use super::polynomials::{Combined, Opened};
use super::proving_key::ProvingKey;
use super::secret_scalars::SecretScalars;
use crate::suite::ProverSuite;
use crate::transcript::RecordingTranscript;

impl<S: ProverSuite> ProvingKey<S> {
    /// Opens `at_x` at `x` and `at_both` at `x` and `ωx`; both in halo2's order of first query.
    pub(super) fn open(
        &self,
        at_x: &[Opened<'_, S::Scalar>],
        at_both: &[Opened<'_, S::Scalar>],
        x: S::Scalar,
        rng: &mut impl CryptoRng,
        transcript: &mut RecordingTranscript<S>,
    ) -> io::Result<()> {
        let n = self.shape.n();
        let next = x * self.domain.omega();
        let x_1 = transcript.challenge();
        let x_2 = transcript.challenge();
        let single = Combined::collapse(n, at_x, x_1);
        let double = Combined::collapse(n, at_both, x_1);

        // (Q_0 - Q_0(x)) / (X - x) x_2 + (Q_1 - r) / ((X - x)(X - ωx)): remainders fall away in the division.
        let mut sum = Combined {
            coefficients: vec![S::Scalar::ZERO; n],
            blind: S::Scalar::ZERO,
        };
        // Shorter by one and by two.
        let first = SecretScalars(kate_division(&single.coefficients, x));
        sum.coefficients[..n - 1].copy_from_slice(&first);
        let half = SecretScalars(kate_division(&double.coefficients, x));
        let second = SecretScalars(kate_division(&half[..], next));
        sum.coefficients.iter_mut().for_each(|c| *c *= x_2);
        for (sum, c) in sum.coefficients.iter_mut().zip(&second[..]) {
            *sum += c;
        }
        sum.blind = S::Scalar::random(&mut *rng);
        transcript.write_point(self.commit(&sum.coefficients, &sum.blind).to_affine())?;

        let x_3 = transcript.challenge();
        for combined in [&single, &double] {
            transcript.write_scalar(eval_polynomial(&combined.coefficients, x_3));
        }
        let x_4 = transcript.challenge();
        sum.fold(x_4, &single.coefficients, &single.blind);
        sum.fold(x_4, &double.coefficients, &double.blind);
        self.inner_product(sum, x_3, rng, transcript)
    }
}
