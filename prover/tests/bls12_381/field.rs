//! The fields of BLS12-381 as halo2 asks for them.

use std::cmp::Ordering;
use std::fmt;
use std::iter::{Product, Sum};
use std::ops::{Add, AddAssign, Mul, MulAssign, Neg, Sub, SubAssign};

use bls12_381::hash_to_curve::MapToCurve;
use bls12_381::{G1Projective, Scalar};
use ff::{Field, FromUniformBytes, PrimeField, WithSmallOrderMulGroup};
use pasta_curves::arithmetic::VartimeField;
use rand_core::TryRng;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq, CtOption};

/// The coordinates' field, which the crate does not name.
pub type Coordinate = <G1Projective as MapToCurve>::Field;

/// Scalars.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Fr(pub Scalar);

/// Coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Fq(pub Coordinate);

macro_rules! operations {
    ($F:ident) => {
        impl Neg for $F {
            type Output = $F;
            fn neg(self) -> $F {
                $F(-self.0)
            }
        }
        operations!($F, Add, add, AddAssign, add_assign);
        operations!($F, Sub, sub, SubAssign, sub_assign);
        operations!($F, Mul, mul, MulAssign, mul_assign);
        impl Sum for $F {
            fn sum<I: Iterator<Item = $F>>(items: I) -> $F {
                items.fold($F::ZERO, |a, b| a + b)
            }
        }
        impl<'a> Sum<&'a $F> for $F {
            fn sum<I: Iterator<Item = &'a $F>>(items: I) -> $F {
                items.fold($F::ZERO, |a, b| a + b)
            }
        }
        impl Product for $F {
            fn product<I: Iterator<Item = $F>>(items: I) -> $F {
                items.fold($F::ONE, |a, b| a * b)
            }
        }
        impl<'a> Product<&'a $F> for $F {
            fn product<I: Iterator<Item = &'a $F>>(items: I) -> $F {
                items.fold($F::ONE, |a, b| a * b)
            }
        }
        impl ConstantTimeEq for $F {
            fn ct_eq(&self, other: &$F) -> Choice {
                self.0.ct_eq(&other.0)
            }
        }
        impl ConditionallySelectable for $F {
            fn conditional_select(a: &$F, b: &$F, choice: Choice) -> $F {
                $F(ConditionallySelectable::conditional_select(
                    &a.0, &b.0, choice,
                ))
            }
        }
        impl PartialOrd for $F {
            fn partial_cmp(&self, other: &$F) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }
        impl Ord for $F {
            fn cmp(&self, other: &$F) -> Ordering {
                let ours = self.0.to_bytes();
                let theirs = other.0.to_bytes();
                ours.cmp(&theirs)
            }
        }
        impl VartimeField for $F {}
    };
    ($F:ident, $Op:ident, $op:ident, $Assign:ident, $assign:ident) => {
        impl $Op for $F {
            type Output = $F;
            fn $op(self, other: $F) -> $F {
                $F($Op::$op(self.0, other.0))
            }
        }
        impl<'a> $Op<&'a $F> for $F {
            type Output = $F;
            fn $op(self, other: &$F) -> $F {
                $F($Op::$op(self.0, other.0))
            }
        }
        impl $Assign for $F {
            fn $assign(&mut self, other: $F) {
                *self = $Op::$op(*self, other);
            }
        }
        impl<'a> $Assign<&'a $F> for $F {
            fn $assign(&mut self, other: &$F) {
                *self = $Op::$op(*self, *other);
            }
        }
    };
}

operations!(Fr);
operations!(Fq);

/// In hexadecimal, as halo2 expects it.
impl fmt::Debug for Fr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<u64> for Fr {
    fn from(value: u64) -> Fr {
        Fr(Scalar::from(value))
    }
}

impl Field for Fr {
    const ZERO: Fr = Fr(Scalar::ZERO);
    const ONE: Fr = Fr(Scalar::ONE);
    fn try_random<R: TryRng + ?Sized>(rng: &mut R) -> Result<Fr, R::Error> {
        Scalar::try_random(rng).map(Fr)
    }
    fn square(&self) -> Fr {
        Fr(self.0.square())
    }
    fn double(&self) -> Fr {
        Fr(self.0.double())
    }
    fn invert(&self) -> CtOption<Fr> {
        self.0.invert().map(Fr)
    }
    fn sqrt_ratio(num: &Fr, div: &Fr) -> (Choice, Fr) {
        let (square, root) = Scalar::sqrt_ratio(&num.0, &div.0);
        (square, Fr(root))
    }
}

