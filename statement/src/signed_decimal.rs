//! Exact decimals that may be below zero.

use core::fmt;
use core::str::FromStr;

use crate::decimal::{Decimal, DecimalError};
use crate::macros::serde_as_string;

/// An exact decimal with a sign, which keeps the decimals it was written with. Zero is not negative: `-0` is refused as the
/// second spelling of `0`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SignedDecimal {
    negative: bool,
    magnitude: Decimal,
}

impl SignedDecimal {
    /// `magnitude`, or `-magnitude` if `negative`; of zero the sign is dropped.
    pub fn new(negative: bool, magnitude: Decimal) -> SignedDecimal {
        SignedDecimal {
            negative: negative && !magnitude.is_zero(),
            magnitude,
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// Its absolute value.
    pub fn magnitude(&self) -> &Decimal {
        &self.magnitude
    }

    /// Whether the values are equal: `1.0` and `1.00` are.
    pub fn is_value(&self, other: &SignedDecimal) -> bool {
        self.negative == other.negative && self.magnitude.cmp_value(&other.magnitude).is_eq()
    }
}

impl FromStr for SignedDecimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<SignedDecimal, DecimalError> {
        let Some(rest) = text.strip_prefix('-') else {
            return Ok(SignedDecimal::new(false, text.parse()?));
        };
        let magnitude: Decimal = rest.parse()?;
        match magnitude.is_zero() {
            true => Err(DecimalError::NotADigit { found: '-' }),
            false => Ok(SignedDecimal::new(true, magnitude)),
        }
    }
}

impl fmt::Display for SignedDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        write!(f, "{sign}{}", self.magnitude)
    }
}

serde_as_string!(SignedDecimal, "a decimal string, with or without a minus");

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn has_one_spelling_of_each_sign() {
        for text in ["0", "0.00", "1.50", "-1.50", "-0.0001"] {
            let found: SignedDecimal = text.parse().unwrap();
            assert_eq!(found.to_string(), text);
            assert_eq!(found.is_negative(), text.starts_with('-'), "{text}");
        }
        for (text, error) in [
            ("-0", DecimalError::NotADigit { found: '-' }),
            ("-0.00", DecimalError::NotADigit { found: '-' }),
            ("--1", DecimalError::NotADigit { found: '-' }),
            ("+1", DecimalError::NotADigit { found: '+' }),
            ("-", DecimalError::EmptyPart),
            ("-01", DecimalError::LeadingZero),
        ] {
            assert_eq!(text.parse::<SignedDecimal>(), Err(error), "{text}");
        }
        let zero = SignedDecimal::new(true, Decimal::zero());
        assert_eq!(zero, "0".parse().unwrap());
    }
}
