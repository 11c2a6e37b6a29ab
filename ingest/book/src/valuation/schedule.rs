//! The days on which a Treasury security pays interest, counted back from its maturity.
//!
//! Half years for notes, bonds and TIPS, quarters for floating rate notes (31 CFR 356.5). A security that matures on the last day of
//! a month pays on last days of months: May 31 and November 30, February 29 and August 31 (31 CFR part 356, appendix B, I.A.1).

use assay_statement::Date;

/// Months of a half year.
const HALF_YEAR: u32 = 6;

/// Months of a quarter.
const QUARTER: u32 = 3;

/// The payment days of one security.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    maturity: Date,
    months: u32,
}

impl Schedule {
    /// Every six months.
    pub const fn semiannual(maturity: Date) -> Schedule {
        Schedule {
            maturity,
            months: HALF_YEAR,
        }
    }

    /// Every three months.
    pub const fn quarterly(maturity: Date) -> Schedule {
        Schedule {
            maturity,
            months: QUARTER,
        }
    }

    /// Months between two payment days.
    pub const fn months(&self) -> u32 {
        self.months
    }

    /// The payment day `count` payments before maturity, which is 0; `None` before the year 0.
    pub fn before_maturity(&self, count: u32) -> Option<Date> {
        let (year, month, day) = self.maturity.ymd();
        let months = i64::from(count).checked_mul(i64::from(self.months))?;
        let month = month_number(year, month).checked_sub(months)?;
        let last = days_in_month(month)?;
        let day = match days_in_month(month_number(year, self.maturity.ymd().1))? {
            end if end == day => last,
            _ => day.min(last),
        };
        on(month, day)
    }

    /// How many payments before maturity the last payment day is that `day` has reached; `None` if that is before the year 0, or
    /// if `day` is after maturity.
    pub fn reached(&self, day: Date) -> Option<u32> {
        let number = |date: Date| {
            let (year, month, _) = date.ymd();
            month_number(year, month)
        };
        let months = number(self.maturity).checked_sub(number(day))?;
        if day > self.maturity {
            return None;
        }
        let count = u32::try_from(months / i64::from(self.months)).ok()?;
        // In the month of `day`, or in a later one less than a period away.
        if self.before_maturity(count)? <= day {
            Some(count)
        } else {
            self.before_maturity(count + 1).map(|_| count + 1)
        }
    }

    /// How many payments before maturity `date` is, if it is a payment day at all.
    pub fn position(&self, date: Date) -> Option<u32> {
        let count = self.reached(date)?;
        (self.before_maturity(count) == Some(date)).then_some(count)
    }
}

/// Months since January of the year 0.
pub fn month_number(year: i32, month: u8) -> i64 {
    i64::from(year) * 12 + i64::from(month) - 1
}

/// The day in the month of this number, if there is one.
pub fn on(month: i64, day: u8) -> Option<Date> {
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let month = u8::try_from(month.rem_euclid(12) + 1).ok()?;
    Date::from_ymd(year, month, day).ok()
}

