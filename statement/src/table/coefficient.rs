//! Coefficients of bounds, and the only place where a bound is rounded.

use num_bigint::BigInt;
use num_integer::Integer as _;

use crate::decimal::Decimal;

/// A signed exact decimal without trailing zeros; zero is not negative.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Coefficient {
    negative: bool,
    magnitude: Decimal,
}

/// What a coefficient is multiplied with to give a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BoundFactor {
    /// Nothing: the bound is the coefficient, rounded up.
    One,
    /// `T`, the tokens to cover.
    Tokens,
    /// `A`, the amount to cover in the book's currency.
    Amount,
    /// `T` and, by a coefficient of its own, `L`, what is owed besides tokens: the bound of a rule that takes the
    /// payables off the assets.
    TokensAndPayables,
    /// `D`, what holders were given out of the period's income.
    Distributed,
}

impl Coefficient {
    /// Zero.
    pub fn zero() -> Coefficient {
        Coefficient::positive(&Decimal::zero())
    }

    /// `magnitude`.
    pub fn positive(magnitude: &Decimal) -> Coefficient {
        Coefficient {
            negative: false,
            magnitude: magnitude.trimmed(),
        }
    }

    /// `-magnitude`.
    pub fn negative(magnitude: &Decimal) -> Coefficient {
        Coefficient {
            negative: !magnitude.is_zero(),
            magnitude: magnitude.trimmed(),
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.magnitude.is_zero()
    }

    /// Its absolute value, without trailing zeros after the point.
    pub fn magnitude(&self) -> &Decimal {
        &self.magnitude
    }

    /// The product, exact.
    pub fn times(&self, factor: &Decimal) -> Coefficient {
        let magnitude = &self.magnitude * factor;
        match self.negative {
            true => Coefficient::negative(&magnitude),
            false => Coefficient::positive(&magnitude),
        }
    }

    /// The sum, exact.
    pub fn plus(&self, other: &Coefficient) -> Coefficient {
        let (a, b) = (&self.magnitude, &other.magnitude);
        let (negative, magnitude) = if self.negative == other.negative {
            (self.negative, a + b)
        } else if let Some(rest) = a.checked_sub(b) {
            (self.negative, rest)
        } else {
            // `b` is the larger one.
            let rest = b.checked_sub(a).unwrap_or_else(Decimal::zero);
            (other.negative, rest)
        };
        match negative {
            true => Coefficient::negative(&magnitude),
            false => Coefficient::positive(&magnitude),
        }
    }

    /// The least integer that is not below it. Of a bound that is against the prover, whatever the sign: a requirement
    /// rounds up, and a limit, which is negated, down.
    pub fn ceil(&self) -> BigInt {
        let (numerator, denominator) = self.magnitude.fraction();
        match self.negative {
            true => -BigInt::from(numerator.div_floor(&denominator)),
            false => numerator.div_ceil(&denominator).into(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn rounds_against_the_prover() {
        let at = |text: &str| text.parse::<Decimal>().unwrap();
        let amount = at("1.005");
        let least = |factor: &str| Coefficient::positive(&amount).times(&at(factor)).ceil();
        let most = |factor: &str| Coefficient::negative(&amount).times(&at(factor)).ceil();
        assert_eq!(least("100"), 101.into());
        assert_eq!(most("100"), (-100).into());
        assert_eq!(least("1000"), 1005.into());
        assert_eq!(most("1000"), (-1005).into());
        assert_eq!(most("0.9"), 0.into());
    }

    #[test]
    fn sums_are_exact_whatever_the_signs() {
        let at = |text: &str| {
            let (negative, text) = match text.strip_prefix('-') {
                Some(text) => (true, text),
                None => (false, text),
            };
            let magnitude = text.parse::<Decimal>().unwrap();
            match negative {
                true => Coefficient::negative(&magnitude),
                false => Coefficient::positive(&magnitude),
            }
        };
        for (a, b, sum) in [
            ("1.5", "0.25", "1.75"),
            ("-1.5", "-0.5", "-2"),
            ("1.5", "-0.25", "1.25"),
            ("0.25", "-1.5", "-1.25"),
            ("-0.25", "1.5", "1.25"),
            ("-1.5", "1.5", "0"),
            ("0", "-3", "-3"),
        ] {
            assert_eq!(at(a).plus(&at(b)), at(sum), "{a} + {b}");
            assert_eq!(at(b).plus(&at(a)), at(sum), "{b} + {a}");
        }
    }

    #[test]
    fn has_one_form() {
        let at = |text: &str| text.parse::<Decimal>().unwrap();
        assert_eq!(
            Coefficient::positive(&at("1.50")),
            Coefficient::positive(&at("1.5"))
        );
        assert_eq!(Coefficient::negative(&at("0.00")), Coefficient::zero());
        assert_ne!(
            Coefficient::negative(&at("1")),
            Coefficient::positive(&at("1"))
        );
        let zero = Coefficient::negative(&at("2.5")).times(&at("0.0"));
        assert_eq!(zero, Coefficient::zero());
    }
}
