//! Interest that a floating rate note has earned since its last payment (31 CFR part 356, appendix B, I.C and IV).
//!
//! A day earns the index rate of the last 13-week bill auction before it, plus the note's spread, over 360, and never less than
//! nothing. An auction in the two business days before a payment or settlement day is locked out until that day is over. Which days
//! those are depends on the holidays of the Federal Reserve; here, an auction in the [`LOCKOUT_DAYS`] calendar days before, which
//! hold them in every year, counts only where it lowers the rate. What that leaves out is the change of one auction over four
//! days at most.

use std::collections::BTreeMap;

use assay_statement::Date;
use num_bigint::BigUint;

use super::exact::Exact;
use crate::index_rate::PER_PERCENT;

/// Of these rates to a tenth of a basis point, in which spreads are quoted.
const PER_TENTH_BPS: i64 = PER_PERCENT / 1_000;

/// The two business days before a day are never further away: a weekend and a holiday may lie between.
pub const LOCKOUT_DAYS: i64 = 5;

/// Most days from one weekly auction to the next: a Monday's to that of a Tuesday after a holiday.
const MOST_DAYS_BETWEEN_AUCTIONS: i64 = 8;

/// A 13-week bill auction that should be there and is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MissingAuction {
    /// Day of the last auction before the gap; if there is none, the first day on which one is looked for.
    pub after: Date,
    /// Day of the first auction after the gap; if there is none, the day that interest accrues to.
    pub before: Date,
}

/// Interest per 1 of face from `start`, the dated date or the last payment day, to `day`. `auctions` holds the index rate of each
/// auction under its day, `spread` is in tenths of a basis point.
///
/// # Errors
/// [`MissingAuction`].
pub fn accrued(
    auctions: &BTreeMap<Date, i64>,
    spread: i32,
    start: Date,
    day: Date,
) -> Result<Exact, MissingAuction> {
    let before = |date: Date, days: i64| date.plus_days(-days).unwrap_or(date);
    let spread = i128::from(spread) * i128::from(PER_TENTH_BPS);
    if start >= day {
        return Ok(Exact::from_integer(BigUint::ZERO));
    }
    complete(auctions, before(start, LOCKOUT_DAYS), day)?;
    let mut sum: u128 = 0;
    let mut earning = start;
    while earning < day {
        // Auctions from here on may be locked out.
        let mut doubtful = before(day, LOCKOUT_DAYS);
        if earning == start {
            doubtful = doubtful.min(before(start, LOCKOUT_DAYS));
        }
        let certain = auctions.range(..doubtful.min(earning)).next_back();
        let doubted = auctions.range(doubtful.min(earning)..earning);
        let rate = certain
            .into_iter()
            .chain(doubted)
            .map(|(_, rate)| *rate)
            .min();
        let rate = i128::from(rate.unwrap_or(0)) + spread;
        sum += u128::try_from(rate).unwrap_or(0);
        earning = earning.plus_days(1).unwrap_or(day);
    }
    let denominator = u128::from(PER_PERCENT.unsigned_abs()) * 100 * 360;
    Ok(Exact::new(sum.into(), denominator.into()))
}

