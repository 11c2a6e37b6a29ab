//! Amounts that people read, rounded down. The integers of a program are rounded in
//! [`Coefficient`](crate::table::Coefficient).

use num_bigint::BigInt;
use num_integer::Integer as _;

use crate::decimal::{power_of_ten, Decimal};

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
    fn amounts_round_down() {
        let show = |slack: i64| floor_amount(&slack.into(), &1000.into(), 2);
        assert_eq!(show(1999), "1.99");
        assert_eq!(show(-1991), "-2.00");
        assert_eq!(show(-1), "-0.01");
        assert_eq!(show(0), "0.00");
        assert_eq!(show(5), "0.00");
    }
}
