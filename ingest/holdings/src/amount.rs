//! Exact amounts of statements: what a position holds, and how much of it is available.

use zeroize::{Zeroize, Zeroizing};

/// Most digits of an amount. The standards allow 15 (SWIFT) or 18 (ISO 20022).
pub(crate) const MAX_DIGITS: usize = 30;

/// Most digits after the point.
pub(crate) const MAX_DECIMALS: usize = 18;

/// The refusals of texts that are no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnAmount {
    /// Anything but digits with at most one point between them, or too many of them.
    Malformed,
    /// A number with a minus sign.
    Negative,
}

#[derive(Clone, Copy, PartialEq, Eq, Zeroize)]
struct Digits {
    /// Without zeros at the end of the fraction, so that equal amounts are equal.
    mantissa: u128,
    decimals: u32,
}

impl Digits {
    /// The same value without zeros at the end of the fraction.
    fn shortest(mut self) -> Digits {
        while self.decimals > 0 && self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.decimals -= 1;
        }
        self
    }

    /// Both mantissas at the larger number of decimals.
    fn aligned(&self, other: &Digits) -> Option<(u128, u128, u32)> {
        if self.decimals == other.decimals {
            return Some((self.mantissa, other.mantissa, self.decimals));
        }
        let decimals = self.decimals.max(other.decimals);
        let at = |d: &Digits| {
            let power = 10u128.checked_pow(decimals.checked_sub(d.decimals)?)?;
            d.mantissa.checked_mul(power)
        };
        Some((at(self)?, at(other)?, decimals))
    }

    /// The sum, whose fraction may end with zeros.
    fn plus(&self, other: &Digits) -> Option<Digits> {
        let (a, b, decimals) = self.aligned(other)?;
        let mantissa = a.checked_add(b)?;
        Some(Digits { mantissa, decimals })
    }
}

/// An exact amount of zero or more. It lives on the heap and is wiped when dropped: a list of amounts that grows moves pointers.
#[derive(Clone, PartialEq, Eq)]
pub struct Amount(Box<Digits>);

impl Drop for Amount {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

// Shows nothing: amounts are private.
impl core::fmt::Debug for Amount {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Amount(..)")
    }
}

impl Amount {
    /// `mantissa / 10^decimals`.
    pub fn new(mantissa: u128, decimals: u32) -> Amount {
        Amount(Box::new(Digits { mantissa, decimals }.shortest()))
    }

    /// Zero.
    pub fn zero() -> Amount {
        Amount::new(0, 0)
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.0.mantissa == 0
    }

    /// Reads digits, with `point` between whole and fraction. Zeros at the end of the fraction carry no value and are dropped.
    ///
    /// # Errors
    /// [`NotAnAmount`].
    pub fn parse(text: &str, point: char) -> Result<Amount, NotAnAmount> {
        if text.starts_with('-') {
            return Err(NotAnAmount::Negative);
        }
        let (whole, fraction) = text.split_once(point).unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let fraction = match digits(whole) && digits(fraction) {
            true => fraction.trim_end_matches('0'),
            false => return Err(NotAnAmount::Malformed),
        };
        if whole.len() + fraction.len() > MAX_DIGITS || fraction.len() > MAX_DECIMALS {
            return Err(NotAnAmount::Malformed);
        }
        let mut mantissa = 0u128;
        for byte in whole.bytes().chain(fraction.bytes()) {
            // At most 30 digits, which fit.
            mantissa = mantissa * 10 + u128::from(byte - b'0');
        }
        Ok(Amount::new(mantissa, fraction.len() as u32))
    }

    /// The sum; `None` if it is too large to be written down.
    pub fn checked_add(&self, other: &Amount) -> Option<Amount> {
        let sum = self.0.plus(&other.0)?;
        Some(Amount::new(sum.mantissa, sum.decimals))
    }

    /// The difference; `None` below zero.
    pub fn checked_sub(&self, other: &Amount) -> Option<Amount> {
        let (a, b, decimals) = self.0.aligned(&other.0)?;
        Some(Amount::new(a.checked_sub(b)?, decimals))
    }

