//! Which commitments are opened where, and to which value.

use alloc::vec::Vec;

use assay_circuits::LIMBS;
use pasta_curves::{EqAffine, Fp};

use super::evaluations::Evaluations;
use crate::instance::Instance;
use crate::opening::{Commitment, Query};

/// The commitments of a proof that its evaluations belong to.
pub(super) struct ProofCommitments<'a> {
    /// Limb columns, then accumulators.
    pub(super) advice: &'a [EqAffine],
    /// halo2's random polynomial.
    pub(super) random: EqAffine,
    /// The quotient polynomial, and its value at `x`.
    pub(super) quotient: (Commitment, Fp),
}

/// What is opened at `x` alone, in halo2's order of first query.
pub(super) fn at_x(
    instance: &Instance<'_>,
    commitments: ProofCommitments<'_>,
    evaluations: &Evaluations,
) -> Vec<Query<1>> {
    let query = |(commitment, evaluation): (Commitment, Fp)| Query {
        commitment,
        evaluations: [evaluation],
    };
    let rerandomized = instance.rerandomized;
    let columns = instance.columns;
    let hidden = [rerandomized.quantities, rerandomized.tagged].map(Commitment::Hidden);
    let public = [columns.tags]
        .into_iter()
        .chain(columns.weights.iter().copied());
    let public = public.map(Commitment::Point);
    let instance_columns = hidden
        .into_iter()
        .chain(public)
        .zip(evaluations.instance.iter().copied());
    let limbs = commitments.advice.iter().copied().map(Commitment::Point);
    let limbs = limbs.zip(evaluations.limbs.iter().copied());
    let fixed = evaluations.fixed.iter().copied().enumerate();
    let fixed = fixed.map(|(index, evaluation)| (Commitment::Fixed(index), evaluation));
    let random = (Commitment::Point(commitments.random), evaluations.random);
    instance_columns
        .chain(limbs)
        .chain(fixed)
        .chain([commitments.quotient, random])
        .map(query)
        .collect()
}

/// What is opened at `x` and `ωx`: the accumulators.
pub(super) fn at_both(advice: &[EqAffine], evaluations: &Evaluations) -> Vec<Query<2>> {
    let accumulators = advice.iter().skip(LIMBS);
    accumulators
        .zip(evaluations.acc.iter().zip(&evaluations.acc_next))
        .map(|(point, (acc, next))| Query {
            commitment: Commitment::Point(*point),
            evaluations: [*acc, *next],
        })
        .collect()
}
