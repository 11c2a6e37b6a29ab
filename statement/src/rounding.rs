//! The only places where anything is rounded. Values are exact; requirements round up and limits round down,
//! both against the prover.

use num_bigint::{BigInt, BigUint};
use num_integer::Integer as _;

use crate::decimal::{power_of_ten, Decimal};

/// `ceil(factor * amount * 10^scale)`: what a sum of integers must reach to reach `amount`.
pub(crate) fn ceil_requirement(factor: u64, amount: &Decimal, scale: u32) -> BigInt {
    let (numerator, divisor) = scaled_fraction(factor, amount, scale);
    numerator.div_ceil(&divisor).into()
}

/// `floor(factor * amount * 10^scale)`: what a sum of integers must not exceed to stay within `amount`.
pub(crate) fn floor_limit(factor: u64, amount: &Decimal, scale: u32) -> BigInt {
    let (numerator, divisor) = scaled_fraction(factor, amount, scale);
    numerator.div_floor(&divisor).into()
}

fn scaled_fraction(factor: u64, amount: &Decimal, scale: u32) -> (BigUint, BigUint) {
    let (numerator, divisor) = amount.fraction();
    (numerator * factor * power_of_ten(scale), divisor)
}

/// `slack / divisor` with `places` decimals, rounded down: a surplus never looks larger, a shortfall never
/// smaller than it is.
pub(crate) fn floor_amount(slack: &BigInt, divisor: &BigInt, places: u32) -> alloc::string::String {
    let floored = (slack * BigInt::from(power_of_ten(places))).div_floor(divisor);
    let sign = if floored.sign() == num_bigint::Sign::Minus {
        "-"
    } else {
        ""
    };
    alloc::format!(
        "{sign}{}",
        Decimal::new(floored.magnitude().clone(), places)
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn against_the_prover() {
        let amount: Decimal = "1.005".parse().unwrap();
        assert_eq!(ceil_requirement(1, &amount, 2), 101.into());
        assert_eq!(floor_limit(1, &amount, 2), 100.into());
        assert_eq!(ceil_requirement(10, &amount, 2), 1005.into());
        assert_eq!(floor_limit(10, &amount, 2), 1005.into());
    }

    #[test]
    fn amounts_round_down() {
        let show = |slack: i64| floor_amount(&slack.into(), &1000.into(), 2);
        assert_eq!(show(1999), "1.99");
        assert_eq!(show(-1991), "-2.00");
        assert_eq!(show(-1), "-0.01");
        assert_eq!(show(0), "0.00");
        assert_eq!(show(5), "0.00");
    }
}
