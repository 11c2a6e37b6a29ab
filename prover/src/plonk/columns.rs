//! Columns with their blinds: commitments and interpolation.

use assay_circuits::halo2::{InstanceColumns, Trace};
use assay_circuits::LIMBS;
use assay_verifier::msm_of_secrets;
use ff::Field;
use pasta_curves::{Eq, EqAffine, Fp};
use rand_core::CryptoRng;
use rayon::prelude::*;

use super::polynomials::{Column, Poly};
use super::proving_key::{affine_all, ProvingKey};
use super::secret_scalars::SecretScalars;

impl ProvingKey {
    /// The instance columns, padded with zeros; in halo2 the blind of each of them is one.
    pub(super) fn instance_columns(&self, instance: &InstanceColumns<Fp>) -> Vec<Column> {
        let column = |values: &[Fp]| {
            let padding = core::iter::repeat(&Fp::ZERO);
            Column {
                values: self.full(values.iter().chain(padding).copied()),
                blind: Fp::ONE,
            }
        };
        instance.to_instance().into_iter().map(column).collect()
    }

    /// Limbs and accumulators, with random values in the blinding rows.
    pub(super) fn advice_columns(
        &self,
        trace: &Trace<Fp>,
        rng: &mut impl CryptoRng,
    ) -> Vec<Column> {
        let mut random = || Fp::random(&mut *rng);
        let mut column = |cells: &mut dyn Iterator<Item = Fp>| Column {
            values: self.full(cells.chain(core::iter::repeat_with(&mut random))),
            blind: random(),
        };
        let mut columns = Vec::with_capacity(self.shape.advice_columns());
        for i in 0..LIMBS {
            columns.push(column(&mut trace.limbs.iter().map(|row| row[i])));
        }
        for c in 0..self.shape.rules() {
            columns.push(column(&mut trace.acc.iter().map(|row| row[c])));
        }
        columns
    }

    fn full(&self, values: impl Iterator<Item = Fp>) -> SecretScalars<Vec<Fp>> {
        SecretScalars::collect(self.shape.n(), values)
    }

    /// Commitments in the Lagrange basis.
    pub(super) fn commit_columns(&self, columns: &[Column]) -> Vec<EqAffine> {
        let points: Vec<Eq> = columns
            .par_iter()
            .map(|column| {
                let blinding = [(&column.blind, &self.verifying_key.blinding)];
                msm_of_secrets(column.values.iter().zip(&self.lagrange).chain(blinding))
            })
            .collect();
        affine_all(&points)
    }

    pub(super) fn interpolate(&self, columns: &[Column]) -> Vec<Poly> {
        columns
            .par_iter()
            .map(|column| {
                let values = self.domain.lagrange_from_vec(column.values.to_vec());
                SecretScalars(self.domain.lagrange_to_coeff(values))
            })
            .collect()
    }
}
