//! The suite `bls12-381`.

use ::bls12_381::{G1Affine, Scalar};
use assay_verifier::suites::Bls12381;

use crate::proof::compiled_suite;
use crate::suite::ProverSuite;

compiled_suite!(Bls12381);

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

    fn add_multiples(sums: &mut [G1Affine], points: &[G1Affine], factor: &Scalar) {
        Bls12381::add_multiples(sums, points, factor);
    }
}

#[cfg(test)]
mod tests {
    use ff::Field;

    use super::*;

    #[test]
    fn the_cube_root_of_unity_is_one() {
        let root = Bls12381::cube_root_of_unity();
        assert_ne!(root, Scalar::ONE);
        assert_eq!(root * root * root, Scalar::ONE);
    }
}
