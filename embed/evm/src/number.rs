//! Decimals as contracts have them.

use alloy_primitives::U256;
use assay_statement::{number_bytes, Decimal};

use crate::abi::Value;

/// `Number` of the contracts: `mantissa / 10^decimals`, in its shortest form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Number {
    /// The digits.
    pub mantissa: U256,
    /// How many of them are behind the point.
    pub decimals: u8,
}

impl Number {
    /// The shortest form of a decimal; `None` if it has more than 256 bits or 255 decimals.
    pub fn of(value: &Decimal) -> Option<Number> {
        let bytes = number_bytes(value)?;
        let (mantissa, last) = bytes.split_last_chunk::<1>()?;
        let [decimals] = *last;
        Some(Number {
            mantissa: U256::try_from_be_slice(mantissa)?,
            decimals,
        })
    }

    /// As an argument.
    pub fn value(&self) -> Value {
        Value::Tuple(vec![Value::uint(self.mantissa), Value::uint(self.decimals)])
    }
}

/// A decimal in units of `10^-decimals`, rounded down, as a feed answers it.
pub fn in_units(value: &Decimal, decimals: u8) -> Option<U256> {
    let number = Number::of(value)?;
    let ten = |exponent: u8| U256::from(10u8).checked_pow(U256::from(exponent));
    match decimals.checked_sub(number.decimals) {
        Some(more) => number.mantissa.checked_mul(ten(more)?),
        // A power that does not fit a word is more than any mantissa.
        None => match ten(number.decimals - decimals) {
            Some(divisor) => number.mantissa.checked_div(divisor),
            None => Some(U256::ZERO),
        },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn units_are_rounded_down() {
        for (value, decimals, expected) in [
            ("1.25", 6, Some(1_250_000u64)),
            ("1.2500009", 6, Some(1_250_000)),
            ("0.0000009", 6, Some(0)),
            ("12", 0, Some(12)),
            ("12.9", 0, Some(12)),
            ("100000000000", 77, None),
        ] {
            let found = in_units(&value.parse().unwrap(), decimals);
            assert_eq!(found, expected.map(U256::from), "{value} {decimals}");
        }
        let tiny = Decimal::new(1u8, 101);
        assert_eq!(in_units(&tiny, 6), Some(U256::ZERO));
    }
}
