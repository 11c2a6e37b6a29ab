//! When the rate of the Treasury's floating rate notes is reset next.
//!
//! Their index is the high rate of the weekly auction of 13-week bills, which counts from the day after the auction on
//! (31 CFR part 356, appendix B, I.C). Auctions are on Mondays, "except for holidays or special circumstances"
//! (<https://www.treasurydirect.gov/auctions/when-auctions-happen/>); here, on the first business day of the week. An
//! auction in the two business days before an interest payment is locked out: it counts from the payment on.

use assay_statement::{is_business_day, Date};

use crate::valuation::{Schedule, LOCKOUT_DAYS};

/// Days in which there is an auction, whatever is a holiday.
const DAYS_WITH_AN_AUCTION: i64 = 14;

/// The next day, after `today`, from which another auction counts; `None` if the note is repaid before or on that day.
///
/// Against the prover: where a lockout is in doubt, an auction counts as locked out, which makes the reset later.
pub(super) fn next_reset(maturity: Date, today: Date) -> Option<Date> {
    let days = (0..DAYS_WITH_AN_AUCTION).filter_map(|days| today.plus_days(days));
    let auction = days.into_iter().find(|day| is_auction_day(*day))?;
    let after = auction.plus_days(1)?;
    let locked_until = next_payment(maturity, today)
        .filter(|payment| (1..=LOCKOUT_DAYS).contains(&auction.days_until(*payment)));
    let reset = locked_until.map_or(after, |payment| after.max(payment));
    (reset < maturity).then_some(reset)
}

/// Whether 13-week bills are auctioned: the first business day of a week.
fn is_auction_day(day: Date) -> bool {
    let since_monday = i64::from(day.weekday());
    let mut before = (1..=since_monday).filter_map(|days| day.plus_days(-days));
    is_business_day(day) && !before.any(is_business_day)
}

/// The next interest payment after a day.
fn next_payment(maturity: Date, today: Date) -> Option<Date> {
    let schedule = Schedule::quarterly(maturity);
    let next = schedule.reached(today)?.checked_sub(1)?;
    schedule.before_maturity(next)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn reset(maturity: &str, today: &str) -> Option<String> {
        next_reset(date(maturity), date(today)).map(|reset| reset.to_string())
    }

    #[test]
    fn the_day_after_the_auction_of_the_week() {
        for (today, expected) in [
            // Friday, Sunday, and the Monday of the auction itself.
            ("2026-08-07", "2026-08-11"),
            ("2026-08-09", "2026-08-11"),
            ("2026-08-10", "2026-08-11"),
            ("2026-08-11", "2026-08-18"),
            // Labor Day: the auction is on Tuesday.
            ("2026-09-04", "2026-09-09"),
            ("2026-09-08", "2026-09-09"),
            ("2026-09-09", "2026-09-15"),
        ] {
            assert_eq!(
                reset("2027-07-31", today).as_deref(),
                Some(expected),
                "{today}"
            );
        }
    }

    #[test]
    fn an_auction_in_a_lockout_counts_from_the_payment_on() {
        // The payment of Saturday 31 October 2026: the auction of Monday 26 may be locked out.
        assert_eq!(
            reset("2027-07-31", "2026-10-24").as_deref(),
            Some("2026-10-31")
        );
        assert_eq!(
            reset("2027-07-31", "2026-10-17").as_deref(),
            Some("2026-10-20")
        );
        // Of the last payment there is no rate any more.
        assert_eq!(reset("2026-10-31", "2026-10-24"), None);
        assert_eq!(reset("2026-10-27", "2026-10-24"), None);
        assert_eq!(reset("2026-10-28", "2026-10-24"), None);
        assert_eq!(
            reset("2026-11-30", "2026-10-17").as_deref(),
            Some("2026-10-20")
        );
    }

    proptest! {
        #[test]
        fn every_reset_is_later_and_before_maturity(today in 0..20_000i64, left in 0..731i64) {
            let today = date("1990-01-01").plus_days(today).unwrap();
            let maturity = today.plus_days(left).unwrap();
            match next_reset(maturity, today) {
                Some(reset) => {
                    prop_assert!(today < reset && reset < maturity);
                    // A week, a holiday on its Monday, and a lockout.
                    prop_assert!(today.days_until(reset) <= 8 + LOCKOUT_DAYS);
                }
                None => prop_assert!(left <= 9 + LOCKOUT_DAYS),
            }
        }
    }
}
