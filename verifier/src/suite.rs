//! What a suite is: the group under the protocol, with its encodings, its transcript hash and its generators.

use alloc::vec::Vec;
use core::fmt::Debug;

use assay_circuits::Shape;
use ff::{Field, PrimeField};
use group::{Curve, CurveAffine};

/// A group of prime order, and how the protocol uses it. Everything above is one code for all suites.
///
/// # Invariants
/// A wrong implementation makes a wrong verifier: [`Suite::read_point`] returns points of the group only,
/// [`Suite::first_outside_group`] leaves out none that is not, and [`Suite::read_scalar`] and the first accept one spelling of each value. The scalars' `to_repr` is little-endian, whatever proofs
/// have; their order is above `2^254`, so that no inequality wraps, and has roots of unity of order `2^(k + 2)` for each shape.
pub trait Suite: Copy + Debug + Eq + Send + Sync + 'static {
    /// Its name, as documents will have it.
    const NAME: &'static str;

    /// Bytes of a point in proofs. A scalar has 32.
    const POINT_BYTES: usize;

    /// Bytes of a point in the embedded keys.
    const KEY_POINT_BYTES: usize;

    /// Integers modulo the order of the group.
    type Scalar: PrimeField<Repr = [u8; 32]>;

    /// Points in affine coordinates.
    type Affine: CurveAffine<Curve = Self::Group, Scalar = Self::Scalar>;

    /// Points as sums are computed.
    type Group: Curve<Affine = Self::Affine, Scalar = Self::Scalar>;

    /// The hash of transcripts.
    type Hash: TranscriptHash<Affine = Self::Affine, Scalar = Self::Scalar>;

    /// A point from [`Suite::POINT_BYTES`] bytes: canonical, on the curve, in the group. May be the identity, which callers
    /// refuse.
    fn read_point(bytes: &[u8]) -> Option<Self::Affine> {
        let point = Self::read_curve_point(bytes)?;
        let outside = Self::first_outside_group(&[point]);
        outside.is_none().then_some(point)
    }

    /// The same as [`Suite::read_point`], of a point that may be outside the group.
    fn read_curve_point(bytes: &[u8]) -> Option<Self::Affine>;

    /// The index of the first of these points of the curve that is not in the group.
    fn first_outside_group(points: &[Self::Affine]) -> Option<usize>;

    /// Appends the [`Suite::POINT_BYTES`] bytes of a point.
    fn write_point(point: &Self::Affine, out: &mut Vec<u8>);

    /// A scalar below the order from its bytes.
    fn read_scalar(bytes: &[u8; 32]) -> Option<Self::Scalar>;

    /// The bytes of a scalar.
    fn write_scalar(scalar: &Self::Scalar) -> [u8; 32];

    /// 512 uniform bits modulo the order.
    fn scalar_from_wide(bytes: &[u8; 64]) -> Self::Scalar;

    /// The inverse of a scalar, `None` for zero. May take a time that depends on the scalar: for public ones only.
    fn invert_public(scalar: &Self::Scalar) -> Option<Self::Scalar>;

    /// The sum of `scalar * point` over the terms; the identity if there are none. Takes a time that depends on the scalars.
    fn msm<'a>(
        terms: impl IntoIterator<Item = (&'a Self::Scalar, &'a Self::Affine)>,
    ) -> Self::Group;

    /// The same as [`Suite::msm`], of secret scalars: what is computed on the way is overwritten, but for this thread's stack.
    /// The time that it takes depends on the scalars too.
    fn msm_of_secrets<'a>(
        terms: impl IntoIterator<Item = (&'a Self::Scalar, &'a Self::Affine)>,
    ) -> Self::Group;

    /// The embedded key of a shape: transcript representative, commitments to the fixed columns, blinder generators.
    fn key_file(shape: Shape) -> Option<&'static [u8]>;

    /// A point of an embedded key. Not checked.
    fn key_point(bytes: &[u8]) -> Option<Self::Affine>;

    /// `G_0..G_{n-1}`; `None` or fewer, if there are not as many.
    fn generators(n: usize) -> Option<Vec<Self::Affine>>;

    /// `W` and `U`, as points of an embedded key.
    fn blinding_and_inner_product() -> &'static [u8];
}

/// The hash of a transcript: absorbs points and scalars, and gives challenges.
pub trait TranscriptHash: Clone {
    /// Points in affine coordinates.
    type Affine;

    /// Integers modulo the order of the group.
    type Scalar;

    /// A transcript that has absorbed nothing.
    fn new() -> Self;

    /// Absorbs a point.
    ///
    /// # Errors
    /// The identity is refused.
    fn absorb_point(&mut self, point: &Self::Affine) -> Result<(), IdentityPoint>;

    /// Absorbs a scalar.
    fn absorb_scalar(&mut self, scalar: &Self::Scalar);

    /// A challenge, which depends on everything before it.
    fn challenge(&mut self) -> Self::Scalar;
}

/// The identity, which no transcript takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityPoint;

/// Replaces every scalar by its inverse, and zero by zero, with one inversion. For public scalars only.
pub(crate) fn batch_invert<S: Suite>(scalars: &mut [S::Scalar]) {
    let mut product = S::Scalar::ONE;
    let mut before = Vec::with_capacity(scalars.len());
    for scalar in scalars.iter() {
        before.push(product);
        if !scalar.is_zero_vartime() {
            product *= scalar;
        }
    }
    // A product of what is not zero.
    let Some(mut inverse) = S::invert_public(&product) else {
        return;
    };
    for (scalar, before) in scalars.iter_mut().zip(before).rev() {
        if !scalar.is_zero_vartime() {
            let next = inverse * *scalar;
            *scalar = inverse * before;
            inverse = next;
        }
    }
}
