//! What a sum needs of a curve: its endomorphism, and how points are taken and given.

use ff::PrimeField;

use super::coordinate::{Affine, Coordinate};
use super::glv::Lattice;

/// A curve `y^2 = x^3 + b` of odd order, of which a subgroup of prime order is used.
pub(crate) trait SumCurve {
    /// Coordinates.
    type Base: Coordinate;

    /// Integers modulo the order.
    type Scalar: PrimeField<Repr = [u8; 32]>;

    /// Points as they are given.
    type Point;

    /// A sum.
    type Sum;

    /// A cube root of one: `(x, y) -> (zeta x, y)` multiplies each point of the subgroup by the lattice's `lambda`.
    const ZETA: Self::Base;

    /// Of the pairs `(a, b)` with `a + b lambda = 0`.
    const LATTICE: Lattice;

    /// The coordinates of a point, `None` for the identity.
    fn coordinates(point: &Self::Point) -> Option<Affine<Self::Base>>;

    /// The sum of `2^i` times the `i`-th point, where `None` is the identity.
    fn sum_of_powers(points: &[Option<Affine<Self::Base>>]) -> Self::Sum;

    /// Width of a digit, by the number of nonzero halves.
    fn width_for(halves: usize) -> u32;
}
