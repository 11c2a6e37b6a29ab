//! Points in Jacobian coordinates, without inversions. The time that the functions take depends on whether points are equal,
//! opposite or the identity.

use alloc::vec::Vec;

use assay_native_field::Fp;

use crate::msm::coordinate::Affine;

/// The point `(x / z^2, y / z^3)`; the identity if `z` is zero.
#[derive(Clone, Copy, Debug)]
pub(super) struct Jacobian {
    pub(super) x: Fp,
    pub(super) y: Fp,
    pub(super) z: Fp,
}

/// What multiples are made of.
pub(super) trait Multiples: Copy {
    /// Twice the point.
    fn double(&self) -> Self;

    /// The sum with any point.
    fn add(&self, other: &Self) -> Self;
}

impl From<&Affine<Fp>> for Jacobian {
    fn from(point: &Affine<Fp>) -> Self {
        Jacobian {
            x: point.x,
            y: point.y,
            z: Fp::ONE,
        }
    }
}

impl Multiples for Jacobian {
    /// The tangent is nowhere vertical, as the order of the curve is odd.
    #[inline]
    fn double(&self) -> Jacobian {
        let square = self.y.square();
        let four_x = self.x.mul(&square).double().double();
        let slope = self.x.square();
        let slope = slope.double().add(&slope);
        let x = slope.square().sub(&four_x.double());
        let eighth = square.square().double().double().double();
        Jacobian {
            x,
            y: slope.mul(&four_x.sub(&x)).sub(&eighth),
            z: self.y.mul(&self.z).double(),
        }
    }

    fn add(&self, other: &Jacobian) -> Jacobian {
        if self.z.is_zero() {
            return *other;
        }
        if other.z.is_zero() {
            return *self;
        }
        let (a, b) = (self.z.square(), other.z.square());
        let (own_x, own_y) = (self.x.mul(&b), self.y.mul(&b.mul(&other.z)));
        let (x, y) = (other.x.mul(&a), other.y.mul(&a.mul(&self.z)));
        self.add_scaled(&own_x, &own_y, &x, &y, &self.z.mul(&other.z))
    }
}

impl Jacobian {
    /// The identity.
    pub(super) const IDENTITY: Jacobian = Jacobian {
        x: Fp::ONE,
        y: Fp::ONE,
        z: Fp::ZERO,
    };

    /// The sum with a point of affine coordinates.
    #[inline]
    pub(super) fn add_affine(&self, other: &Affine<Fp>) -> Jacobian {
        if self.z.is_zero() {
            return other.into();
        }
        let square = self.z.square();
        let x = other.x.mul(&square);
        let y = other.y.mul(&square.mul(&self.z));
        self.add_scaled(&self.x, &self.y, &x, &y, &self.z)
    }

    /// The sum of two points over one `z`, of which this is the first.
    #[inline]
    fn add_scaled(&self, own_x: &Fp, own_y: &Fp, x: &Fp, y: &Fp, z: &Fp) -> Jacobian {
        let run = x.sub(own_x);
        let rise = y.sub(own_y);
        if run.is_zero() {
            return match rise.is_zero() {
                true => self.double(),
                false => Jacobian::IDENTITY,
            };
        }
        let square = run.square();
        let cube = square.mul(&run);
        let scaled = own_x.mul(&square);
        let x = rise.square().sub(&cube).sub(&scaled.double());
        Jacobian {
            x,
            y: rise.mul(&scaled.sub(&x)).sub(&own_y.mul(&cube)),
            z: z.mul(&run),
        }
    }

    /// Whether it is this point.
    pub(super) fn is(&self, point: &Affine<Fp>) -> bool {
        let square = self.z.square();
        !self.z.is_zero()
            && self.x == point.x.mul(&square)
            && self.y == point.y.mul(&square.mul(&self.z))
    }

    /// Affine coordinates of all, with one inversion; `None` for the identity.
    pub(super) fn to_affine(points: &[Jacobian]) -> Vec<Option<Affine<Fp>>> {
        let z: Vec<Fp> = points.iter().map(|point| point.z).collect();
        let all = points.iter().zip(inverses(&z));
        all.map(|(point, inverse)| {
            let square = inverse.square();
            (!inverse.is_zero()).then(|| Affine {
                x: point.x.mul(&square),
                y: point.y.mul(&square.mul(&inverse)),
            })
        })
        .collect()
    }
}

/// The inverse of each value, zero of zero, with one inversion.
pub(super) fn inverses(values: &[Fp]) -> Vec<Fp> {
    let mut product = Fp::ONE;
    let mut before = Vec::with_capacity(values.len());
    for value in values {
        before.push(product);
        if !value.is_zero() {
            product = product.mul(value);
        }
    }
    // A product of what is not zero.
    let mut inverse = product.invert().unwrap_or(Fp::ZERO);
    for (value, before) in values.iter().zip(&mut before).rev() {
        if value.is_zero() {
            *before = Fp::ZERO;
        } else {
            *before = inverse.mul(before);
            inverse = inverse.mul(value);
        }
    }
    before
}
