//! Interest that a note, bond or TIPS has earned since its last payment, per 1 of face (of TIPS: before indexing).
//!
//! Actual/actual per half year (31 CFR part 356, appendix B, I.A and I.D): half of the yearly rate, times the days from the last
//! payment day to the day in question, over the days of that half year. In the first period, which may be short or long, days
//! count from the dated date, each against the half year that it falls in.

use assay_statement::Date;
use num_bigint::BigUint;

use super::exact::{fraction, Exact};
use super::schedule::Schedule;

/// When interest began, and when it was or will be paid first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstPeriod {
    /// The dated date: the first day that earns nothing yet.
    pub dated: Date,
    /// Payments from the first payment day to maturity.
    pub payment: u32,
}

/// Interest per 1 of face from the last payment day to `day`, for a security whose first period is known. `None` for days that the
/// calendar does not reach, or after maturity.
pub fn accrued(rate: &Exact, schedule: &Schedule, first: FirstPeriod, day: Date) -> Option<Exact> {
    let reached = schedule.reached(day)?;
    if reached > first.payment {
        return first_period(rate, schedule, first, day);
    }
    regular(rate, schedule, reached, day)
}

/// Interest from the dated date to `day`, at most the first payment day.
pub fn first_period(
    rate: &Exact,
    schedule: &Schedule,
    first: FirstPeriod,
    day: Date,
) -> Option<Exact> {
    let payment = schedule.before_maturity(first.payment)?;
    let start = schedule.before_maturity(first.payment.checked_add(1)?)?;
    let whole = half_year(
        rate,
        days(first.dated.max(start), day)?,
        days(start, payment)?,
    );
    if first.dated >= start {
        return Some(whole);
    }
    // A long first period: the part before the last whole half year counts against the half year before that.
    let before = schedule.before_maturity(first.payment.checked_add(2)?)?;
    let fraction = half_year(
        rate,
        days(first.dated, day.min(start))?,
        days(before, start)?,
    );
    Some(fraction + whole)
}

/// Interest of a regular half year, from the payment day `reached` payments before maturity to `day`.
pub fn regular(rate: &Exact, schedule: &Schedule, reached: u32, day: Date) -> Option<Exact> {
    let start = schedule.before_maturity(reached)?;
    let Some(next) = reached.checked_sub(1) else {
        // On the day of maturity all interest is paid with the principal.
        return Some(zero());
    };
    let end = schedule.before_maturity(next)?;
    Some(half_year(rate, days(start, day)?, days(start, end)?))
}

fn half_year(rate: &Exact, days: u64, of: u64) -> Exact {
    rate * fraction(1, 2) * fraction(days, of)
}

/// Days from one day to a later one; 0 if it is earlier.
fn days(from: Date, to: Date) -> Option<u64> {
    u64::try_from(from.days_until(to).max(0)).ok()
}

