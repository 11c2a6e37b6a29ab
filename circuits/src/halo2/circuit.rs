//! The circuit: one region, every usable row assigned.

use ff::PrimeField;
use halo2_proofs::circuit::{Layouter, SimpleFloorPlanner, Value};
use halo2_proofs::plonk::{Circuit, ConstraintSystem, Error};

use super::config::ReservesConfig;
use super::trace::Trace;
use crate::columns::LIMBS;
use crate::shape::Shape;

/// The relation for shapes with `K` rules; without a trace, for key generation.
#[derive(Clone)]
pub struct ReservesCircuit<F, const K: usize> {
    /// The shape; it has `K` rules.
    pub shape: Shape,
    /// The witness.
    pub trace: Option<Trace<F>>,
}

impl<F: PrimeField, const K: usize> Circuit<F> for ReservesCircuit<F, K> {
    type Config = ReservesConfig;
    type FloorPlanner = SimpleFloorPlanner;

    fn without_witnesses(&self) -> Self {
        ReservesCircuit {
            shape: self.shape,
            trace: None,
        }
    }

    fn configure(meta: &mut ConstraintSystem<F>) -> ReservesConfig {
        ReservesConfig::configure(meta, K)
    }

    fn synthesize(
        &self,
        config: ReservesConfig,
        mut layouter: impl Layouter<F>,
    ) -> Result<(), Error> {
        layouter.assign_region(
            || "reserves",
            |mut region| {
                for row in 0..self.shape.usable_rows() {
                    for (i, column) in config.fixed.iter().enumerate() {
                        let value = Value::known(F::from(u64::from(self.shape.fixed(i, row))));
                        region.assign_fixed(|| "selector", *column, row, || value)?;
                    }
                    for i in 0..LIMBS {
                        let value = self.witness(|t| t.limbs.get(row).map(|l| l[i]));
                        region.assign_advice(|| "limb", config.limbs[i], row, || value)?;
                    }
                    for (c, column) in config.acc.iter().enumerate() {
                        let value = self.witness(|t| t.acc.get(row)?.get(c).copied());
                        region.assign_advice(|| "acc", *column, row, || value)?;
                    }
                }
                Ok(())
            },
        )
    }
}

impl<F: PrimeField, const K: usize> ReservesCircuit<F, K> {
    fn witness(&self, cell: impl Fn(&Trace<F>) -> Option<F>) -> Value<F> {
        match &self.trace {
            None => Value::unknown(),
            Some(trace) => cell(trace).map_or(Value::unknown(), Value::known),
        }
    }
}