/// Days of the month of this number.
pub fn days_in_month(month: i64) -> Option<u8> {
    (28..=31).rev().find(|day| on(month, *day).is_some())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// Appendix B, table 1: first month, days in a regular and a leap year between 15ths, and between last days.
    const TABLE_1: [(u8, [i64; 4]); 12] = [
        (1, [181, 182, 181, 182]),
        (2, [181, 182, 184, 184]),
        (3, [184, 184, 183, 183]),
        (4, [183, 183, 184, 184]),
        (5, [184, 184, 183, 183]),
        (6, [183, 183, 184, 184]),
        (7, [184, 184, 184, 184]),
        (8, [184, 184, 181, 182]),
        (9, [181, 182, 182, 183]),
        (10, [182, 183, 181, 182]),
        (11, [181, 182, 182, 183]),
        (12, [182, 183, 181, 182]),
    ];

    #[test]
    fn half_years_are_as_long_as_table_1_says() {
        for (first, [fifteenth, leap_fifteenth, last, leap_last]) in TABLE_1 {
            for (year, expected) in [
                (2027, [fifteenth, last]),
                (2028, [leap_fifteenth, leap_last]),
            ] {
                // `year` is that of the February which the half year has, if it has one.
                let start = month_number(if first > 7 { year - 1 } else { year }, first);
                let end = start + 6;
                for (day, days) in [15, days_in_month(end).unwrap()].into_iter().zip(expected) {
                    let maturity = on(end, day).unwrap();
                    let start = Schedule::semiannual(maturity).before_maturity(1).unwrap();
                    assert_eq!(start.ymd().1, first);
                    assert_eq!(start.days_until(maturity), days, "{start} to {maturity}");
                }
            }
        }
    }

    #[test]
    fn ends_of_months_stay_ends_of_months() {
        let pays = |maturity: &str, count| {
            Schedule::semiannual(date(maturity))
                .before_maturity(count)
                .unwrap()
                .to_string()
        };
        assert_eq!(pays("2028-05-31", 1), "2027-11-30");
        assert_eq!(pays("2027-11-30", 1), "2027-05-31");
        assert_eq!(pays("2028-02-29", 1), "2027-08-31");
        assert_eq!(pays("2030-08-31", 5), "2028-02-29");
        assert_eq!(pays("2030-08-31", 3), "2029-02-28");
        assert_eq!(pays("2027-02-15", 1), "2026-08-15");
        let quarter = Schedule::quarterly(date("2028-01-31"));
        let days: Vec<_> = (0..4)
            .map(|k| quarter.before_maturity(k).unwrap().to_string())
            .collect();
        assert_eq!(
            days,
            ["2028-01-31", "2027-10-31", "2027-07-31", "2027-04-30"]
        );
    }

    #[test]
    fn nothing_is_paid_before_the_year_0_or_after_maturity() {
        let early = Schedule::semiannual(date("0000-03-15"));
        assert_eq!(early.before_maturity(1), None);
        assert_eq!(early.reached(date("0000-03-14")), None);
        assert_eq!(early.reached(date("0000-03-15")), Some(0));
        assert_eq!(early.reached(date("0000-03-16")), None);
        assert_eq!(early.before_maturity(u32::MAX), None);
    }

    proptest! {
        #[test]
        fn agrees_with_a_walk_through_the_calendar(
            year in 1990..2060i32, month in 1..=12u8, day in 1..=31u8, back in 0..12_000i64, quarterly: bool,
        ) {
            let number = month_number(year, month);
            let maturity = on(number, day.min(days_in_month(number).unwrap())).unwrap();
            let schedule = if quarterly { Schedule::quarterly(maturity) } else { Schedule::semiannual(maturity) };
            let today = maturity.plus_days(-back).unwrap();
            // Day by day: a payment day is in a month of the right distance, and on the day, or the last one there is.
            let last = |d: Date| d.plus_days(1).unwrap().ymd().2 == 1;
            let pays = |d: Date| {
                let distance = month_number(year, month) - month_number(d.ymd().0, d.ymd().1);
                distance % i64::from(schedule.months()) == 0
                    && if last(maturity) { last(d) } else { d.ymd().2 == maturity.ymd().2 || (last(d) && d.ymd().2 < maturity.ymd().2) }
            };
            let mut found = today;
            while !pays(found) {
                found = found.plus_days(-1).unwrap();
            }
            let count = schedule.reached(today).unwrap();
            prop_assert_eq!(schedule.before_maturity(count), Some(found));
            prop_assert_eq!(schedule.position(found), Some(count));
            prop_assert_eq!(schedule.position(today).is_some(), pays(today));
            if count > 0 {
                prop_assert!(schedule.before_maturity(count - 1).unwrap() > today);
            }
        }
    }
}