impl PrimeField for Fr {
    type Repr = [u8; 32];
    fn from_repr(repr: [u8; 32]) -> CtOption<Fr> {
        Scalar::from_repr(repr).map(Fr)
    }
    fn to_repr(&self) -> [u8; 32] {
        self.0.to_repr()
    }
    fn is_odd(&self) -> Choice {
        self.0.is_odd()
    }
    const MODULUS: &'static str = Scalar::MODULUS;
    const NUM_BITS: u32 = Scalar::NUM_BITS;
    const CAPACITY: u32 = Scalar::CAPACITY;
    const TWO_INV: Fr = Fr(Scalar::TWO_INV);
    const MULTIPLICATIVE_GENERATOR: Fr = Fr(Scalar::MULTIPLICATIVE_GENERATOR);
    const S: u32 = Scalar::S;
    const ROOT_OF_UNITY: Fr = Fr(Scalar::ROOT_OF_UNITY);
    const ROOT_OF_UNITY_INV: Fr = Fr(Scalar::ROOT_OF_UNITY_INV);
    const DELTA: Fr = Fr(Scalar::DELTA);
}

impl FromUniformBytes<64> for Fr {
    fn from_uniform_bytes(bytes: &[u8; 64]) -> Fr {
        Fr(Scalar::from_bytes_wide(bytes))
    }
}

impl WithSmallOrderMulGroup<3> for Fr {
    /// The other cube root than the prover takes: the proofs are the same.
    const ZETA: Fr = Fr(Scalar::from_raw([
        0xffff_fffe_0000_0001,
        0xa778_0001_fffc_b7fc,
        0x3339_d808_09a1_d804,
        0x73ed_a753_299d_7d48,
    ]));
}

/// halo2's verifier compares coordinates, negates and orders them, and does nothing else with them.
const NOT_ASKED_FOR: &str = "halo2's verifier asks for no arithmetic of coordinates";

impl From<u64> for Fq {
    fn from(_: u64) -> Fq {
        unreachable!("{NOT_ASKED_FOR}")
    }
}

impl Field for Fq {
    const ZERO: Fq = Fq(Coordinate::zero());
    const ONE: Fq = Fq(Coordinate::one());
    fn try_random<R: TryRng + ?Sized>(_: &mut R) -> Result<Fq, R::Error> {
        unreachable!("{NOT_ASKED_FOR}")
    }
    fn square(&self) -> Fq {
        Fq(self.0.square())
    }
    fn double(&self) -> Fq {
        *self + *self
    }
    fn invert(&self) -> CtOption<Fq> {
        self.0.invert().map(Fq)
    }
    fn sqrt_ratio(_: &Fq, _: &Fq) -> (Choice, Fq) {
        unreachable!("{NOT_ASKED_FOR}")
    }
}

/// 48 bytes, big endian.
#[derive(Clone, Copy)]
pub struct Bytes48([u8; 48]);

impl Default for Bytes48 {
    fn default() -> Self {
        Bytes48([0; 48])
    }
}

impl AsRef<[u8]> for Bytes48 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl AsMut<[u8]> for Bytes48 {
    fn as_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

impl PrimeField for Fq {
    type Repr = Bytes48;
    fn from_repr(repr: Bytes48) -> CtOption<Fq> {
        Coordinate::from_bytes(&repr.0).map(Fq)
    }
    fn to_repr(&self) -> Bytes48 {
        Bytes48(self.0.to_bytes())
    }
    fn is_odd(&self) -> Choice {
        Choice::from(self.0.to_bytes()[47] & 1)
    }
    const MODULUS: &'static str = "0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab";
    const NUM_BITS: u32 = 381;
    const CAPACITY: u32 = 380;
    // None of these is asked for.
    const TWO_INV: Fq = Fq::ZERO;
    const MULTIPLICATIVE_GENERATOR: Fq = Fq::ZERO;
    const S: u32 = 1;
    const ROOT_OF_UNITY: Fq = Fq::ZERO;
    const ROOT_OF_UNITY_INV: Fq = Fq::ZERO;
    const DELTA: Fq = Fq::ZERO;
}

impl WithSmallOrderMulGroup<3> for Fq {
    const ZETA: Fq = Fq::ZERO;
}
