//! Verifying keys: what a verifier must know of a shape.

mod generators;
mod key_file;

use alloc::vec::Vec;

use assay_circuits::{Shape, BLINDERS, DEGREE, FIXED};
use ff::PrimeField;
use pasta_curves::{EqAffine, Fp};

use key_file::{point, POINT};

/// The key of a shape. Trusted: embedded for the standard shapes, or computed from the circuit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyingKey {
    /// The shape.
    pub shape: Shape,
    /// halo2's representative of the verifying key in transcripts.
    pub transcript_repr: Fp,
    /// Commitments to the fixed columns.
    pub fixed: [EqAffine; FIXED],
    /// `L_{z_0}..L_{z_3}`: Lagrange generators of the blinder rows.
    pub blinder_generators: [EqAffine; BLINDERS],
    /// `G_0..G_{n-1}`: halo2's generators in the monomial basis.
    pub generators: Vec<EqAffine>,
    /// `W`: halo2's blinding generator.
    pub blinding: EqAffine,
    /// `U`: halo2's inner product generator.
    pub inner_product: EqAffine,
}

/// `W` and `U`.
const W_U: &[u8] = include_bytes!("../keys/w-u.bin");

/// Key files: transcript representative, fixed commitments, blinder generators.
fn key_file(shape: Shape) -> Option<&'static [u8]> {
    match (shape.k(), shape.rules()) {
        (7, 4) => Some(include_bytes!("../keys/7-4.key")),
        (8, 8) => Some(include_bytes!("../keys/8-8.key")),
        (9, 8) => Some(include_bytes!("../keys/9-8.key")),
        (10, 16) => Some(include_bytes!("../keys/10-16.key")),
        #[cfg(feature = "large")]
        (12, 16) => Some(include_bytes!("../keys/12-16.key")),
        _ => None,
    }
}

impl VerifyingKey {
    /// Whether there is an embedded key of this shape: of [`Shape::STANDARD`], without feature `large` of those to `k = 10`.
    pub fn is_standard(shape: Shape) -> bool {
        key_file(shape).is_some()
    }

    /// The embedded key of a standard shape, `None` for another shape.
    pub fn standard(shape: Shape) -> Option<VerifyingKey> {
        let (repr, points) = key_file(shape)?.split_first_chunk::<32>()?;
        let mut points = points.chunks_exact(POINT).map(point);
        let fixed = take(&mut points)?;
        let blinder_generators = take(&mut points)?;
        let generators = generators::first(shape.n())?;
        let [blinding, inner_product] = take(&mut W_U.chunks_exact(POINT).map(point))?;
        (generators.len() == shape.n()).then_some(VerifyingKey {
            shape,
            transcript_repr: Option::from(Fp::from_repr(*repr))?,
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
        32 * (points + scalars)
    }
}

/// Pieces of the quotient polynomial: dividing by the vanishing polynomial takes one degree off the identities.
pub(crate) const QUOTIENT_PIECES: usize = DEGREE - 1;

fn take<const N: usize>(
    points: &mut impl Iterator<Item = Option<EqAffine>>,
) -> Option<[EqAffine; N]> {
    let points: Vec<_> = points.take(N).collect::<Option<_>>()?;
    points.try_into().ok()
}
