//! Exact non-negative decimals and integers, carried as strings so that no reader turns them into floats.

use core::cmp::Ordering;
use core::fmt;
use core::ops::{Add, Mul};
use core::str::FromStr;

use alloc::string::ToString;
use num_bigint::BigUint;
use num_integer::Integer as _;
use num_traits::Zero;
use thiserror::Error;

use crate::macros::serde_as_string;

/// Most digits in a decimal string, before and after the point together (2^256 has 78).
pub const MAX_DIGITS: usize = 78;

/// Most digits after the point of a decimal string.
pub const MAX_DECIMALS: usize = 30;

/// Why a string is not a decimal or an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DecimalError {
    /// Nothing before the point, nothing after it, or nothing at all.
    #[error("expected digits before and after the decimal point, found none")]
    EmptyPart,
    /// A sign, exponent, space, second point or any other character.
    #[error("expected only digits and at most one point, found {found:?}")]
    NotADigit {
        /// The first such character.
        found: char,
    },
    /// `01` or `00.5`.
    #[error("leading zeros are not allowed")]
    LeadingZero,
    /// More than [`MAX_DIGITS`] digits.
    #[error("expected at most {MAX_DIGITS} digits, found {found}")]
    TooManyDigits {
        /// Digits in the string.
        found: usize,
    },
    /// More than [`MAX_DECIMALS`] digits after the point.
    #[error("expected at most {MAX_DECIMALS} digits after the point, found {found}")]
    TooManyDecimals {
        /// Digits after the point.
        found: usize,
    },
}

/// `10^exponent`.
pub(crate) fn power_of_ten(exponent: u32) -> BigUint {
    BigUint::from(10u32).pow(exponent)
}

fn digits(text: &str) -> Result<BigUint, DecimalError> {
    if text.is_empty() {
        return Err(DecimalError::EmptyPart);
    }
    if let Some(found) = text.chars().find(|c| !c.is_ascii_digit()) {
        return Err(DecimalError::NotADigit { found });
    }
    // Only digits are left, at least one.
    BigUint::parse_bytes(text.as_bytes(), 10).ok_or(DecimalError::EmptyPart)
}

fn limit_digits(found: usize) -> Result<(), DecimalError> {
    if found > MAX_DIGITS {
        return Err(DecimalError::TooManyDigits { found });
    }
    Ok(())
}

fn no_leading_zero(whole: &str) -> Result<(), DecimalError> {
    if whole.len() > 1 && whole.starts_with('0') {
        return Err(DecimalError::LeadingZero);
    }
    Ok(())
}

/// An exact non-negative decimal, `mantissa / 10^decimals`, which keeps the decimals it was written with:
/// `1.00` prints back as `1.00`.
///
/// Equality is that of the text (`1.0 != 1.00`); compare values with [`Decimal::cmp_value`]. The limits
/// [`MAX_DIGITS`] and [`MAX_DECIMALS`] hold for what is parsed; sums and products are exact and may exceed them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: BigUint,
    decimals: u32,
}

impl Decimal {
    /// `mantissa / 10^decimals`.
    pub fn new(mantissa: impl Into<BigUint>, decimals: u32) -> Decimal {
        Decimal {
            mantissa: mantissa.into(),
            decimals,
        }
    }

    /// Zero.
    pub fn zero() -> Decimal {
        Decimal::new(0u32, 0)
    }

    /// The digits without the point.
    pub fn mantissa(&self) -> &BigUint {
        &self.mantissa
    }

    /// Digits after the point.
    pub fn decimals(&self) -> u32 {
        self.decimals
    }

    /// Whether the value is zero.
    pub fn is_zero(&self) -> bool {
        self.mantissa.is_zero()
    }

