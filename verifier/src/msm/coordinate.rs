//! Coordinates of points, and points that are not the identity.

use core::fmt::Debug;

/// Products that are computed together.
pub(crate) const LANES: usize = 8;

/// An integer modulo the prime of a curve's coordinates. By reference: values of assembly and C are passed so.
pub(crate) trait Coordinate: Copy + Debug + Eq {
    /// Zero.
    const ZERO: Self;

    /// One.
    const ONE: Self;

    /// Whether [`mul_lanes`](Coordinate::mul_lanes) is quicker than products and squares one by one. Where it is not, arrays of
    /// lanes only cost their copies.
    const TOGETHER: bool = false;

    /// Whether it is zero.
    fn is_zero(&self) -> bool;

    /// `self + other`.
    fn add(&self, other: &Self) -> Self;

    /// `self - other`.
    fn sub(&self, other: &Self) -> Self;

    /// `self * other`.
    fn mul(&self, other: &Self) -> Self;

    /// `self * self`.
    fn square(&self) -> Self;

    /// `a * b` of each pair: independent products, which processors have under way at the same time.
    #[inline]
    fn mul_lanes(a: &[Self; LANES], b: &[Self; LANES]) -> [Self; LANES] {
        core::array::from_fn(|lane| a[lane].mul(&b[lane]))
    }

    /// Multiplies each of `a` by its neighbour in `b`.
    #[inline]
    fn scale_lanes(a: &mut [Self; LANES], b: &[Self; LANES]) {
        if Self::TOGETHER {
            *a = Self::mul_lanes(a, b);
            return;
        }
        for (a, b) in a.iter_mut().zip(b) {
            *a = a.mul(b);
        }
    }

    /// `-self`.
    fn neg(&self) -> Self {
        Self::ZERO.sub(self)
    }

    /// `2 self`.
    fn double(&self) -> Self {
        self.add(self)
    }

    /// The inverse, `None` for zero. May take a time that depends on the value.
    fn invert(&self) -> Option<Self>;
}

/// A point of a curve, never the identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Affine<F> {
    pub(crate) x: F,
    pub(crate) y: F,
}

impl<F: Coordinate> Affine<F> {
    /// Fills a place that a point is about to take; on no curve.
    pub(crate) const PLACE: Affine<F> = Affine {
        x: F::ZERO,
        y: F::ZERO,
    };
}
