//! The index rate of floating rate notes (31 CFR part 356, appendix B, I.C).

/// Rates are integers of this many to a percent: nine decimals.
pub const PER_PERCENT: i64 = 1_000_000_000;

/// The index rate of an auction, in [`PER_PERCENT`]ths of a percent: its high discount rate, in millionths of a percent and below 100
/// percent, as a simple yield over the bill's days, at most 98; rounded to nine decimals, half up.
///
/// `None` outside of these bounds.
pub fn index_rate(high_rate: u64, days: u64) -> Option<i64> {
    if high_rate >= 100_000_000 || days > 98 {
        return None;
    }
    let (high, days) = (u128::from(high_rate), u128::from(days));
    // high / (1 - days * high / 360), with high in millionths of a percent.
    let numerator = high * 36_000 * u128::from(PER_PERCENT.unsigned_abs());
    let denominator = 36_000_000_000 - days * high;
    i64::try_from((numerator * 2 + denominator) / (denominator * 2)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn index_rates_of_appendix_b() {
        assert_eq!(index_rate(95_000, 91), Some(95_022_819));
        assert_eq!(index_rate(105_000, 91), Some(105_027_876));
        assert_eq!(index_rate(0, 91), Some(0));
        assert_eq!(index_rate(99_999_999, 98), Some(137_404_578_265));
        assert_eq!(index_rate(100_000_000, 91), None);
        assert_eq!(index_rate(1, 99), None);
    }
}