/// An auction before `from`, one every week from there to `day`, and none missing at the end.
fn complete(auctions: &BTreeMap<Date, i64>, from: Date, day: Date) -> Result<(), MissingAuction> {
    let first = auctions.range(..from).next_back().map(|(date, _)| *date);
    let (mut last, mut rest) = match first {
        Some(date) => (date, from),
        None => {
            let after = from.plus_days(-MOST_DAYS_BETWEEN_AUCTIONS).unwrap_or(from);
            return Err(MissingAuction {
                after,
                before: from,
            });
        }
    };
    // Looked at one after the other, the day in question last.
    loop {
        let next = auctions.range(rest..day).next().map(|(date, _)| *date);
        let until = next.unwrap_or(day);
        if last.days_until(until) > MOST_DAYS_BETWEEN_AUCTIONS {
            return Err(MissingAuction {
                after: last,
                before: until,
            });
        }
        match next.and_then(|date| date.plus_days(1).map(|after| (date, after))) {
            Some((date, after)) if after <= day => (last, rest) = (date, after),
            _ => return Ok(()),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::index_rate::index_rate;
    use assay_statement::Decimal;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Auctions of July and August 2012 in appendix B, IV.C: day, high rate in thousandths of a percent, issue and maturity of the bill.
    /// Those of 16 and 23 July are alike. The bill of 23 August ended on the day after Thanksgiving: 92 days.
    const AUCTIONS: [(&str, u64, u64); 7] = [
        ("2012-07-16", 95, 91),
        ("2012-07-23", 95, 91),
        ("2012-07-30", 110, 91),
        ("2012-08-06", 100, 91),
        ("2012-08-13", 110, 91),
        ("2012-08-20", 105, 92),
        ("2012-08-27", 105, 91),
    ];

    fn auctions() -> BTreeMap<Date, i64> {
        let index = |(day, high, days): &(&str, u64, u64)| {
            (date(day), index_rate(high * 1_000, *days).unwrap())
        };
        AUCTIONS.iter().map(index).collect()
    }

    fn rounded(value: Exact, places: u32) -> String {
        let scaled = value * Exact::from_integer((100 * 10u64.pow(places)).into());
        Decimal::new(
            (scaled + Exact::new(1u32.into(), 2u32.into())).to_integer(),
            places,
        )
        .to_string()
    }

    #[test]
    fn accrued_interest_of_appendix_b() {
        // IV.C: 2-year note of 31 July 2012, spread 0.120 percent, to its reopening on 31 August.
        let found = accrued(&auctions(), 120, date("2012-07-31"), date("2012-08-31")).unwrap();
        assert_eq!(rounded(found, 6), "0.019433");
        // Daily interest, which the appendix rounds to nine decimals before it sums it.
        let day = |from: &str, to: &str| {
            rounded(accrued(&auctions(), 120, date(from), date(to)).unwrap(), 9)
        };
        assert_eq!(day("2012-07-31", "2012-08-01"), "0.000597286");
        assert_eq!(day("2012-08-08", "2012-08-09"), "0.000611181");
        assert_eq!(day("2012-08-30", "2012-08-31"), "0.000625077");
    }

    #[test]
    fn no_day_earns_less_than_nothing() {
        // IV.B: a spread of -0.150 percent on an index of 0.095 percent.
        let found = accrued(&auctions(), -150, date("2012-07-31"), date("2012-08-31")).unwrap();
        assert_eq!(rounded(found, 9), "0.000000000");
    }

    #[test]
    fn a_doubtful_auction_counts_only_where_it_lowers_the_rate() {
        // The auction of Monday 13 August raises the rate: before settlement on the 15th it is locked out.
        let to = |day: &str| accrued(&auctions(), 0, date("2012-08-07"), date(day)).unwrap();
        let daily =
            |rate: i64| Exact::new((rate as u64).into(), (36_000 * PER_PERCENT as u64).into());
        let low = index_rate(100_000, 91).unwrap();
        let high = index_rate(110_000, 91).unwrap();
        let times = |days: u32, rate| daily(rate) * Exact::from_integer(days.into());
        assert_eq!(to("2012-08-15"), times(8, low));
        assert_eq!(to("2012-08-18"), times(11, low));
        assert_eq!(to("2012-08-19"), times(7, low) + times(5, high));
        // That of the 6th lowers it, and counts on the next day.
        let lowered = accrued(&auctions(), 0, date("2012-08-06"), date("2012-08-08")).unwrap();
        assert_eq!(lowered, daily(high) + daily(low));
    }

    #[test]
    fn every_week_needs_its_auction() {
        let (start, day) = (date("2012-07-31"), date("2012-08-31"));
        assert_eq!(
            accrued(&BTreeMap::new(), 0, day, day),
            Ok(Exact::from_integer(BigUint::ZERO))
        );
        let without = |gone: &str| {
            let mut auctions = auctions();
            auctions.remove(&date(gone)).unwrap();
            accrued(&auctions, 120, start, day)
        };
        let missing = |after: &str, before: &str| {
            let (after, before) = (date(after), date(before));
            Err(MissingAuction { after, before })
        };
        assert!(without("2012-07-16").is_ok());
        assert_eq!(without("2012-07-23"), missing("2012-07-16", "2012-07-30"));
        assert_eq!(without("2012-08-13"), missing("2012-08-06", "2012-08-20"));
        assert_eq!(without("2012-08-27"), missing("2012-08-20", "2012-08-31"));
        let none = accrued(&BTreeMap::new(), 120, start, day);
        assert_eq!(none, missing("2012-07-18", "2012-07-26"));
    }

    proptest! {
        #[test]
        fn interest_is_at_most_that_of_any_lockout(
            highs in proptest::collection::vec(0..200u64, 30), spread in -200..200i32, days in 0..92i64,
            [first_locked, last_locked] in proptest::array::uniform2(0..=LOCKOUT_DAYS),
        ) {
            let first = date("2026-05-04");
            let start = date("2026-07-31");
            let day = start.plus_days(days).unwrap();
            let auctions: BTreeMap<Date, i64> = highs.iter().zip(0..)
                .map(|(high, week)| (first.plus_days(7 * week).unwrap(), index_rate(high * 1_000, 91).unwrap())).collect();
            let found = accrued(&auctions, spread, start, day).unwrap();
            // The rule itself, if lockouts last this many calendar days.
            let mut sum: i128 = 0;
            for passed in 0..days {
                let earning = start.plus_days(passed).unwrap();
                let mut until = earning.min(day.plus_days(-last_locked).unwrap());
                if earning == start {
                    until = until.min(start.plus_days(-first_locked).unwrap());
                }
                let rate = *auctions.range(..until).next_back().unwrap().1;
                sum += (i128::from(rate) + i128::from(spread) * i128::from(PER_TENTH_BPS)).max(0);
            }
            let rule = Exact::new((sum as u128).into(), (36_000 * PER_PERCENT as u64).into());
            prop_assert!(found <= rule);
        }
    }
}