    /// As a plain decimal: digits, with a point if there is a fraction.
    pub fn to_plain(&self) -> Zeroizing<String> {
        // 39 digits of a u128, the point, and zeros before them: nothing grows.
        let mut text = Zeroizing::new(String::with_capacity(96));
        let mut reversed = Zeroizing::new([0u8; 64]);
        let decimals = self.0.decimals as usize;
        let (mut rest, mut count) = (self.0.mantissa, 0);
        while rest > 0 || count <= decimals {
            if let Some(place) = reversed.get_mut(count) {
                *place = b'0' + (rest % 10) as u8;
            }
            rest /= 10;
            count += 1;
        }
        for place in (0..count).rev() {
            text.push(char::from(reversed.get(place).copied().unwrap_or(b'0')));
            if place == decimals && decimals > 0 {
                text.push('.');
            }
        }
        text
    }
}

/// A sum of amounts, which grows in its place. Wiped when dropped.
#[derive(Clone)]
pub(crate) struct Sum(Digits);

impl Drop for Sum {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Sum {
    /// Zero.
    pub fn zero() -> Sum {
        Sum(Digits {
            mantissa: 0,
            decimals: 0,
        })
    }

    /// Adds an amount; `None` if the sum is too large to be written down.
    pub fn add(&mut self, amount: &Amount) -> Option<()> {
        self.add_digits(&amount.0)
    }

    /// Adds `mantissa / 10^decimals`; `None` if the sum is too large to be written down.
    pub fn add_units(&mut self, mantissa: u64, decimals: u8) -> Option<()> {
        self.add_digits(&Digits {
            mantissa: mantissa.into(),
            decimals: decimals.into(),
        })
    }

    fn add_digits(&mut self, digits: &Digits) -> Option<()> {
        // Zeros at the end of the fraction take room that the sum may need.
        let sum = self.0.plus(digits);
        self.0 = sum.or_else(|| self.0.shortest().plus(&digits.shortest()))?;
        Some(())
    }

    /// Whether both are of one value.
    pub fn is(&self, other: &Sum) -> bool {
        self.0.shortest() == other.0.shortest()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amount(text: &str) -> Amount {
        Amount::parse(text, '.').unwrap()
    }

    #[test]
    fn reads_and_writes() {
        for (text, plain) in [
            ("0", "0"),
            ("0.00", "0"),
            ("007.50", "7.5"),
            ("0.05", "0.05"),
            ("1000000", "1000000"),
            (
                "999999999999999999999999999999",
                "999999999999999999999999999999",
            ),
            ("0.000000000000000001", "0.000000000000000001"),
        ] {
            assert_eq!(*amount(text).to_plain(), plain);
        }
        assert_eq!(Amount::parse("12,5", ',').unwrap(), amount("12.50"));
        assert_eq!(format!("{:?}", amount("12")), "Amount(..)");
    }

    #[test]
    fn refuses_the_rest() {
        use NotAnAmount::{Malformed, Negative};
        for (text, error) in [
            ("", Malformed),
            (".5", Malformed),
            ("5.", Malformed),
            ("+5", Malformed),
            ("1.2.3", Malformed),
            ("1e3", Malformed),
            ("1 0", Malformed),
            ("1,5", Malformed),
            ("-5", Negative),
            ("9999999999999999999999999999999", Malformed),
            ("0.0000000000000000001", Malformed),
        ] {
            assert_eq!(Amount::parse(text, '.').unwrap_err(), error, "{text}");
        }
    }

    #[test]
    fn adds_and_subtracts_exactly() {
        assert_eq!(
            amount("0.1").checked_add(&amount("0.95")).unwrap(),
            amount("1.05")
        );
        assert_eq!(
            amount("1.05").checked_sub(&amount("0.95")).unwrap(),
            amount("0.1")
        );
        assert!(amount("1").checked_sub(&amount("1.01")).is_none());
        let most = Amount::new(u128::MAX, 0);
        assert!(most.checked_add(&amount("1")).is_none());
        assert!(most.checked_add(&amount("0.1")).is_none());
    }

    proptest! {
        #[test]
        fn comes_back(mantissa in any::<u64>(), decimals in 0u32..=18) {
            let amount = Amount::new(mantissa.into(), decimals);
            prop_assert_eq!(Amount::parse(&amount.to_plain(), '.').unwrap(), amount);
        }
    }
}
