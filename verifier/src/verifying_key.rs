//! Verifying keys: what a verifier must know of a shape.

use alloc::vec::Vec;

use assay_circuits::{Shape, BLINDERS, DEGREE, FIXED};

use crate::suite::Suite;

/// The key of a shape. Trusted: embedded for the standard shapes, or computed from the circuit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey<S: Suite> {
    /// The shape.
    pub shape: Shape,
    /// halo2's representative of the verifying key in transcripts.
    pub transcript_repr: S::Scalar,
    /// Commitments to the fixed columns.
    pub fixed: [S::Affine; FIXED],
    /// `L_{z_0}..L_{z_3}`: Lagrange generators of the blinder rows.
    pub blinder_generators: [S::Affine; BLINDERS],
    /// `G_0..G_{n-1}`: halo2's generators in the monomial basis.
    pub generators: Vec<S::Affine>,
    /// `W`: halo2's blinding generator.
    pub blinding: S::Affine,
    /// `U`: halo2's inner product generator.
    pub inner_product: S::Affine,
}

impl<S: Suite> VerifyingKey<S> {
    /// Whether there is an embedded key of this shape: of [`Shape::STANDARD`], but of those to `k = 10` only without feature
    /// `large`, and in the suite `bls12-381`.
    pub fn is_standard(shape: Shape) -> bool {
        S::key_file(shape).is_some()
    }

    /// The embedded key of a standard shape, `None` for another shape.
    pub fn standard(shape: Shape) -> Option<VerifyingKey<S>> {
        let (repr, points) = S::key_file(shape)?.split_first_chunk::<32>()?;
        let mut points = key_points::<S>(points);
        let fixed = take(&mut points)?;
        let blinder_generators = take(&mut points)?;
        let generators = S::generators(shape.n())?;
        let [blinding, inner_product] =
            take(&mut key_points::<S>(S::blinding_and_inner_product()))?;
        (generators.len() == shape.n()).then_some(VerifyingKey {
            shape,
            transcript_repr: S::read_scalar(repr)?,
            fixed,
            blinder_generators,
            generators,
            blinding,
            inner_product,
        })
    }

    /// Bytes of every proof of this shape.
    ///
    /// Points: rerandomization, advice columns, the random polynomial, four quotient pieces, the multi-opening, `S`, and two a
    /// round. Scalars: its responses, evaluations of instance columns, limbs, accumulators (twice) and fixed
    /// columns, of the random polynomial, of the two opening sets, and two to end with.
    pub const fn proof_bytes(shape: Shape) -> usize {
        let points =
            1 + shape.advice_columns() + 1 + QUOTIENT_PIECES + 1 + 1 + 2 * shape.k() as usize;
        let evaluations =
            shape.instance_columns() + shape.advice_columns() + shape.rules() + FIXED + 1;
        let scalars = BLINDERS + evaluations + 2 + 2;
        S::POINT_BYTES * points + 32 * scalars
    }
}

/// Pieces of the quotient polynomial: dividing by the vanishing polynomial takes one degree off the identities.
pub(crate) const QUOTIENT_PIECES: usize = DEGREE - 1;

/// The points of a key file.
fn key_points<S: Suite>(bytes: &'static [u8]) -> impl Iterator<Item = Option<S::Affine>> {
    bytes.chunks_exact(S::KEY_POINT_BYTES).map(S::key_point)
}

fn take<P, const N: usize>(points: &mut impl Iterator<Item = Option<P>>) -> Option<[P; N]> {
    let points: Vec<_> = points.take(N).collect::<Option<_>>()?;
    points.try_into().ok()
}
