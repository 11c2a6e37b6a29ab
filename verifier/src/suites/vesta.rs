//! The suite `vesta`: the curve Vesta with halo2's own generators and transcript.

mod generators;
mod hash;
mod key_file;

use alloc::vec::Vec;

use assay_circuits::Shape;
use ff::{FromUniformBytes, PrimeField};
use group::GroupEncoding;
use pasta_curves::arithmetic::VartimeField;
use pasta_curves::{Eq, EqAffine, Fp};

use crate::msm::{msm, msm_of_secrets};
use crate::suite::Suite;

pub use hash::VestaHash;

/// The suite `vesta`: points of 32 bytes (compressed), scalars little endian, BLAKE2b.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vesta;

impl Suite for Vesta {
    const NAME: &'static str = "vesta";
    const POINT_BYTES: usize = 32;
    const KEY_POINT_BYTES: usize = key_file::POINT;

    type Scalar = Fp;
    type Affine = EqAffine;
    type Group = Eq;
    type Hash = VestaHash;

    fn read_curve_point(bytes: &[u8]) -> Option<EqAffine> {
        EqAffine::from_bytes(bytes.try_into().ok()?).into()
    }

    /// All points of the curve are in the group.
    fn first_outside_group(_: &[EqAffine]) -> Option<usize> {
        None
    }

    fn write_point(point: &EqAffine, out: &mut Vec<u8>) {
        out.extend(point.to_bytes());
    }

    fn read_scalar(bytes: &[u8; 32]) -> Option<Fp> {
        Fp::from_repr(*bytes).into()
    }

    fn write_scalar(scalar: &Fp) -> [u8; 32] {
        scalar.to_repr()
    }

    fn scalar_from_wide(bytes: &[u8; 64]) -> Fp {
        Fp::from_uniform_bytes(bytes)
    }

    fn invert_public(scalar: &Fp) -> Option<Fp> {
        scalar.invert_vartime()
    }

    fn msm<'a>(terms: impl IntoIterator<Item = (&'a Fp, &'a EqAffine)>) -> Eq {
        msm(terms)
    }

    fn msm_of_secrets<'a>(terms: impl IntoIterator<Item = (&'a Fp, &'a EqAffine)>) -> Eq {
        msm_of_secrets(terms)
    }

    fn key_file(shape: Shape) -> Option<&'static [u8]> {
        match (shape.k(), shape.rules()) {
            (7, 4) => Some(include_bytes!("../../keys/7-4.key")),
            (8, 8) => Some(include_bytes!("../../keys/8-8.key")),
            (9, 8) => Some(include_bytes!("../../keys/9-8.key")),
            (10, 16) => Some(include_bytes!("../../keys/10-16.key")),
            (9, 32) => Some(include_bytes!("../../keys/9-32.key")),
            (10, 32) => Some(include_bytes!("../../keys/10-32.key")),
            #[cfg(feature = "large")]
            (12, 16) => Some(include_bytes!("../../keys/12-16.key")),
            _ => None,
        }
    }

    fn key_point(bytes: &[u8]) -> Option<EqAffine> {
        key_file::point(bytes)
    }

    fn generators(n: usize) -> Option<Vec<EqAffine>> {
        generators::first(n)
    }

    fn blinding_and_inner_product() -> &'static [u8] {
        include_bytes!("../../keys/w-u.bin")
    }
}
