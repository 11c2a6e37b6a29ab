//! Columns and gates.

use alloc::vec::Vec;
use core::array;

use ff::PrimeField;
use halo2_proofs::plonk::{
    Advice, Column, ConstraintSystem, Expression, Fixed, Instance, VirtualCells,
};
use halo2_proofs::poly::Rotation;

use crate::cells::Cells;
use crate::columns::{
    BUCKET, CARRY, FIXED, LIMBS, LIVE, QUANTITIES, SHIFT, START, TAGGED, TAGS, WEIGHTS,
};
use crate::identities::{self, Identity};
use crate::ring::Ring;

/// The columns of a shape with `K` rules, in the order of [`crate::columns`].
#[derive(Clone, Debug)]
pub struct ReservesConfig {
    /// Selectors: `start`, `bucket`, `carry`, `live`, `shift`.
    pub fixed: [Column<Fixed>; FIXED],
    /// `d_0..d_31`.
    pub limbs: [Column<Advice>; LIMBS],
    /// `acc_0..acc_{K-1}`.
    pub acc: Vec<Column<Advice>>,
    /// `q`, `h`, tags, `w_0..w_{K-1}`.
    pub instance: Vec<Column<Instance>>,
}

impl<F: PrimeField> Ring for Expression<F> {
    fn constant(value: u64) -> Self {
        Expression::Constant(F::from(value))
    }

    fn shl(self, bits: u32) -> Self {
        self * F::from_u128(1u128 << bits)
    }
}

impl ReservesConfig {
    /// Declares the columns and gates of a circuit with `rules` rules.
    pub fn configure<F: PrimeField>(meta: &mut ConstraintSystem<F>, rules: usize) -> Self {
        let config = ReservesConfig {
            fixed: array::from_fn(|_| meta.fixed_column()),
            limbs: array::from_fn(|_| meta.advice_column()),
            acc: (0..rules).map(|_| meta.advice_column()).collect(),
            instance: (0..WEIGHTS + rules)
                .map(|_| meta.instance_column())
                .collect(),
        };
        // Each gate reads its cells through the same function, so the first one fixes the order of the queries.
        let named = |identities: Vec<Identity<Expression<F>>>| {
            identities
                .into_iter()
                .map(|i| (i.name, i.value))
                .collect::<Vec<_>>()
        };
        meta.create_gate("range", |meta| {
            named(identities::range(&config.cells(meta)))
        });
        meta.create_gate("word", |meta| {
            named([identities::word(&config.cells(meta))].into())
        });
        meta.create_gate("tag", |meta| {
            named([identities::tag(&config.cells(meta))].into())
        });
        meta.create_gate("rules", |meta| {
            named(identities::rules(&config.cells(meta)))
        });
        config
    }

    fn cells<F: PrimeField>(&self, meta: &mut VirtualCells<'_, F>) -> Cells<Expression<F>> {
        let cur = Rotation::cur();
        let instance: Vec<_> = self
            .instance
            .iter()
            .map(|c| meta.query_instance(*c, cur))
            .collect();
        let limbs = array::from_fn(|i| meta.query_advice(self.limbs[i], cur));
        let acc = self
            .acc
            .iter()
            .map(|c| meta.query_advice(*c, cur))
            .collect();
        let acc_next = self
            .acc
            .iter()
            .map(|c| meta.query_advice(*c, Rotation::next()))
            .collect();
        let fixed: [_; FIXED] = array::from_fn(|i| meta.query_fixed(self.fixed[i]));
        Cells {
            start: fixed[START].clone(),
            bucket: fixed[BUCKET].clone(),
            carry: fixed[CARRY].clone(),
            live: fixed[LIVE].clone(),
            shift: fixed[SHIFT].clone(),
            quantity: instance[QUANTITIES].clone(),
            tagged: instance[TAGGED].clone(),
            tag: instance[TAGS].clone(),
            weights: instance[WEIGHTS..].to_vec(),
            limbs,
            acc,
            acc_next,
        }
    }
}
