//! Exact amounts of statements: what a position holds, and how much of it is available.

use zeroize::{Zeroize, Zeroizing};

use crate::plain_number::Plain;

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
        // Nearly every mantissa fits 64 bits, of which remainders are a fraction of the work.
        if let Ok(mut mantissa) = u64::try_from(self.mantissa) {
            while self.decimals > 0 && mantissa.is_multiple_of(10) {
                mantissa /= 10;
                self.decimals -= 1;
            }
            self.mantissa = mantissa.into();
            return self;
        }
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
        Some((self.at(decimals)?, other.at(decimals)?, decimals))
    }

    /// The mantissa at no fewer decimals than there are.
    fn at(&self, decimals: u32) -> Option<u128> {
        let power = match decimals.checked_sub(self.decimals)? {
            0 => return Some(self.mantissa),
            missing => 10u128.checked_pow(missing)?,
        };
        match (u64::try_from(self.mantissa), u64::try_from(power)) {
            (Ok(mantissa), Ok(power)) => Some(u128::from(mantissa) * u128::from(power)),
            _ => self.mantissa.checked_mul(power),
        }
    }

    /// The sum, whose fraction may end with zeros.
    fn plus(&self, other: &Digits) -> Option<Digits> {
        let (a, b, decimals) = self.aligned(other)?;
        let mantissa = a.checked_add(b)?;
        Some(Digits { mantissa, decimals })
    }
}

/// A number with digits added behind it; both have to fit.
fn with_digits(before: u128, digits: &str) -> u128 {
    // So many at a time as fit 64 bits.
    digits.as_bytes().chunks(18).fold(before, |before, chunk| {
        let value = |sum: u64, byte: &u8| sum * 10 + u64::from(byte - b'0');
        let power = chunk.iter().fold(1u64, |power, _| power * 10);
        before * u128::from(power) + u128::from(chunk.iter().fold(0, value))
    })
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
        // Nearly every amount is a plain one.
        match u8::try_from(point).map(|point| Plain::read(text.as_bytes(), point, false)) {
            Ok(Some((plain, []))) if !text.ends_with(point) => {
                return Ok(Amount::new(plain.mantissa.into(), plain.decimals.into()));
            }
            _ => {}
        }
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
        // At most 30 digits, which fit.
        let mantissa = with_digits(with_digits(0, whole), fraction);
        Ok(Amount::new(mantissa, fraction.len() as u32))
    }

    /// As a whole number of units of so many decimals; `None` if it is none, or does not fit 64 bits.
    pub(crate) fn units(&self, decimals: u8) -> Option<u64> {
        u64::try_from(self.0.at(decimals.into())?).ok()
    }

    /// Whether it is no more than another.
    pub(crate) fn fits(&self, other: &Amount) -> bool {
        let aligned = self.0.aligned(&other.0);
        aligned.is_some_and(|(amount, other, _)| amount <= other)
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
        if self.0.decimals == digits.decimals {
            if let Some(mantissa) = self.0.mantissa.checked_add(digits.mantissa) {
                self.0.mantissa = mantissa;
                return Some(());
            }
        }
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
