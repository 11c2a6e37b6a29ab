//! The ring that the identities are evaluated in.

use core::ops::{Add, Mul, Sub};

use ff::PrimeField;

/// What the identities need: addition, subtraction, multiplication, and products with small constants.
pub trait Ring: Clone + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> {
    /// The constant `value`.
    fn constant(value: u64) -> Self;

    /// `self` times the constant `2^bits`, `bits < 128`.
    fn shl(self, bits: u32) -> Self;
}

/// A field element as a [`Ring`]: what the verifier evaluates the identities with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scalar<F>(pub F);

impl<F: PrimeField> Add for Scalar<F> {
    type Output = Self;
    fn add(self, rhs: Self) -> Self {
        Scalar(self.0 + rhs.0)
    }
}

impl<F: PrimeField> Sub for Scalar<F> {
    type Output = Self;
    fn sub(self, rhs: Self) -> Self {
        Scalar(self.0 - rhs.0)
    }
}

impl<F: PrimeField> Mul for Scalar<F> {
    type Output = Self;
    fn mul(self, rhs: Self) -> Self {
        Scalar(self.0 * rhs.0)
    }
}

impl<F: PrimeField> Ring for Scalar<F> {
    fn constant(value: u64) -> Self {
        Scalar(F::from(value))
    }

    fn shl(self, bits: u32) -> Self {
        match bits {
            0..=8 => Scalar((0..bits).fold(self.0, |v, _| v.double())),
            _ => Scalar(self.0 * F::from_u128(1u128 << bits)),
        }
    }
}
