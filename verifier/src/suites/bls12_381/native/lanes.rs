//! Points by lanes, with the formulas of `jacobian` in each: a processor that computes several products at once takes little longer
//! than for one point.

use alloc::vec::Vec;

use assay_native_field::Fp;

use super::jacobian::{inverses, Jacobian, Multiples};
use crate::msm::coordinate::Affine;

/// How many.
pub(super) const LANES: usize = Fp::LANES;

/// A coordinate of every lane.
#[derive(Clone, Copy)]
struct Fps([Fp; LANES]);

/// A point in each lane.
#[derive(Clone, Copy)]
pub(super) struct Lanes {
    x: Fps,
    y: Fps,
    z: Fps,
}

impl Fps {
    fn each(&self, of: impl Fn(&Fp) -> Fp) -> Fps {
        Fps(core::array::from_fn(|lane| of(&self.0[lane])))
    }

    fn both(&self, other: &Fps, of: impl Fn(&Fp, &Fp) -> Fp) -> Fps {
        Fps(core::array::from_fn(|lane| {
            of(&self.0[lane], &other.0[lane])
        }))
    }

    fn sub(&self, other: &Fps) -> Fps {
        self.both(other, Fp::sub)
    }

    fn double(&self) -> Fps {
        self.each(Fp::double)
    }

    fn mul(&self, other: &Fps) -> Fps {
        Fps(Fp::mul_lanes(&self.0, &other.0))
    }

    fn square(&self) -> Fps {
        self.mul(self)
    }
}

impl From<&[Affine<Fp>; LANES]> for Lanes {
    fn from(points: &[Affine<Fp>; LANES]) -> Self {
        Lanes {
            x: Fps(points.map(|point| point.x)),
            y: Fps(points.map(|point| point.y)),
            z: Fps([Fp::ONE; LANES]),
        }
    }
}

impl Multiples for Lanes {
    fn double(&self) -> Lanes {
        let square = self.y.square();
        let four_x = self.x.mul(&square).each(|x| x.double().double());
        let slope = self.x.square().each(|x| x.double().add(x));
        let x = slope
            .square()
            .both(&four_x, |x, four_x| x.sub(&four_x.double()));
        let eighth = square.square().each(|y| y.double().double().double());
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
        self.corrected(sum, |lane| self.point(lane).add(&other.point(lane)))
    }
}

impl Lanes {
    /// The identity in each lane.
    pub(super) const IDENTITY: Lanes = Lanes {
        x: Fps([Fp::ONE; LANES]),
        y: Fps([Fp::ONE; LANES]),
        z: Fps([Fp::ZERO; LANES]),
    };

    /// Affine coordinates of points that are not the identity, with one inversion for all.
    pub(super) fn to_affine(points: &[Lanes]) -> Vec<[Affine<Fp>; LANES]> {
        let mut product = Fps([Fp::ONE; LANES]);
        let mut before = Vec::with_capacity(points.len());
        for point in points {
            before.push(product);
            product = product.mul(&point.z);
        }
        let inverses = inverses(&product.0);
        let mut inverse = Fps(core::array::from_fn(|lane| inverses[lane]));
        let affine = points.iter().zip(before).rev().map(|(point, before)| {
            let own = inverse.mul(&before);
            inverse = inverse.mul(&point.z);
            let square = own.square();
            let (x, y) = (point.x.mul(&square), point.y.mul(&square.mul(&own)));
            core::array::from_fn(|lane| Affine {
                x: x.0[lane],
                y: y.0[lane],
            })
        });
        let mut affine: Vec<_> = affine.collect();
        affine.reverse();
        affine
    }

    /// The sum of each lane with a point of affine coordinates.
    pub(super) fn add_affine(&self, points: &[Affine<Fp>; LANES]) -> Lanes {
        let square = self.z.square();
        let x = Fps(points.map(|point| point.x)).mul(&square);
        let y = Fps(points.map(|point| point.y)).mul(&square.mul(&self.z));
        let sum = Lanes::add_scaled(&[self.x, self.y], &[x, y], &self.z);
        self.corrected(sum, |lane| self.point(lane).add_affine(&points[lane]))
    }

    /// The point of each lane.
    pub(super) fn points(&self) -> [Jacobian; LANES] {
        core::array::from_fn(|lane| self.point(lane))
    }

    fn point(&self, lane: usize) -> Jacobian {
        Jacobian {
            x: self.x.0[lane],
            y: self.y.0[lane],
            z: self.z.0[lane],
        }
    }

    /// The sum of two points over one `z` in each lane, where they are neither equal nor opposite nor the identity; else a point
    /// whose `z` is zero.
    fn add_scaled(own: &[Fps; 2], other: &[Fps; 2], z: &Fps) -> Lanes {
        let run = other[0].sub(&own[0]);
        let rise = other[1].sub(&own[1]);
        let square = run.square();
        let cube = square.mul(&run);
        let scaled = own[0].mul(&square);
        let twice = scaled.double();
        let x = rise.square().sub(&cube).sub(&twice);
        Lanes {
            x,
            y: rise.mul(&scaled.sub(&x)).sub(&own[1].mul(&cube)),
            z: z.mul(&run),
        }
    }

    /// A sum by [`Lanes::add_scaled`], with other points where it says nothing.
    fn corrected(&self, mut sum: Lanes, of_lane: impl Fn(usize) -> Jacobian) -> Lanes {
        for lane in 0..LANES {
            if sum.z.0[lane].is_zero() {
                let Jacobian { x, y, z } = of_lane(lane);
                (sum.x.0[lane], sum.y.0[lane], sum.z.0[lane]) = (x, y, z);
            }
        }
        sum
    }
}
