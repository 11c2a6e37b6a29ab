//! The suite `bls12-381`: G1 of BLS12-381, with Keccak-256 and encodings that the EVM takes as they are.

mod hash;
#[cfg(feature = "blst")]
pub(crate) mod native;
#[cfg(any(test, not(feature = "blst")))]
mod portable;

use alloc::vec::Vec;

use ::bls12_381::{G1Affine, G1Projective, Scalar};
use assay_circuits::Shape;
use ff::Field;

use crate::suite::Suite;

#[cfg(feature = "blst")]
use native as arithmetic;
#[cfg(not(feature = "blst"))]
use portable as arithmetic;

pub(crate) use hash::keccak_scalar;
pub use hash::Bls12381Hash;

/// The suite `bls12-381`: points of 96 bytes (`x || y`, big endian), scalars big endian, Keccak-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bls12381;

/// Bytes of a point: two coordinates of 48.
const POINT: usize = 96;

/// Generators in runs, so that a build for small shapes need not carry the large ones.
const GENERATORS: [&[u8]; 4] = [
    include_bytes!("../../keys/bls12-381/generators-0-128.bin"),
    include_bytes!("../../keys/bls12-381/generators-128-256.bin"),
    include_bytes!("../../keys/bls12-381/generators-256-512.bin"),
    include_bytes!("../../keys/bls12-381/generators-512-1024.bin"),
];

impl Suite for Bls12381 {
    const NAME: &'static str = "bls12-381";
    const POINT_BYTES: usize = POINT;
    const KEY_POINT_BYTES: usize = POINT;

    type Scalar = Scalar;
    type Affine = G1Affine;
    type Group = G1Projective;
    type Hash = Bls12381Hash;

    /// 96 zero bytes are the identity, as on the EVM.
    fn read_curve_point(bytes: &[u8]) -> Option<G1Affine> {
        let bytes: &[u8; POINT] = bytes.try_into().ok()?;
        if bytes.iter().all(|byte| *byte == 0) {
            return Some(G1Affine::identity());
        }
        // Where a coordinate has zeros, other encodings of the same curve have flags.
        if bytes[0] >> 5 != 0 {
            return None;
        }
        arithmetic::read_curve_point(bytes)
    }

    fn first_outside_group(points: &[G1Affine]) -> Option<usize> {
        arithmetic::first_outside_group(points)
    }

    fn write_point(point: &G1Affine, out: &mut Vec<u8>) {
        match bool::from(point.is_identity()) {
            true => out.extend([0; POINT]),
            false => out.extend(point.to_uncompressed()),
        }
    }

    fn read_scalar(bytes: &[u8; 32]) -> Option<Scalar> {
        Scalar::from_bytes(&reversed(*bytes)).into()
    }

    fn write_scalar(scalar: &Scalar) -> [u8; 32] {
        reversed(scalar.to_bytes())
    }

    /// 64 bytes as a little-endian integer.
    fn scalar_from_wide(bytes: &[u8; 64]) -> Scalar {
        Scalar::from_bytes_wide(bytes)
    }

    fn invert_public(scalar: &Scalar) -> Option<Scalar> {
        Field::invert(scalar).into()
    }

    fn msm<'a>(terms: impl IntoIterator<Item = (&'a Scalar, &'a G1Affine)>) -> G1Projective {
        arithmetic::msm(terms)
    }

    fn msm_of_secrets<'a>(
        terms: impl IntoIterator<Item = (&'a Scalar, &'a G1Affine)>,
    ) -> G1Projective {
        arithmetic::msm_of_secrets(terms)
    }

    fn key_file(shape: Shape) -> Option<&'static [u8]> {
        match (shape.k(), shape.rules()) {
            (7, 4) => Some(include_bytes!("../../keys/bls12-381/7-4.key")),
            (8, 8) => Some(include_bytes!("../../keys/bls12-381/8-8.key")),
            (9, 8) => Some(include_bytes!("../../keys/bls12-381/9-8.key")),
            (10, 16) => Some(include_bytes!("../../keys/bls12-381/10-16.key")),
            _ => None,
        }
    }

    /// Neither curve nor subgroup is checked: a test compares the files with what is hashed to.
    fn key_point(bytes: &[u8]) -> Option<G1Affine> {
        G1Affine::from_uncompressed_unchecked(bytes.try_into().ok()?).into()
    }

    fn generators(n: usize) -> Option<Vec<G1Affine>> {
        GENERATORS
            .iter()
            .flat_map(|run| run.chunks_exact(POINT))
            .take(n)
            .map(Self::key_point)
            .collect()
    }

    fn blinding_and_inner_product() -> &'static [u8] {
        include_bytes!("../../keys/bls12-381/w-u.bin")
    }
}

#[cfg(feature = "blst")]
impl Bls12381 {
    /// Adds `factor * point` to the sum of each point, for provers, with one inversion for all. In a time that depends on the
    /// factor, which is public.
    pub fn add_multiples(sums: &mut [G1Affine], points: &[G1Affine], factor: &Scalar) {
        native::add_multiples(sums, points, factor);
    }
}

fn reversed(mut bytes: [u8; 32]) -> [u8; 32] {
    bytes.reverse();
    bytes
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
