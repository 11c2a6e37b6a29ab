//! The multi-point opening (Halo, eprint 2019/1021, section 3): the prover of `assay_verifier`'s `opening`.

use std::io;

use ff::Field;
use halo2_proofs::arithmetic::{eval_polynomial, kate_division};
use halo2_proofs::poly::{Coeff, Polynomial};
use halo2_proofs::transcript::TranscriptWrite;
use pasta_curves::Fp;
use rand_core::CryptoRng;

use super::columns::wipe;
use super::{affine, Plonk};
use crate::recorder::Recorder;

/// A committed polynomial and the blind of its commitment.
pub(super) type Opened<'a> = (&'a Polynomial<Fp, Coeff>, Fp);

pub(super) fn opened<'a>(polys: &'a [Polynomial<Fp, Coeff>], blinds: &[Fp]) -> Vec<Opened<'a>> {
    polys.iter().zip(blinds.iter().copied()).collect()
}

/// A combination of polynomials and of their blinds; overwritten when dropped.
pub(super) struct Combined {
    pub(super) coefficients: Vec<Fp>,
    pub(super) blind: Fp,
}

impl Drop for Combined {
    fn drop(&mut self) {
        wipe(&mut self.coefficients);
        wipe(core::slice::from_mut(&mut self.blind));
    }
}

impl Combined {
    fn collapse(n: usize, polys: &[Opened<'_>], x_1: Fp) -> Combined {
        let mut sum = Combined {
            coefficients: vec![Fp::ZERO; n],
            blind: Fp::ZERO,
        };
        for (poly, blind) in polys {
            sum.fold(x_1, poly, *blind);
        }
        sum
    }

    /// `self * factor + other`.
    fn fold(&mut self, factor: Fp, coefficients: &[Fp], blind: Fp) {
        for (sum, c) in self.coefficients.iter_mut().zip(coefficients) {
            *sum = *sum * factor + c;
        }
        self.blind = self.blind * factor + blind;
    }
}

impl Plonk {
    /// Opens `at_x` at `x` and `at_both` at `x` and `ωx`; both in halo2's order of first query.
    pub(super) fn open(
        &self,
        at_x: &[Opened<'_>],
        at_both: &[Opened<'_>],
        x: Fp,
        rng: &mut impl CryptoRng,
        transcript: &mut Recorder,
    ) -> io::Result<()> {
        let n = self.shape.n();
        let next = x * self.domain.get_omega();
        let x_1 = transcript.challenge();
        let x_2 = transcript.challenge();
        let single = Combined::collapse(n, at_x, x_1);
        let double = Combined::collapse(n, at_both, x_1);

        // (Q_0 - Q_0(x)) / (X - x) x_2 + (Q_1 - r) / ((X - x)(X - ωx)): remainders fall away in the division.
        let mut sum = Combined {
            coefficients: kate_division(&single.coefficients, x),
            blind: Fp::ZERO,
        };
        sum.coefficients.resize(n, Fp::ZERO);
        let mut second = kate_division(&kate_division(&double.coefficients, x), next);
        second.resize(n, Fp::ZERO);
        sum.fold(x_2, &second, Fp::ZERO);
        wipe(&mut second);
        sum.blind = Fp::random(&mut *rng);
        transcript.write_point(affine(self.commit(&sum.coefficients, sum.blind)))?;

        let x_3 = transcript.challenge();
        for combined in [&single, &double] {
            transcript.write_scalar(eval_polynomial(&combined.coefficients, x_3))?;
        }
        let x_4 = transcript.challenge();
        sum.fold(x_4, &single.coefficients, single.blind);
        sum.fold(x_4, &double.coefficients, double.blind);
        self.inner_product(sum, x_3, rng, transcript)
    }
}
