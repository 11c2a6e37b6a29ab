//! Points by lanes, with the formulas of `jacobian` in each: a processor that computes several products at once takes little longer
//! than for one point.

use alloc::vec::Vec;

use assay_native_field::{Fp, FpLanes};

use super::jacobian::{inverses, Jacobian, Multiples};
use crate::msm::coordinate::Affine;

/// How many.
pub(super) const LANES: usize = Fp::LANES;

/// A point in each lane, none of them the identity.
#[derive(Clone, Copy)]
pub(super) struct AffineLanes {
    pub(super) x: FpLanes,
    pub(super) y: FpLanes,
}

/// A point in each lane.
#[derive(Clone, Copy)]
pub(super) struct Lanes {
    x: FpLanes,
    y: FpLanes,
    z: FpLanes,
}

impl From<&[Affine<Fp>; LANES]> for AffineLanes {
    fn from(points: &[Affine<Fp>; LANES]) -> Self {
        AffineLanes {
            x: (&points.map(|point| point.x)).into(),
            y: (&points.map(|point| point.y)).into(),
        }
    }
}

impl From<&AffineLanes> for Lanes {
    fn from(points: &AffineLanes) -> Self {
        Lanes {
            x: points.x,
            y: points.y,
            z: (&[Fp::ONE; LANES]).into(),
        }
    }
}

impl AffineLanes {
    /// The point of each lane with the opposite sign.
    pub(super) fn neg(&self) -> AffineLanes {
        AffineLanes {
            x: self.x,
            y: FpLanes::from(&[Fp::ZERO; LANES]).sub(&self.y),
        }
    }

    fn point(&self, lane: usize) -> Affine<Fp> {
        Affine {
            x: self.x.to_array()[lane],
            y: self.y.to_array()[lane],
        }
    }
}

impl Multiples for Lanes {
    fn double(&self) -> Lanes {
        let square = self.y.square();
        let four_x = self.x.mul(&square).double().double();
        let slope = self.x.square();
        let slope = slope.double().add(&slope);
        let x = slope.square().sub(&four_x.double());
        let eighth = square.square().double().double().double();
        Lanes {
            x,
            y: slope.mul(&four_x.sub(&x)).sub(&eighth),
            z: self.y.mul(&self.z).double(),
        }
    }

    fn add(&self, other: &Lanes) -> Lanes {
        let (a, b) = (self.z.square(), other.z.square());
        let own = [self.x.mul(&b), self.y.mul(&b.mul(&other.z))];
        let others = [other.x.mul(&a), other.y.mul(&a.mul(&self.z))];
        let sum = Lanes::add_scaled(&own, &others, &self.z.mul(&other.z));
        sum.or(|lane| self.points()[lane].add(&other.points()[lane]))
    }
}

impl Lanes {
    /// The identity in each lane.
    pub(super) fn identity() -> Lanes {
        Lanes {
            x: (&[Fp::ONE; LANES]).into(),
            y: (&[Fp::ONE; LANES]).into(),
            z: (&[Fp::ZERO; LANES]).into(),
        }
    }

    /// Affine coordinates of points that are not the identity, with one inversion for all.
    pub(super) fn to_affine(points: &[Lanes]) -> Vec<AffineLanes> {
        let mut product = FpLanes::from(&[Fp::ONE; LANES]);
        let mut before = Vec::with_capacity(points.len());
        for point in points {
            before.push(product);
            product = product.mul(&point.z);
        }
        let inverses = inverses(&product.to_array());
        let mut inverse = FpLanes::from(&core::array::from_fn(|lane| inverses[lane]));
        let affine = points.iter().zip(before).rev().map(|(point, before)| {
            let own = inverse.mul(&before);
            inverse = inverse.mul(&point.z);
            let square = own.square();
            AffineLanes {
                x: point.x.mul(&square),
                y: point.y.mul(&square.mul(&own)),
            }
        });
        let mut affine: Vec<_> = affine.collect();
        affine.reverse();
        affine
    }

    /// The sum of each lane with a point of affine coordinates.
    pub(super) fn add_affine(&self, points: &AffineLanes) -> Lanes {
        let square = self.z.square();
        let x = points.x.mul(&square);
        let y = points.y.mul(&square.mul(&self.z));
        let sum = Lanes::add_scaled(&[self.x, self.y], &[x, y], &self.z);
        sum.or(|lane| self.points()[lane].add_affine(&points.point(lane)))
    }

    /// The point of each lane.
    pub(super) fn points(&self) -> [Jacobian; LANES] {
        let [x, y, z] = [self.x, self.y, self.z].map(|lanes| lanes.to_array());
        core::array::from_fn(|lane| Jacobian {
            x: x[lane],
            y: y[lane],
            z: z[lane],
        })
    }

    /// The sum of two points over one `z` in each lane, where they are neither equal nor opposite nor the identity; else a point
    /// whose `z` is zero.
    fn add_scaled(own: &[FpLanes; 2], other: &[FpLanes; 2], z: &FpLanes) -> Lanes {
        let run = other[0].sub(&own[0]);
        let rise = other[1].sub(&own[1]);
        let square = run.square();
        let cube = square.mul(&run);
        let scaled = own[0].mul(&square);
        let x = rise.square().sub(&cube).sub(&scaled.double());
        Lanes {
            x,
            y: rise.mul(&scaled.sub(&x)).sub(&own[1].mul(&cube)),
            z: z.mul(&run),
        }
    }

    /// Sums by [`Lanes::add_scaled`], with other points where it says nothing.
    fn or(self, of_lane: impl Fn(usize) -> Jacobian) -> Lanes {
        let special = self.z.are_zero();
        if special == [false; LANES] {
            return self;
        }
        let mut points = self.points();
        for (lane, point) in points.iter_mut().enumerate() {
            if special[lane] {
                *point = of_lane(lane);
            }
        }
        Lanes {
            x: (&points.map(|point| point.x)).into(),
            y: (&points.map(|point| point.y)).into(),
            z: (&points.map(|point| point.z)).into(),
        }
    }
}
