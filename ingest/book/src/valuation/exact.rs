//! Exact fractions, and the only places where a value is rounded.

use assay_statement::{Decimal, SignedDecimal};
use num_bigint::BigUint;
use num_rational::Ratio;

/// An exact fraction, never negative.
pub type Exact = Ratio<BigUint>;

/// Decimals of a price per 1 of face in the book, where interest or an index makes it longer than the price file has it.
pub const PRICE_DECIMALS: u32 = 10;

/// Decimals of a clean price per 1 of face: the price file has six per 100.
pub const CLEAN_DECIMALS: u32 = 8;

/// Decimals of income per 1 of face: on a billion, a tenth of a cent at most is lost. More would leave the book's scale less room,
/// where a unit of the coarsest quantity has to be worth less than 2^64: with these, quantities may have up to nine decimals beside
/// others in cents, as with a price of ten decimals and eleven of a quantity.
pub const INCOME_DECIMALS: u32 = 12;

fn power_of_ten(exponent: u32) -> BigUint {
    BigUint::from(10u32).pow(exponent)
}

/// A decimal as a fraction.
pub fn exact(decimal: &Decimal) -> Exact {
    let (numerator, denominator) = decimal.fraction();
    Ratio::new(numerator, denominator)
}

/// `part / whole`; zero for a whole of zero, which no period of interest has.
pub fn fraction(part: u64, whole: u64) -> Exact {
    match whole {
        0 => Ratio::from_integer(0u32.into()),
        _ => Ratio::new(part.into(), whole.into()),
    }
}

/// Against the prover: the largest decimal with [`PRICE_DECIMALS`] that is not above the value, without trailing zeros.
pub fn floor_price(value: &Exact) -> Decimal {
    let scaled = value.numer() * power_of_ten(PRICE_DECIMALS) / value.denom();
    Decimal::new(scaled, PRICE_DECIMALS).trimmed()
}

/// Against the prover: the largest signed decimal with [`INCOME_DECIMALS`] that is not above `gained - spent`, without trailing zeros.
pub fn floor_income(gained: &Exact, spent: &Exact) -> SignedDecimal {
    let unit = Exact::from_integer(power_of_ten(INCOME_DECIMALS));
    let loss = gained < spent;
    let scaled = match loss {
        true => ((spent - gained) * unit).ceil(),
        false => ((gained - spent) * unit).floor(),
    };
    let magnitude = Decimal::new(scaled.to_integer(), INCOME_DECIMALS).trimmed();
    SignedDecimal::new(loss, magnitude)
}

/// Against the prover, who pays the price at the start: the least clean price with [`CLEAN_DECIMALS`] that is not below `value`.
pub fn up_to_clean(value: &Exact) -> Exact {
    let unit = Exact::from_integer(power_of_ten(CLEAN_DECIMALS));
    (value * &unit).ceil() / unit
}

/// The Treasury's rounding of reference CPIs and index ratios: truncated to six decimals, then rounded to five, half up
/// (31 CFR part 356, appendix B, I.B.3).
pub fn truncate_6_round_5(value: &Exact) -> Exact {
    let six = value.numer() * power_of_ten(6) / value.denom();
    Ratio::new((six + 5u32) / 10u32, power_of_ten(5))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is(text: &str) -> Exact {
        exact(&text.parse().unwrap())
    }

    fn ratio(a: u64, b: u64) -> Exact {
        Ratio::new(a.into(), b.into())
    }

    #[test]
    fn prices_round_down() {
        assert_eq!(floor_price(&ratio(2, 3)).to_string(), "0.6666666666");
        assert_eq!(floor_price(&ratio(3, 2)).to_string(), "1.5");
        assert_eq!(floor_price(&ratio(1, 10_000_000_001)).to_string(), "0");
    }

    #[test]
    fn income_rounds_down_on_both_sides_of_zero() {
        let income = |gained, spent| floor_income(&gained, &spent).to_string();
        assert_eq!(income(ratio(5, 3), ratio(1, 1)), "0.666666666666");
        assert_eq!(income(ratio(1, 1), ratio(5, 3)), "-0.666666666667");
        assert_eq!(income(ratio(3, 2), ratio(1, 1)), "0.5");
        assert_eq!(income(ratio(1, 1), ratio(1, 1)), "0");
        let least = ratio(1, 10_000_000_000_000);
        assert_eq!(income(least.clone(), ratio(0, 1)), "0");
        assert_eq!(income(ratio(0, 1), least), "-0.000000000001");
    }

    #[test]
    fn a_clean_price_comes_back_from_a_price_with_interest() {
        let (clean, interest) = (is("0.97123457"), ratio(92, 184 * 7));
        let price = exact(&floor_price(&(&clean + &interest)));
        assert_eq!(up_to_clean(&(price - interest)), clean);
        assert_eq!(up_to_clean(&is("0.970000001")), is("0.97000001"));
    }

    #[test]
    fn the_treasury_truncates_before_it_rounds() {
        let rounded = |text: &str| truncate_6_round_5(&exact(&text.parse().unwrap()));
        // Appendix B, I.B.3.
        assert_eq!(rounded("154.633333333"), is("154.63333"));
        assert_eq!(rounded("1.000107803"), is("1.00011"));
        assert_eq!(rounded("1.0000149999"), is("1.00001"));
        assert_eq!(rounded("1.000015"), is("1.00002"));
    }

    proptest! {
        #[test]
        fn a_price_is_never_above_the_value_and_close_to_it(a: u64, b in 1u64..) {
            let (value, price) = (ratio(a, b), exact(&floor_price(&ratio(a, b))));
            prop_assert!(price <= value);
            prop_assert!(value - price < Ratio::new(1u32.into(), power_of_ten(PRICE_DECIMALS)));
        }
    }
}
