//! Columns with their blinds: commitments and interpolation.

use assay_circuits::halo2::{InstanceColumns, Trace};
use assay_circuits::LIMBS;
use ff::Field;
use rand_core::CryptoRng;
use rayon::prelude::*;

use super::polynomials::{Column, Poly};
use super::proving_key::{affine_all, ProvingKey};
use super::secret_scalars::SecretScalars;
use crate::suite::ProverSuite;

impl<S: ProverSuite> ProvingKey<S> {
    /// The instance columns, padded with zeros; in halo2 the blind of each of them is one.
    pub(super) fn instance_columns(
        &self,
        instance: &InstanceColumns<S::Scalar>,
    ) -> Vec<Column<S::Scalar>> {
        let column = |values: &[S::Scalar]| {
            let padding = core::iter::repeat(S::Scalar::ZERO);
            Column {
                values: self.full(values.iter().copied().chain(padding)),
                blind: S::Scalar::ONE,
            }
        };
        instance.to_instance().into_iter().map(column).collect()
    }

    /// Limbs and accumulators, with random values in the blinding rows.
    pub(super) fn advice_columns(
        &self,
        trace: &Trace<S::Scalar>,
        rng: &mut impl CryptoRng,
    ) -> Vec<Column<S::Scalar>> {
        let mut random = || S::Scalar::random(&mut *rng);
        let mut column = |cells: &mut dyn Iterator<Item = S::Scalar>| Column {
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

    fn full(&self, values: impl Iterator<Item = S::Scalar>) -> SecretScalars<S::Scalar> {
        SecretScalars::collect(self.shape.n(), values)
    }

    /// Commitments in the Lagrange basis.
    pub(super) fn commit_columns(&self, columns: &[Column<S::Scalar>]) -> Vec<S::Affine> {
        let points: Vec<S::Group> = columns
            .par_iter()
            .map(|column| {
                let blinding = [(&column.blind, &self.verifying_key.blinding)];
                S::msm_of_secrets(column.values.iter().zip(&self.lagrange).chain(blinding))
            })
            .collect();
        affine_all::<S>(&points)
    }

    pub(super) fn interpolate(&self, columns: &[Column<S::Scalar>]) -> Vec<Poly<S::Scalar>> {
        columns
            .par_iter()
            .map(|column| {
                let mut values = SecretScalars(column.values.to_vec());
                self.domain.interpolate(&mut values);
                values
            })
            .collect()
    }
}
