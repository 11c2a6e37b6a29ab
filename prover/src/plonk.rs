//! halo2's prover for this one relation: the same transcript, message for message, as
//! `halo2_proofs::plonk::create_proof`, in a fraction of the time.
//!
//! What it does otherwise: small sums of points take one thread each and columns share the threads; coefficients that are
//! small stay small; the identities are evaluated point by point with the verifier's own code, not as an expression tree;
//! generators are collapsed with the curve's endomorphism. The relation has no lookups and no permutation, so their
//! challenges are drawn and not used. Tests compare its proofs with halo2's verifier.
//!
//! Not constant time: sums of points depend on the quantities. See `docs/circuit.md`. Secret columns are overwritten when
//! dropped; halo2's transforms may leave copies in freed memory.

mod columns;
mod inner_product;
mod opening;
mod quotient;

use std::io;

use assay_circuits::halo2::{InstanceColumns, Trace};
use assay_circuits::{Shape, DEGREE, FIXED, LIMBS};
use assay_verifier::{msm, VerifyingKey};
use ff::Field;
use halo2_proofs::arithmetic::eval_polynomial;
use halo2_proofs::poly::{Coeff, EvaluationDomain, ExtendedLagrangeCoeff, Polynomial};
use halo2_proofs::transcript::{Transcript, TranscriptWrite};
use pasta_curves::{Eq, EqAffine, Fp};
use rand_core::CryptoRng;
use rayon::prelude::*;

use crate::recorder::Recorder;
use crate::setup::{check_generators, SetupError};
use columns::{Poly, Wiped};
use opening::{opened, Combined, Opened};

/// Everything about a shape that does not depend on a proof.
pub(crate) struct Plonk {
    shape: Shape,
    key: VerifyingKey,
    lagrange: Vec<EqAffine>,
    domain: EvaluationDomain<Fp>,
    fixed: Vec<Polynomial<Fp, Coeff>>,
    fixed_cosets: Vec<Polynomial<Fp, ExtendedLagrangeCoeff>>,
}

impl Plonk {
    /// With the key of a shape and `L_0..L_{n-1}`.
    pub(crate) fn new(key: VerifyingKey, lagrange: Vec<EqAffine>) -> Result<Self, SetupError> {
        let shape = key.shape;
        check_generators(shape, &lagrange)?;
        check_generators(shape, &key.generators)?;
        let domain = EvaluationDomain::new(DEGREE as u32, shape.k());
        let fixed: Vec<_> = (0..FIXED)
            .map(|column| {
                let values = (0..shape.n()).map(|row| Fp::from(shape.fixed(column, row)));
                domain.lagrange_to_coeff(domain.lagrange_from_vec(values.collect()))
            })
            .collect();
        let extend = |poly: &Polynomial<_, _>| domain.coeff_to_extended(poly.clone());
        let fixed_cosets = fixed.iter().map(extend).collect();
        Ok(Plonk {
            shape,
            key,
            lagrange,
            domain,
            fixed,
            fixed_cosets,
        })
    }

    /// Appends the proof that `trace` satisfies the identities with these instance columns.
    pub(crate) fn prove(
        &self,
        instance: &InstanceColumns<Fp>,
        trace: &Trace<Fp>,
        mut rng: impl CryptoRng,
        transcript: &mut Recorder,
    ) -> io::Result<()> {
        transcript.common_scalar(self.key.transcript_repr)?;
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
        let random_blind = Fp::random(&mut rng);
        transcript.write_point(affine(self.commit(&random, &random_blind)))?;
        let y = transcript.challenge();

        let instance_polys = self.interpolate(&instance);
        let advice_polys = self.interpolate(&advice);
        let quotient = self.quotient(&instance_polys, &advice_polys, y);
        let pieces: Vec<&[Fp]> = quotient.chunks_exact(self.shape.n()).collect();
        let random_scalars = core::iter::repeat_with(|| Fp::random(&mut rng));
        let piece_blinds = Wiped::collect(pieces.len(), random_scalars);
        let committed: Vec<Eq> = pieces
            .par_iter()
            .zip(&piece_blinds[..])
            .map(|(piece, blind)| self.commit(piece, blind))
            .collect();
        for point in affine_all(&committed) {
            transcript.write_point(point)?;
        }
        let x = transcript.challenge();
        self.write_evaluations(&instance_polys, &advice_polys, x, transcript)?;
        transcript.write_scalar(eval_polynomial(&random, x))?;

        // The quotient at x: its pieces combined with powers of x^n.
        let x_n = x.pow_vartime([self.shape.n() as u64]);
        let with_blinds: Vec<Opened<'_>> =
            pieces.into_iter().zip(&piece_blinds[..]).rev().collect();
        let combined = Combined::collapse(self.shape.n(), &with_blinds, x_n);

        let mut at_x = opened(&instance_polys, &instance);
        let (limbs, acc) = advice_polys.split_at(LIMBS);
        at_x.extend(opened(limbs, &advice));
        at_x.extend(self.fixed.iter().map(|poly| (&poly[..], &Fp::ONE)));
        at_x.push((&combined.coefficients, &combined.blind));
        at_x.push((&random, &random_blind));
        let at_both = opened(acc, &advice[LIMBS..]);
        self.open(&at_x, &at_both, x, &mut rng, transcript)
    }

    /// Evaluations at `x`, and of the accumulators at `ωx`, in the order of `assay_circuits::columns`.
    fn write_evaluations(
        &self,
        instance: &[Poly],
        advice: &[Poly],
        x: Fp,
        transcript: &mut Recorder,
    ) -> io::Result<()> {
        let next = x * self.domain.get_omega();
        let acc = &advice[LIMBS..];
        let at_x = instance.iter().chain(advice).map(|poly| (&poly[..], x));
        let at_next = acc.iter().map(|poly| (&poly[..], next));
        let fixed = self.fixed.iter().map(|poly| (&poly[..], x));
        let queries: Vec<_> = at_x.chain(at_next).chain(fixed).collect();
        let evaluations: Vec<Fp> = queries
            .par_iter()
            .map(|(poly, at)| eval_polynomial(poly, *at))
            .collect();
        evaluations
            .into_iter()
            .try_for_each(|evaluation| transcript.write_scalar(evaluation))
    }

    /// A commitment in the monomial basis.
    fn commit(&self, coefficients: &[Fp], blind: &Fp) -> Eq {
        let blinding = [(blind, &self.key.blinding)];
        msm(coefficients
            .iter()
            .zip(&self.key.generators)
            .chain(blinding))
    }

    fn random_polynomial(&self, rng: &mut impl CryptoRng) -> Wiped<Vec<Fp>> {
        Wiped::collect(
            self.shape.n(),
            core::iter::repeat_with(|| Fp::random(&mut *rng)),
        )
    }
}

fn affine(point: Eq) -> EqAffine {
    EqAffine::from(point)
}

fn affine_all(points: &[Eq]) -> Vec<EqAffine> {
    let mut all = vec![EqAffine::default(); points.len()];
    group::Curve::batch_normalize(points, &mut all);
    all
}
