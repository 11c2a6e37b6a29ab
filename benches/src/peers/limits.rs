//! What every verifier checks of the public part first: its shape, and the limits that keep integers from wrapping.

use assay_circuits::Shape;
use num_bigint::BigInt;
use thiserror::Error;

/// Bits of a weight, without its sign.
pub const WEIGHT_BITS: u32 = 95;

/// Bits of a bound, without its sign.
pub const BOUND_BITS: u64 = 176;

/// Weights and bounds that the statement does not allow.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LimitError {
    /// A rule too many or too few, in the weights or in the bounds.
    #[error("expected {expected} rules, found {weights} rows of weights and {bounds} bounds")]
    Rules {
        /// Rules of the shape.
        expected: usize,
        /// Vectors of weights given.
        weights: usize,
        /// Bounds given.
        bounds: usize,
    },
    /// A rule weighs more or fewer rows than there are.
    #[error("rule {rule}: expected {expected} weights, found {found}")]
    Rows {
        /// Which rule, from 0.
        rule: usize,
        /// Rows of the shape.
        expected: usize,
        /// Weights given.
        found: usize,
    },
    /// A weight of `2^95` or more.
    #[error("rule {rule}, row {row}: the weight has more than {WEIGHT_BITS} bits")]
    Weight {
        /// Which rule, from 0.
        rule: usize,
        /// Which row, from 0.
        row: usize,
    },
    /// A bound of `2^176` or more.
    #[error("rule {rule}: the bound has more than {BOUND_BITS} bits")]
    Bound {
        /// Which rule, from 0.
        rule: usize,
    },
}

/// Checks the public part of [`Inequalities`](super::Inequalities) against a shape.
///
/// Within the limits a sum stays under `2^167`, a slack under `2^192`, far below any of the group orders in use.
///
/// # Errors
/// The first of [`LimitError`] that is found.
pub fn check(shape: Shape, weights: &[Vec<i128>], bounds: &[BigInt]) -> Result<(), LimitError> {
    if weights.len() != shape.rules() || bounds.len() != shape.rules() {
        return Err(LimitError::Rules {
            expected: shape.rules(),
            weights: weights.len(),
            bounds: bounds.len(),
        });
    }
    for (rule, weights) in weights.iter().enumerate() {
        if weights.len() != shape.buckets() {
            return Err(LimitError::Rows {
                rule,
                expected: shape.buckets(),
                found: weights.len(),
            });
        }
        let heavy = |w: &i128| w.unsigned_abs() >> WEIGHT_BITS != 0;
        if let Some(row) = weights.iter().position(heavy) {
            return Err(LimitError::Weight { rule, row });
        }
    }
    match bounds.iter().position(|b| b.bits() > BOUND_BITS) {
        Some(rule) => Err(LimitError::Bound { rule }),
        None => Ok(()),
    }
}
