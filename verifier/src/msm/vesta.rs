//! Sums on Vesta.

use ff::{Field, WithSmallOrderMulGroup};
use group::Group;
use pasta_curves::arithmetic::{Coordinates, CurveAffine, VartimeField};
use pasta_curves::{Eq, EqAffine, Fp, Fq};

use super::coordinate::{Affine, Coordinate};
use super::curve::SumCurve;
use super::glv::Lattice;

/// Sums on Vesta.
pub(super) struct VestaSums;

const V1A: u128 = 0x49e6_9d16_40f0_4915_7fca_e1c7_0000_0000;
const V1B: u128 = 0x49e6_9d16_40a8_9953_8cb1_2793_0000_0001;
const V2B: u128 = 0x93cd_3a2c_8198_e269_0c7c_095a_0000_0001;

impl SumCurve for VestaSums {
    type Base = Fq;
    type Scalar = Fp;
    type Point = EqAffine;
    type Sum = Eq;

    const ZETA: Fq = <Fq as WithSmallOrderMulGroup<3>>::ZETA;

    const LATTICE: Lattice = Lattice {
        v1a: V1A,
        v1b: V1B,
        v2a: V1B,
        v2b: V2B,
        g1: [
            0x841d_8d62_296e_1563,
            0xc35f_bd4d_0afe_9926,
            0x31f0_2568_0000_0002,
            0x4f34_e8b2_0663_89a4,
            0x2,
        ],
        g2: [
            0x8414_14c2_4bf9_9a83,
            0x61af_dea6_85cc_1578,
            0x32c4_9e4c_0000_0003,
            0x279a_7459_02a2_654e,
            0x1,
        ],
    };

    fn coordinates(point: &EqAffine) -> Option<Affine<Fq>> {
        let coordinates: Option<Coordinates<EqAffine>> = point.coordinates().into();
        coordinates.map(|c| Affine {
            x: *c.x(),
            y: *c.y(),
        })
    }

    fn sum_of_powers(points: &[Option<Affine<Fq>>]) -> Eq {
        points.iter().rev().fold(Eq::identity(), |sum, point| {
            let sum = sum.double();
            match point {
                Some(p) => sum + EqAffine::from_xy_unchecked(p.x, p.y),
                None => sum,
            }
        })
    }

    /// Measured on x86-64 (Zen 3, feature `asm`) with `examples/msm_timing.rs`; a neighbouring width costs at most a tenth more.
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

impl Coordinate for Fq {
    const ZERO: Fq = Field::ZERO;
    const ONE: Fq = Field::ONE;

    #[inline]
    fn is_zero(&self) -> bool {
        self.is_zero_vartime()
    }

    #[inline]
    fn add(&self, other: &Fq) -> Fq {
        self + other
    }

    #[inline]
    fn sub(&self, other: &Fq) -> Fq {
        self - other
    }

    #[inline]
    fn mul(&self, other: &Fq) -> Fq {
        self * other
    }

    #[inline]
    fn square(&self) -> Fq {
        Field::square(self)
    }

    fn invert(&self) -> Option<Fq> {
        self.invert_vartime()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use group::Curve;
    use pasta_curves::arithmetic::CurveExt;

    #[test]
    fn the_map_multiplies_by_lambda() {
        let g = (Eq::generator() * Fp::from(7)).to_affine();
        let c = g.coordinates().unwrap();
        let image = EqAffine::from_xy(VestaSums::ZETA * c.x(), *c.y()).unwrap();
        let lambda = <Fp as WithSmallOrderMulGroup<3>>::ZETA;
        assert_eq!(Eq::from(image), g * lambda);
        assert_eq!(Eq::from(image), Eq::from(g).endo());
        assert_ne!(VestaSums::ZETA, Field::ONE);
    }
}
