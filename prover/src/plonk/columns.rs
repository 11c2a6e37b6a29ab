//! Columns with their blinds: commitments and interpolation.

use core::ops::{Deref, DerefMut};

use assay_circuits::halo2::{InstanceColumns, Trace};
use assay_circuits::LIMBS;
use assay_verifier::msm;
use ff::Field;
use halo2_proofs::poly::{Coeff, Polynomial};
use pasta_curves::{Eq, EqAffine, Fp};
use rand_core::CryptoRng;
use rayon::prelude::*;

use super::{affine_all, Plonk};
use crate::wipe;

/// Scalars that are overwritten when dropped.
pub(super) struct Wiped<T: DerefMut<Target = [Fp]>>(pub(super) T);

impl Wiped<Vec<Fp>> {
    /// The first `count` scalars, in memory that has not moved: no copies stay behind.
    pub(super) fn collect(count: usize, scalars: impl Iterator<Item = Fp>) -> Self {
        let mut collected = Wiped(Vec::with_capacity(count));
        collected.0.extend(scalars.take(count));
        collected
    }
}

impl<T: DerefMut<Target = [Fp]>> Deref for Wiped<T> {
    type Target = [Fp];
    fn deref(&self) -> &[Fp] {
        &self.0
    }
}

impl<T: DerefMut<Target = [Fp]>> DerefMut for Wiped<T> {
    fn deref_mut(&mut self) -> &mut [Fp] {
        &mut self.0
    }
}

impl<T: DerefMut<Target = [Fp]>> Drop for Wiped<T> {
    fn drop(&mut self) {
        wipe::scalars(&mut self.0);
    }
}

/// A polynomial by its coefficients.
pub(super) type Poly = Wiped<Polynomial<Fp, Coeff>>;

/// `n` values of a column and the blind of its commitment.
pub(super) struct Column {
    pub(super) values: Wiped<Vec<Fp>>,
    pub(super) blind: Fp,
}

impl Drop for Column {
    fn drop(&mut self) {
        wipe::scalars(core::slice::from_mut(&mut self.blind));
    }
}

impl Plonk {
    /// The instance columns, padded with zeros; halo2 gives each of them the blind one.
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

    fn full(&self, values: impl Iterator<Item = Fp>) -> Wiped<Vec<Fp>> {
        Wiped::collect(self.shape.n(), values)
    }

    /// Commitments in the Lagrange basis.
    pub(super) fn commit_columns(&self, columns: &[Column]) -> Vec<EqAffine> {
        let points: Vec<Eq> = columns
            .par_iter()
            .map(|column| {
                let blinding = [(&column.blind, &self.key.blinding)];
                msm(column.values.iter().zip(&self.lagrange).chain(blinding))
            })
            .collect();
        affine_all(&points)
    }

    pub(super) fn interpolate(&self, columns: &[Column]) -> Vec<Poly> {
        columns
            .par_iter()
            .map(|column| {
                let values = self.domain.lagrange_from_vec(column.values.to_vec());
                Wiped(self.domain.lagrange_to_coeff(values))
            })
            .collect()
    }
}
