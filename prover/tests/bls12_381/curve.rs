//! G1 of BLS12-381 as halo2 asks for it.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use assay_testkit::bls12_381_keys as keys;
use bls12_381::{G1Affine, G1Projective};
use group::prime::{PrimeCurve, PrimeGroup};
use group::{Curve, CurveAffine as GroupAffine, Group, GroupEncoding};
use pasta_curves::arithmetic::{Coordinates, CurveAffine, CurveExt};
use rand_core::TryRng;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq, CtOption};

use super::field::{Coordinate, Fq, Fr};

/// A point in projective coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Point(pub G1Projective);

/// A point in affine coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Affine(pub G1Affine);

/// The compressed encoding: 48 bytes.
#[derive(Clone, Copy)]
pub struct Encoding([u8; 48]);

impl Default for Encoding {
    fn default() -> Self {
        Encoding([0; 48])
    }
}

impl AsRef<[u8]> for Encoding {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl AsMut<[u8]> for Encoding {
    fn as_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! group_operation {
    ($Left:ident, $Right:ident, $Op:ident, $op:ident) => {
        impl $Op<$Right> for $Left {
            type Output = Point;
            fn $op(self, other: $Right) -> Point {
                Point($Op::$op(G1Projective::from(self.0), other.0))
            }
        }
        impl<'a> $Op<&'a $Right> for $Left {
            type Output = Point;
            fn $op(self, other: &$Right) -> Point {
                Point($Op::$op(G1Projective::from(self.0), other.0))
            }
        }
    };
    ($Right:ident, $Op:ident, $op:ident, $Assign:ident, $assign:ident) => {
        group_operation!(Point, $Right, $Op, $op);
        impl $Assign<$Right> for Point {
            fn $assign(&mut self, other: $Right) {
                *self = $Op::$op(*self, other);
            }
        }
        impl<'a> $Assign<&'a $Right> for Point {
            fn $assign(&mut self, other: &$Right) {
                *self = $Op::$op(*self, other);
            }
        }
    };
}

group_operation!(Point, Add, add, AddAssign, add_assign);
group_operation!(Point, Sub, sub, SubAssign, sub_assign);
group_operation!(Affine, Add, add, AddAssign, add_assign);
group_operation!(Affine, Sub, sub, SubAssign, sub_assign);

impl Add for Affine {
    type Output = Point;
    fn add(self, other: Affine) -> Point {
        Point(G1Projective::from(self.0) + other.0)
    }
}

impl Sub for Affine {
    type Output = Point;
    fn sub(self, other: Affine) -> Point {
        Point(G1Projective::from(self.0) - other.0)
    }
}

macro_rules! both {
    ($P:ident) => {
        impl Neg for $P {
            type Output = $P;
            fn neg(self) -> $P {
                $P(-self.0)
            }
        }
        impl Mul<Fr> for $P {
            type Output = Point;
            fn mul(self, scalar: Fr) -> Point {
                Point(self.0 * scalar.0)
            }
        }
        impl<'a> Mul<&'a Fr> for $P {
            type Output = Point;
            fn mul(self, scalar: &Fr) -> Point {
                Point(self.0 * scalar.0)
            }
        }
        impl ConstantTimeEq for $P {
            fn ct_eq(&self, other: &$P) -> Choice {
                self.0.ct_eq(&other.0)
            }
        }
        impl ConditionallySelectable for $P {
            fn conditional_select(a: &$P, b: &$P, choice: Choice) -> $P {
                $P(ConditionallySelectable::conditional_select(
                    &a.0, &b.0, choice,
                ))
            }
        }
        impl GroupEncoding for $P {
            type Repr = Encoding;
            fn from_bytes(bytes: &Encoding) -> CtOption<$P> {
                G1Affine::from_compressed(&bytes.0).map(|point| $P(point.into()))
            }
            fn from_bytes_unchecked(bytes: &Encoding) -> CtOption<$P> {
                G1Affine::from_compressed_unchecked(&bytes.0).map(|point| $P(point.into()))
            }
            fn to_bytes(&self) -> Encoding {
                Encoding(G1Affine::from(self.0).to_compressed())
            }
        }
    };
}

both!(Point);
both!(Affine);

impl MulAssign<Fr> for Point {
    fn mul_assign(&mut self, scalar: Fr) {
        self.0 *= scalar.0;
    }
}

impl MulAssign<&Fr> for Point {
    fn mul_assign(&mut self, scalar: &Fr) {
        self.0 *= scalar.0;
    }
}

impl Sum for Point {
    fn sum<I: Iterator<Item = Point>>(points: I) -> Point {
        points.fold(Point::default(), |a, b| a + b)
    }
}

impl<'a> Sum<&'a Point> for Point {
    fn sum<I: Iterator<Item = &'a Point>>(points: I) -> Point {
        points.fold(Point::default(), |a, b| a + b)
    }
}

impl From<Affine> for Point {
    fn from(point: Affine) -> Point {
        Point(point.0.into())
    }
}

impl From<Point> for Affine {
    fn from(point: Point) -> Affine {
        Affine(point.0.into())
    }
}

impl Group for Point {
    type Scalar = Fr;
    fn try_random<R: TryRng + ?Sized>(rng: &mut R) -> Result<Point, R::Error> {
        G1Projective::try_random(rng).map(Point)
    }
    fn identity() -> Point {
        Point(G1Projective::identity())
    }
    fn generator() -> Point {
        Point(G1Projective::generator())
    }
    fn is_identity(&self) -> Choice {
        self.0.is_identity()
    }
    fn double(&self) -> Point {
        Point(self.0.double())
    }
}

impl PrimeGroup for Point {}

impl Curve for Point {
    type Affine = Affine;
    fn to_affine(&self) -> Affine {
        (*self).into()
    }
}

impl PrimeCurve for Point {}

impl GroupAffine for Affine {
    type Curve = Point;
    type Scalar = Fr;
    fn identity() -> Affine {
        Affine(G1Affine::identity())
    }
    fn generator() -> Affine {
        Affine(G1Affine::generator())
    }
    fn is_identity(&self) -> Choice {
        self.0.is_identity()
    }
    fn to_curve(&self) -> Point {
        (*self).into()
    }
}

impl CurveExt for Point {
    type ScalarExt = Fr;
    type Base = Fq;
    type AffineExt = Affine;
    const CURVE_ID: &'static str = "bls12-381";
    fn endo(&self) -> Point {
        unreachable!()
    }
    fn jacobian_coordinates(&self) -> (Fq, Fq, Fq) {
        unreachable!()
    }
    /// The suite's generators for halo2's messages.
    fn hash_to_curve<'a>(_: &'a str) -> Box<dyn Fn(&[u8]) -> Point + 'a> {
        Box::new(|message| match *message {
            [0, a, b, c, d] => Point(keys::generator(u32::from_le_bytes([a, b, c, d]))),
            [1] => Point(keys::blinding()),
            [2] => Point(keys::inner_product()),
            _ => unreachable!(),
        })
    }
    fn is_on_curve(&self) -> Choice {
        self.0.is_on_curve()
    }
    fn a() -> Fq {
        unreachable!()
    }
    fn b() -> Fq {
        unreachable!()
    }
    fn new_jacobian(_: Fq, _: Fq, _: Fq) -> CtOption<Point> {
        unreachable!()
    }
    fn to_affine_vartime(&self) -> Affine {
        (*self).into()
    }
}

impl CurveAffine for Affine {
    type ScalarExt = Fr;
    type Base = Fq;
    type CurveExt = Point;
    fn coordinates(&self) -> CtOption<Coordinates<Affine>> {
        let bytes = self.0.to_uncompressed();
        let coordinate = |half: &[u8]| {
            let coordinate: Option<Coordinate> =
                Coordinate::from_bytes(half.try_into().unwrap()).into();
            Fq(coordinate.unwrap_or_default())
        };
        let (x, y) = bytes.split_at(48);
        Coordinates::from_xy(coordinate(x), coordinate(y))
    }
    fn from_xy(x: Fq, y: Fq) -> CtOption<Affine> {
        let bytes = [x.0.to_bytes(), y.0.to_bytes()].concat();
        G1Affine::from_uncompressed(&bytes.try_into().unwrap()).map(Affine)
    }
    fn is_on_curve(&self) -> Choice {
        self.0.is_on_curve()
    }
    fn a() -> Fq {
        unreachable!()
    }
    fn b() -> Fq {
        unreachable!()
    }
}
