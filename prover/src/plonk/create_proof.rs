//! The proof: the messages of halo2's prover, in its order.

use std::io;

use assay_circuits::halo2::{InstanceColumns, Trace};
use assay_circuits::LIMBS;
use ff::Field;
use group::Curve;
use halo2_proofs::arithmetic::eval_polynomial;
use rand_core::CryptoRng;
use rayon::prelude::*;

use super::polynomials::{opened, Combined, Opened, Poly};
use super::proving_key::{affine_all, ProvingKey};
use super::secret_scalars::SecretScalars;
use crate::suite::ProverSuite;
use crate::transcript::RecordingTranscript;

impl<S: ProverSuite> ProvingKey<S> {
    /// Appends the proof that `trace` satisfies the identities with these instance columns.
    pub(crate) fn prove(
        &self,
        instance: &InstanceColumns<S::Scalar>,
        trace: &Trace<S::Scalar>,
        mut rng: impl CryptoRng,
        transcript: &mut RecordingTranscript<S>,
    ) -> io::Result<()> {
        transcript.common_scalar(self.verifying_key.transcript_repr);
        let instance = self.instance_columns(instance);
        for point in self.commit_columns(&instance) {
            transcript.common_point(point)?;
        }
        let advice = self.advice_columns(trace, &mut rng);
        for point in self.commit_columns(&advice) {
            transcript.write_point(point)?;
        }
        // Challenges of lookups and of the permutation.
        for _ in 0..3 {
            transcript.challenge();
        }
        let random = self.random_polynomial(&mut rng);
        let random_blind = S::Scalar::random(&mut rng);
        transcript.write_point(self.commit(&random, &random_blind).to_affine())?;
        let y = transcript.challenge();

        let instance_polys = self.interpolate(&instance);
        let advice_polys = self.interpolate(&advice);
        let quotient = self.quotient(&instance_polys, &advice_polys, y);
        let pieces: Vec<&[S::Scalar]> = quotient.chunks_exact(self.shape.n()).collect();
        let piece_blinds = self.write_pieces(&pieces, &mut rng, transcript)?;
        let x = transcript.challenge();
        self.write_evaluations(&instance_polys, &advice_polys, x, transcript);
        transcript.write_scalar(eval_polynomial(&random, x));

        // The quotient at x: its pieces combined with powers of x^n.
        let x_n = x.pow_vartime([self.shape.n() as u64]);
        let with_blinds: Vec<Opened<'_, S::Scalar>> =
            pieces.into_iter().zip(&piece_blinds[..]).rev().collect();
        let combined = Combined::collapse(self.shape.n(), &with_blinds, x_n);

        let mut at_x = opened(&instance_polys, &instance);
        let (limbs, acc) = advice_polys.split_at(LIMBS);
        at_x.extend(opened(limbs, &advice));
        let one = S::Scalar::ONE;
        at_x.extend(self.fixed.iter().map(|poly| (&poly[..], &one)));
        at_x.push((&combined.coefficients, &combined.blind));
        at_x.push((&random, &random_blind));
        let at_both = opened(acc, &advice[LIMBS..]);
        self.open(&at_x, &at_both, x, &mut rng, transcript)
    }

    /// Commits to the pieces of the quotient under fresh blinds, which it returns.
    fn write_pieces(
        &self,
        pieces: &[&[S::Scalar]],
        rng: &mut impl CryptoRng,
        transcript: &mut RecordingTranscript<S>,
    ) -> io::Result<SecretScalars<S::Scalar>> {
        let random_scalars = core::iter::repeat_with(|| S::Scalar::random(&mut *rng));
        let blinds = SecretScalars::collect(pieces.len(), random_scalars);
        let committed: Vec<S::Group> = pieces
            .par_iter()
            .zip(&blinds[..])
            .map(|(piece, blind)| self.commit(piece, blind))
            .collect();
        for point in affine_all::<S>(&committed) {
            transcript.write_point(point)?;
        }
        Ok(blinds)
    }

    /// Writes the evaluations at `x`, and those of the accumulators at `ωx`, in the order of `assay_circuits::columns`.
    fn write_evaluations(
        &self,
        instance: &[Poly<S::Scalar>],
        advice: &[Poly<S::Scalar>],
        x: S::Scalar,
        transcript: &mut RecordingTranscript<S>,
    ) {
        let next = x * self.domain.omega();
        let acc = &advice[LIMBS..];
        let at_x = instance.iter().chain(advice).map(|poly| (&poly[..], x));
        let at_next = acc.iter().map(|poly| (&poly[..], next));
        let fixed = self.fixed.iter().map(|poly| (&poly[..], x));
        let queries: Vec<_> = at_x.chain(at_next).chain(fixed).collect();
        let evaluations: Vec<S::Scalar> = queries
            .par_iter()
            .map(|(poly, at)| eval_polynomial(poly, *at))
            .collect();
        for evaluation in evaluations {
            transcript.write_scalar(evaluation);
        }
    }

    fn random_polynomial(&self, rng: &mut impl CryptoRng) -> SecretScalars<S::Scalar> {
        SecretScalars::collect(
            self.shape.n(),
            core::iter::repeat_with(|| S::Scalar::random(&mut *rng)),
        )
    }
}