    /// The same value without trailing zeros after the point.
    pub fn trimmed(&self) -> Decimal {
        let mut trimmed = self.clone();
        // Many zeros at a time: a price may have thirty, and a book thousands of prices.
        for zeros in [16u32, 8, 4, 2, 1] {
            let power = 10u64.pow(zeros);
            while trimmed.decimals >= zeros {
                let (quotient, remainder) = trimmed.mantissa.div_rem(&power.into());
                if !remainder.is_zero() {
                    break;
                }
                trimmed.mantissa = quotient;
                trimmed.decimals -= zeros;
            }
        }
        trimmed
    }

    /// `value * 10^scale` if that is an integer.
    pub fn scaled(&self, scale: u32) -> Option<BigUint> {
        let trimmed = self.trimmed();
        let missing = scale.checked_sub(trimmed.decimals)?;
        Some(trimmed.mantissa * power_of_ten(missing))
    }

    /// The value as a fraction, `(numerator, denominator)`; the denominator is a power of ten.
    pub fn fraction(&self) -> (BigUint, BigUint) {
        (self.mantissa.clone(), power_of_ten(self.decimals))
    }

    /// Compares values: `1.0` and `1.00` are equal.
    pub fn cmp_value(&self, other: &Decimal) -> Ordering {
        let (a, b) = self.aligned(other);
        a.cmp(&b)
    }

    /// `self - other`, or `None` if that is negative.
    pub fn checked_sub(&self, other: &Decimal) -> Option<Decimal> {
        let (a, b) = self.aligned(other);
        (a >= b).then(|| Decimal::new(a - b, self.decimals.max(other.decimals)))
    }

    /// Both mantissas at the larger number of decimals.
    fn aligned(&self, other: &Decimal) -> (BigUint, BigUint) {
        let decimals = self.decimals.max(other.decimals);
        let at = |d: &Decimal| &d.mantissa * power_of_ten(decimals - d.decimals);
        (at(self), at(other))
    }
}

impl Add for &Decimal {
    type Output = Decimal;

    fn add(self, other: &Decimal) -> Decimal {
        let (a, b) = self.aligned(other);
        Decimal::new(a + b, self.decimals.max(other.decimals))
    }
}

impl Mul for &Decimal {
    type Output = Decimal;

    fn mul(self, other: &Decimal) -> Decimal {
        Decimal::new(
            &self.mantissa * &other.mantissa,
            self.decimals + other.decimals,
        )
    }
}

impl From<u64> for Decimal {
    fn from(whole: u64) -> Decimal {
        Decimal::new(whole, 0)
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Decimal, DecimalError> {
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) => (whole, Some(fraction)),
            None => (text, None),
        };
        limit_digits(whole.len() + fraction.map_or(0, str::len))?;
        let mut mantissa = digits(whole)?;
        no_leading_zero(whole)?;
        let Some(fraction) = fraction else {
            return Ok(Decimal::new(mantissa, 0));
        };
        if fraction.len() > MAX_DECIMALS {
            return Err(DecimalError::TooManyDecimals {
                found: fraction.len(),
            });
        }
        let decimals = fraction.len() as u32; // at most MAX_DECIMALS
        mantissa = mantissa * power_of_ten(decimals) + digits(fraction)?;
        Ok(Decimal::new(mantissa, decimals))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = self.mantissa.div_rem(&power_of_ten(self.decimals));
        if self.decimals == 0 {
            return write!(f, "{whole}");
        }
        let width = self.decimals as usize;
        write!(f, "{whole}.{:0>width$}", fraction.to_string())
    }
}

serde_as_string!(Decimal, "a decimal string");

/// An exact non-negative integer of at most [`MAX_DIGITS`] digits, such as a token's raw supply.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Integer(pub BigUint);

impl FromStr for Integer {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Integer, DecimalError> {
        limit_digits(text.len())?;
        let value = digits(text)?;
        no_leading_zero(text)?;
        Ok(Integer(value))
    }
}

impl From<u64> for Integer {
    fn from(value: u64) -> Integer {
        Integer(value.into())
    }
}

impl fmt::Display for Integer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

