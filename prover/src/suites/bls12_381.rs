//! The suite `bls12-381`.

use ::bls12_381::{G1Affine, G1Projective, Scalar};
use assay_verifier::suites::Bls12381;

use crate::proof::compiled_suite;
use crate::suite::ProverSuite;

compiled_suite!(Bls12381);

/// Bits of a digit of a public scalar.
const WIDTH: usize = 4;

impl ProverSuite for Bls12381 {
    /// `7^((r - 1) / 3)`.
    fn cube_root_of_unity() -> Scalar {
        Scalar::from_raw([0xffff_ffff, 0xac45_a401_0001_a402, 0, 0])
    }

    fn lagrange_file(k: u32) -> Option<&'static [u8]> {
        match k {
            7 => Some(include_bytes!("../../params/bls12-381/lagrange-7.bin")),
            8 => Some(include_bytes!("../../params/bls12-381/lagrange-8.bin")),
            9 => Some(include_bytes!("../../params/bls12-381/lagrange-9.bin")),
            10 => Some(include_bytes!("../../params/bls12-381/lagrange-10.bin")),
            _ => None,
        }
    }

    fn mul_all_public(points: &[G1Affine], scalar: &Scalar, products: &mut [G1Projective]) {
        let digits = digits(scalar);
        for (product, point) in products.iter_mut().zip(points) {
            *product = multiply(point, &digits);
        }
    }
}

/// The digits of a scalar, the highest first.
fn digits(scalar: &Scalar) -> Vec<usize> {
    let bytes = scalar.to_bytes();
    let digits = bytes.iter().rev().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(usize::from)
        .skip_while(|digit| *digit == 0)
        .collect()
}

/// A multiple of a point, in a time that depends on the digits.
fn multiply(point: &G1Affine, digits: &[usize]) -> G1Projective {
    let mut multiples = [G1Projective::identity(); 1 << WIDTH];
    for i in 1..multiples.len() {
        multiples[i] = multiples[i - 1] + point;
    }
    digits.iter().fold(G1Projective::identity(), |sum, digit| {
        let sum = (0..WIDTH).fold(sum, |sum, _| sum.double());
        match digit {
            0 => sum,
            _ => sum + multiples[*digit],
        }
    })
}

#[cfg(test)]
mod tests {
    use ff::{Field, PrimeField};
    use group::CurveAffine;

    use super::*;

    #[test]
    fn the_cube_root_of_unity_is_one() {
        let root = Bls12381::cube_root_of_unity();
        assert_ne!(root, Scalar::ONE);
        assert_eq!(root * root * root, Scalar::ONE);
    }

    #[test]
    fn multiples_are_those_of_the_crate() {
        let points =
            [1u64, 2, 77].map(|i| G1Affine::from(G1Projective::generator() * Scalar::from(i)));
        let scalars = [
            Scalar::ZERO,
            Scalar::ONE,
            Scalar::from(16),
            Scalar::from(0x1234_5678_9abc_def0),
            -Scalar::ONE,
            Scalar::ROOT_OF_UNITY,
        ];
        for scalar in scalars {
            let mut products = [G1Projective::identity(); 3];
            Bls12381::mul_all_public(&points, &scalar, &mut products);
            for (product, point) in products.iter().zip(&points) {
                assert_eq!(*product, point.to_curve() * scalar);
            }
        }
    }
}