fn zero() -> Exact {
    Exact::from_integer(BigUint::ZERO)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::valuation::exact::exact;
    use assay_statement::Decimal;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn rate(text: &str) -> Exact {
        exact(&text.parse::<Decimal>().unwrap())
    }

    struct Note {
        rate: &'static str,
        dated: &'static str,
        first: &'static str,
        maturity: &'static str,
    }

    impl Note {
        fn schedule(&self) -> (Schedule, FirstPeriod) {
            let schedule = Schedule::semiannual(date(self.maturity));
            let payment = schedule.position(date(self.first)).unwrap();
            let dated = date(self.dated);
            (schedule, FirstPeriod { dated, payment })
        }

        /// Per `face`, rounded half up to `places` as the examples are.
        fn accrued(&self, day: &str, face: u64, places: u32) -> String {
            let (schedule, first) = self.schedule();
            let found = accrued(&rate(self.rate), &schedule, first, date(day)).unwrap();
            rounded(found, face, places)
        }

        fn first_payment(&self, face: u64, places: u32) -> String {
            let (schedule, first) = self.schedule();
            let found = first_period(&rate(self.rate), &schedule, first, date(self.first)).unwrap();
            rounded(found, face, places)
        }
    }

    fn rounded(value: Exact, face: u64, places: u32) -> String {
        let scaled = value * Exact::from_integer((face * 10u64.pow(places)).into());
        let half = Exact::new(1u32.into(), 2u32.into());
        Decimal::new((scaled + half).to_integer(), places).to_string()
    }

    #[test]
    fn first_payments_of_appendix_b() {
        // I.A.3, short: 8 3/8 percent, 2 years, 182 of 184 days; the appendix rounds the daily interest first.
        let short = Note {
            rate: "0.08375",
            dated: "1990-07-02",
            first: "1990-12-31",
            maturity: "1992-06-30",
        };
        assert_eq!(short.first_payment(1_000, 5), "41.41984");
        assert_eq!(short.first_payment(20_000, 2), "828.40");
        // I.A.4, long: 7 7/8 percent, 5 years and 2 months, 74 of 184 days and a half year.
        let long = Note {
            rate: "0.07875",
            dated: "1990-12-03",
            first: "1991-08-15",
            maturity: "1996-02-15",
        };
        assert_eq!(long.first_payment(1_000, 5), "55.21060");
        assert_eq!(long.first_payment(7_000, 2), "386.47");
    }

    #[test]
    fn accrued_interest_of_appendix_b() {
        // I.D, one half year: 6 3/4 percent, 92 of 184 days.
        let regular = Note {
            rate: "0.0675",
            dated: "2000-05-15",
            first: "2000-11-15",
            maturity: "2005-05-15",
        };
        assert_eq!(regular.accrued("2000-08-15", 1_000, 5), "16.87500");
        assert_eq!(regular.accrued("2000-08-15", 150_000, 2), "2531.25");
        // I.D and II.E, two half years: 10 3/4 percent, 44 of 181 and 81 of 184 days.
        let two = Note {
            rate: "0.1075",
            dated: "1985-07-02",
            first: "1986-02-15",
            maturity: "2005-08-15",
        };
        assert_eq!(two.accrued("1985-11-04", 1_000, 5), "36.72798");
        assert_eq!(two.accrued("1985-11-04", 100, 6), "3.672798");
        assert_eq!(two.accrued("1985-11-04", 11_000, 2), "404.01");
        // II.D: 9 1/2 percent, 14 of 181 days.
        let ten = Note {
            rate: "0.095",
            dated: "1985-11-15",
            first: "1986-05-15",
            maturity: "1995-11-15",
        };
        assert_eq!(ten.accrued("1985-11-29", 100, 6), "0.367403");
        // II.F, in a short first period: 10 1/2 percent, 91 of 184 days.
        let short = Note {
            rate: "0.105",
            dated: "1983-05-16",
            first: "1983-11-15",
            maturity: "1991-05-15",
        };
        assert_eq!(short.accrued("1983-08-15", 100, 6), "2.596467");
        // II.G, in the first part of a long one: 9 3/4 percent, 31 of 183 days.
        let long = Note {
            rate: "0.0975",
            dated: "1988-10-15",
            first: "1989-06-15",
            maturity: "1994-12-15",
        };
        assert_eq!(long.accrued("1988-11-15", 100, 6), "0.825820");
        // III.B, before indexing: 3 5/8 percent, 92 of 184 days of the second half year.
        let tips = Note {
            rate: "0.03625",
            dated: "1998-01-15",
            first: "1998-07-15",
            maturity: "2008-01-15",
        };
        assert_eq!(tips.accrued("1998-10-15", 100, 6), "0.906250");
    }

    #[test]
    fn nothing_accrues_before_the_dated_date_and_on_payment_days() {
        let note = Note {
            rate: "0.04",
            dated: "2026-08-20",
            first: "2027-02-15",
            maturity: "2036-08-15",
        };
        for day in [
            "2026-08-16",
            "2026-08-20",
            "2027-02-15",
            "2036-02-15",
            "2036-08-15",
        ] {
            assert_eq!(note.accrued(day, 100, 9), "0.000000000", "{day}");
        }
        assert_eq!(note.accrued("2026-08-21", 184, 9), "0.020000000");
        let (schedule, first) = note.schedule();
        assert_eq!(
            accrued(&rate("0.04"), &schedule, first, date("2036-08-16")),
            None
        );
    }

    proptest! {
        #[test]
        fn regular_interest_grows_every_day_from_nothing_to_less_than_a_payment(
            bps in 1..2_000u64, year in 2020..2056i32, month in 1..=12u8, day in 1..=31u8, count in 1..80u32,
        ) {
            let end = (28..=day).rev().find_map(|d| Date::from_ymd(year, month, d).ok());
            let maturity = end.unwrap_or(Date::from_ymd(year, month, day.min(28)).unwrap());
            let schedule = Schedule::semiannual(maturity);
            let rate = Exact::new(bps.into(), 10_000u32.into());
            let start = schedule.before_maturity(count).unwrap();
            let next = schedule.before_maturity(count - 1).unwrap();
            let mut day = start;
            let mut last = None;
            while day < next {
                prop_assert_eq!(schedule.reached(day), Some(count));
                let now = regular(&rate, &schedule, count, day).unwrap();
                prop_assert!(last.is_none_or(|last| last < now));
                prop_assert!(&now + &now < rate);
                prop_assert_eq!(now == zero(), day == start);
                last = Some(now);
                day = day.plus_days(1).unwrap();
            }
            let payment = regular(&rate, &schedule, count, next).unwrap();
            prop_assert_eq!(&payment + &payment, rate);
        }

        #[test]
        fn a_first_period_grows_to_its_payment(bps in 1..2_000u64, count in 2..60u32, before in 1..365i64) {
            let schedule = Schedule::semiannual(date("2056-08-31"));
            let rate = Exact::new(bps.into(), 10_000u32.into());
            let payment_day = schedule.before_maturity(count).unwrap();
            let dated = payment_day.plus_days(-before).unwrap();
            let first = FirstPeriod { dated, payment: count };
            let mut last = zero();
            for days in 1..=before {
                let day = dated.plus_days(days).unwrap();
                let now = first_period(&rate, &schedule, first, day).unwrap();
                prop_assert!(now > last);
                if day < payment_day {
                    prop_assert_eq!(accrued(&rate, &schedule, first, day), Some(now.clone()));
                }
                last = now;
            }
            // No more than a year's interest, and a half year's exactly if it began on a payment day.
            prop_assert!(last <= rate);
            if schedule.position(dated) == Some(count + 1) {
                prop_assert_eq!(&last + &last, rate.clone());
            }
            prop_assert_eq!(accrued(&rate, &schedule, first, payment_day), Some(zero()));
        }
    }
}
