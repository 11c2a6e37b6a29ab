//! Which commitments are opened where, and to which value.

use alloc::vec::Vec;

use assay_circuits::LIMBS;

use super::evaluations::Evaluations;
use crate::instance::Instance;
use crate::opening::{Commitment, Query};
use crate::suite::Suite;

/// The commitments of a proof that its evaluations belong to.
pub(super) struct ProofCommitments<'a, S: Suite> {
    /// Limb columns, then accumulators.
    pub(super) advice: &'a [S::Affine],
    /// halo2's random polynomial.
    pub(super) random: S::Affine,
    /// The quotient polynomial, and its value at `x`.
    pub(super) quotient: (Commitment<S>, S::Scalar),
}

/// What is opened at `x` alone, in halo2's order of first query.
pub(super) fn at_x<S: Suite>(
    instance: &Instance<'_, S>,
    commitments: ProofCommitments<'_, S>,
    evaluations: &Evaluations<S>,
) -> Vec<Query<S, 1>> {
    let query = |(commitment, evaluation): (Commitment<S>, S::Scalar)| Query {
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
pub(super) fn at_both<S: Suite>(
    advice: &[S::Affine],
    evaluations: &Evaluations<S>,
) -> Vec<Query<S, 2>> {
    let accumulators = advice.iter().skip(LIMBS);
    accumulators
        .zip(evaluations.acc.iter().zip(&evaluations.acc_next))
        .map(|(point, (acc, next))| Query {
            commitment: Commitment::Point(*point),
            evaluations: [*acc, *next],
        })
        .collect()
}
