//! Columns with their blinds: commitments and interpolation.

use assay_circuits::halo2::{InstanceColumns, Trace};
use assay_circuits::LIMBS;
use assay_verifier::msm::msm;
use ff::Field;
use halo2_proofs::poly::{Coeff, Polynomial};
use pasta_curves::{Eq, EqAffine, Fp};
use rand_core::CryptoRng;
use rayon::prelude::*;

use super::{affine_all, Plonk};

/// `n` values of a column and the blind of its commitment.
pub(super) struct Column {
    pub(super) values: Vec<Fp>,
    pub(super) blind: Fp,
}

impl Plonk {
    /// The instance columns, padded with zeros; halo2 gives each of them the blind one.
    pub(super) fn instance_columns(&self, instance: &InstanceColumns<Fp>) -> Vec<Column> {
        let column = |values: &[Fp]| {
            let mut values = values.to_vec();
            values.resize(self.shape.n(), Fp::ZERO);
            Column {
                values,
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
        let limbs = (0..LIMBS).map(|i| trace.limbs.iter().map(|row| row[i]).collect());
        let acc = (0..self.shape.rules()).map(|c| trace.acc.iter().map(|row| row[c]).collect());
        limbs
            .chain(acc)
            .map(|mut values: Vec<Fp>| {
                values.resize_with(self.shape.n(), || Fp::random(&mut *rng));
                Column {
                    values,
                    blind: Fp::random(&mut *rng),
                }
            })
            .collect()
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

    pub(super) fn interpolate(&self, columns: &[Column]) -> Vec<Polynomial<Fp, Coeff>> {
        columns
            .par_iter()
            .map(|column| {
                let values = self.domain.lagrange_from_vec(column.values.clone());
                self.domain.lagrange_to_coeff(values)
            })
            .collect()
    }
}

/// Overwrites secret scalars in a way that the optimiser keeps.
pub(super) fn wipe(scalars: &mut [Fp]) {
    scalars.fill(Fp::ZERO);
    core::hint::black_box(scalars);
}

pub(super) fn wipe_all<'a>(all: impl IntoIterator<Item = &'a mut [Fp]>) {
    all.into_iter().for_each(wipe);
}
