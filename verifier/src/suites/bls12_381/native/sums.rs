//! Sums of scalar multiples of points: those of every curve with an endomorphism, on this one.

use ::bls12_381::{G1Affine, G1Projective, Scalar};
use assay_native_field::Fp;

use super::jacobian::{Jacobian, Multiples};
use super::points::{coordinates_of, point_of, BETA};
use crate::msm::coordinate::{Affine, Coordinate, LANES};
use crate::msm::curve::SumCurve;
use crate::msm::glv::Lattice;
use crate::msm::scratch::Scalars;
use crate::msm::sum_of;

/// The sum of `scalar * point` over the terms.
pub(in super::super) fn msm<'a>(
    terms: impl IntoIterator<Item = (&'a Scalar, &'a G1Affine)>,
) -> G1Projective {
    sum_of::<NativeSums>(terms, Scalars::Public)
}

/// The same, of secret scalars: see [`Suite::msm_of_secrets`](crate::suites::Suite::msm_of_secrets).
pub(in super::super) fn msm_of_secrets<'a>(
    terms: impl IntoIterator<Item = (&'a Scalar, &'a G1Affine)>,
) -> G1Projective {
    sum_of::<NativeSums>(terms, Scalars::Secret)
}

/// Sums on BLS12-381 with blst's field.
pub(crate) struct NativeSums;

/// The square of the curve's parameter `z`; the endomorphism multiplies by minus this, and the order is `z^4 - z^2 + 1`.
const Z_SQUARED: u128 = 0xac45_a401_0001_a402_0000_0001_0000_0000;

impl SumCurve for NativeSums {
    type Base = Fp;
    type Scalar = Scalar;
    type Point = G1Affine;
    type Sum = G1Projective;

    const ZETA: Fp = BETA;

    const LATTICE: Lattice = Lattice {
        v1a: 1,
        v1b: Z_SQUARED - 1,
        v2a: Z_SQUARED,
        v2b: 1,
        g1: [0x38b5_dcb7_07e0_8ed3, 0x3550_94ed_fede_377c, 0x2, 0, 0],
        g2: [
            0xa1a8_72d6_818b_e407,
            0x034e_b4b9_27ad_c027,
            0x63f6_e522_f6cf_ee2e,
            0x7c6b_ecf1_e01f_aadd,
            0x1,
        ],
    };

    fn coordinates(point: &G1Affine) -> Option<Affine<Fp>> {
        coordinates_of(point)
    }

    fn sum_of_powers(points: &[Option<Affine<Fp>>]) -> G1Projective {
        let sum = points.iter().rev().fold(Jacobian::IDENTITY, |sum, point| {
            let sum = sum.double();
            match point {
                Some(point) => sum.add_affine(point),
                None => sum,
            }
        });
        let [sum] = Jacobian::to_affine(&[sum])[..] else {
            return G1Projective::identity();
        };
        point_of(&sum).into()
    }

    fn width_for(halves: usize) -> u32 {
        match halves {
            0..=15 => 3,
            16..=50 => 4,
            51..=110 => 5,
            111..=230 => 6,
            231..=380 => 7,
            381..=1_800 => 8,
            1_801..=4_800 => 9,
            _ => 10,
        }
    }
}

impl Coordinate for Fp {
    const ZERO: Fp = Fp::ZERO;
    const ONE: Fp = Fp::ONE;
    const TOGETHER: bool = true;

    #[inline]
    fn is_zero(&self) -> bool {
        self.is_zero()
    }

    #[inline]
    fn add(&self, other: &Fp) -> Fp {
        self.add(other)
    }

    #[inline]
    fn sub(&self, other: &Fp) -> Fp {
        self.sub(other)
    }

    #[inline]
    fn mul(&self, other: &Fp) -> Fp {
        self.mul(other)
    }

    #[inline]
    fn square(&self) -> Fp {
        self.square()
    }

    #[inline]
    fn mul_lanes(a: &[Fp; LANES], b: &[Fp; LANES]) -> [Fp; LANES] {
        Fp::mul_lanes(a, b)
    }

    fn invert(&self) -> Option<Fp> {
        self.invert()
    }
}
