//! The bound of an inequality.

use num_bigint::{BigInt, BigUint, Sign};
use thiserror::Error;

/// Bits of the magnitude of a bound.
pub const BOUND_BITS: u32 = 176;

/// A signed integer of 192 bits. Zero is not negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bound {
    /// Whether it is below zero.
    pub negative: bool,
    /// Its absolute value, three 64-bit words, lowest first.
    pub magnitude: [u64; 3],
}

/// An integer of more than 192 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the bound does not fit 192 bits")]
pub struct BoundOverflow;

impl Bound {
    /// Zero.
    pub const ZERO: Bound = Bound {
        negative: false,
        magnitude: [0; 3],
    };

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.magnitude == [0; 3]
    }

    /// Whether `|b| < 2^176`.
    pub fn is_in_range(&self) -> bool {
        let [_, _, high] = self.magnitude;
        high >> (BOUND_BITS - 128) == 0
    }
}

impl TryFrom<&BigInt> for Bound {
    type Error = BoundOverflow;

    fn try_from(value: &BigInt) -> Result<Bound, BoundOverflow> {
        let mut magnitude = [0; 3];
        for (i, word) in value.magnitude().iter_u64_digits().enumerate() {
            *magnitude.get_mut(i).ok_or(BoundOverflow)? = word;
        }
        Ok(Bound {
            negative: value.sign() == Sign::Minus,
            magnitude,
        })
    }
}

impl From<Bound> for BigInt {
    fn from(bound: Bound) -> BigInt {
        let [low, middle, high] = bound.magnitude.map(BigUint::from);
        let magnitude = low + (middle << 64) + (high << 128);
        let sign = if bound.negative {
            Sign::Minus
        } else {
            Sign::Plus
        };
        BigInt::from_biguint(sign, magnitude)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn bounds_and_integers() {
        let one = BigInt::from(1);
        let two_176: BigInt = &one << 176;
        for (value, in_range) in [
            (BigInt::from(0), true),
            (&two_176 - 1, true),
            (two_176.clone(), false),
            (&one - &two_176, true),
            (-two_176.clone(), false),
            ((BigInt::from(1) << 192) - 1, false),
        ] {
            let bound = Bound::try_from(&value).unwrap();
            assert_eq!(BigInt::from(bound), value);
            assert_eq!(bound.is_in_range(), in_range);
        }
        assert_eq!(
            Bound::try_from(&(BigInt::from(1) << 192)),
            Err(BoundOverflow)
        );
        assert_eq!(Bound::try_from(&BigInt::from(0)), Ok(Bound::ZERO));
    }
}