serde_as_string!(Integer, "an integer string");

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn prints_what_it_parsed() {
        for text in [
            "0",
            "0.0",
            "0.5",
            "1.00",
            "10",
            "123456789.000100",
            "0.000000",
        ] {
            assert_eq!(decimal(text).to_string(), text);
        }
    }

    #[test]
    fn refuses_every_other_spelling() {
        use DecimalError::*;
        for (text, error) in [
            ("", EmptyPart),
            (".5", EmptyPart),
            ("5.", EmptyPart),
            (".", EmptyPart),
            ("-1", NotADigit { found: '-' }),
            ("+1", NotADigit { found: '+' }),
            ("1e3", NotADigit { found: 'e' }),
            ("1.2.3", NotADigit { found: '.' }),
            ("1,000", NotADigit { found: ',' }),
            (" 1", NotADigit { found: ' ' }),
            ("1_0", NotADigit { found: '_' }),
            ("\u{0661}", NotADigit { found: '\u{0661}' }),
            ("01", LeadingZero),
            ("00.5", LeadingZero),
        ] {
            assert_eq!(text.parse::<Decimal>(), Err(error), "{text}");
        }
    }

    #[test]
    fn limits_digits() {
        let most = "9".repeat(MAX_DIGITS);
        assert_eq!(decimal(&most).to_string(), most);
        assert_eq!(
            "9".repeat(79).parse::<Decimal>(),
            Err(DecimalError::TooManyDigits { found: 79 })
        );
        let long = alloc::format!("0.{}", "1".repeat(MAX_DECIMALS));
        assert_eq!(decimal(&long).to_string(), long);
        let long = alloc::format!("0.{}", "1".repeat(MAX_DECIMALS + 1));
        assert_eq!(
            long.parse::<Decimal>(),
            Err(DecimalError::TooManyDecimals { found: 31 })
        );
    }

    #[test]
    fn integers() {
        let max = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
        assert_eq!(max.parse::<Integer>().unwrap().to_string(), max);
        assert_eq!("0".parse::<Integer>().unwrap(), Integer::from(0));
        assert_eq!("00".parse::<Integer>(), Err(DecimalError::LeadingZero));
        assert_eq!(
            "1.0".parse::<Integer>(),
            Err(DecimalError::NotADigit { found: '.' })
        );
    }

    #[test]
    fn scales_exactly_or_not_at_all() {
        assert_eq!(decimal("1.50").scaled(1), Some(15u32.into()));
        assert_eq!(decimal("1.50").scaled(3), Some(1500u32.into()));
        assert_eq!(decimal("1.50").scaled(0), None);
        assert_eq!(decimal("100").trimmed(), decimal("100"));
        assert_eq!(decimal("0.00").trimmed(), decimal("0"));
        for zeros in 0..=MAX_DECIMALS {
            let rest = "7".repeat(MAX_DECIMALS - zeros);
            let padded = decimal(&alloc::format!("10.{rest}{}", "0".repeat(zeros)));
            let point = if rest.is_empty() { "" } else { "." };
            let plain = decimal(&alloc::format!("10{point}{rest}"));
            assert_eq!(padded.trimmed(), plain, "{padded}");
        }
    }

    #[test]
    fn arithmetic_is_exact() {
        assert_eq!((&decimal("0.1") + &decimal("0.20")).to_string(), "0.30");
        assert_eq!((&decimal("1.5") * &decimal("0.02")).to_string(), "0.030");
        assert_eq!(
            decimal("1").checked_sub(&decimal("0.25")),
            Some(decimal("0.75"))
        );
        assert_eq!(decimal("0.2").checked_sub(&decimal("0.25")), None);
        assert_eq!(decimal("1.0").cmp_value(&decimal("1.00")), Ordering::Equal);
        assert_ne!(decimal("1.0"), decimal("1.00"));
    }

    #[test]
    fn json_numbers_are_refused() {
        let error = serde_json::from_str::<Decimal>("5")
            .unwrap_err()
            .to_string();
        assert!(error.contains("expected a decimal string"), "{error}");
    }
}
