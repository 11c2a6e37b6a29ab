//! Business days: those on which the Federal Reserve Banks are open.
//!
//! Closed are Saturdays, Sundays and the holidays below. **A holiday on a Saturday moves nowhere**: the Banks are open
//! on the Friday before. A holiday on a Sunday is kept on the Monday after. Source: the holiday schedule that each
//! Reserve Bank publishes (<https://www.richmondfed.org/about_us/holiday_schedule>), the days themselves being those
//! of 5 U.S.C. 6103(a).
//!
//! | holiday | day | since |
//! |---|---|---|
//! | New Year's Day | January 1 | |
//! | Birthday of Martin Luther King, Jr. | third Monday of January | 1986 |
//! | Washington's Birthday | third Monday of February | |
//! | Memorial Day | last Monday of May | |
//! | Juneteenth National Independence Day | June 19 | 2021, where it was a Saturday |
//! | Independence Day | July 4 | |
//! | Labor Day | first Monday of September | |
//! | Columbus Day | second Monday of October | |
//! | Veterans Day | November 11 | |
//! | Thanksgiving Day | fourth Thursday of November | |
//! | Christmas Day | December 25 | |
//!
//! Nothing else closes them: not Good Friday, when the bond market rests, and no day of mourning, when the Government's
//! offices do. Holidays of one day in one city are not the System's. The rules are those of today. Before 1978, when
//! Veterans Day returned to November 11, the calendar was another one, and this module does not know it.

use crate::time::Date;

/// Whether the Federal Reserve Banks are open.
pub fn is_business_day(date: Date) -> bool {
    !is_weekend(date) && !is_holiday(date)
}

/// The day itself if it is a business day, otherwise the last one before it.
///
/// At the beginning of the calendar, where there is none, its first day.
pub fn last_business_day(date: Date) -> Date {
    nearest(date, -1)
}

/// The first business day strictly after `date`.
///
/// At the end of the calendar, where there is none, its last day.
pub fn next_business_day(date: Date) -> Date {
    date.plus_days(1).map_or(date, |day| nearest(day, 1))
}

/// The business day that is `days` of them after `date`, which need not be one itself: one day after a Saturday is
/// Monday, if that is no holiday. No days after is `date`.
///
/// At the end of the calendar, where there is none, its last day: whatever has a date is within that window anyway.
pub fn add_business_days(date: Date, days: u32) -> Date {
    let mut day = date;
    for _ in 0..days {
        let next = next_business_day(day);
        if next == day {
            break;
        }
        day = next;
    }
    day
}

/// `day` itself if it is a business day, otherwise the nearest before (`step` -1) or after it (1).
fn nearest(mut day: Date, step: i64) -> Date {
    while !is_business_day(day) {
        match day.plus_days(step) {
            Some(next) => day = next,
            None => return day,
        }
    }
    day
}

fn is_weekend(date: Date) -> bool {
    date.weekday() > FRIDAY
}

/// Whether a day of the working week is kept as a holiday.
fn is_holiday(date: Date) -> bool {
    let is_kept_for_sunday = || {
        let sunday = date.plus_days(-1);
        date.weekday() == MONDAY && sunday.is_some_and(is_fixed_holiday)
    };
    is_fixed_holiday(date) || is_holiday_by_weekday(date) || is_kept_for_sunday()
}

/// Holidays of a day of the month.
fn is_fixed_holiday(date: Date) -> bool {
    match date.ymd() {
        (_, 1, 1) | (_, 7, 4) | (_, 11, 11) | (_, 12, 25) => true,
        (year, 6, 19) => year >= 2021,
        _ => false,
    }
}

/// Holidays of a day of the week. The third Monday of a month is one of its days 15 to 21.
fn is_holiday_by_weekday(date: Date) -> bool {
    match (date.weekday(), date.ymd()) {
        (MONDAY, (year, 1, 15..=21)) => year >= 1986,
        (MONDAY, (_, 2, 15..=21) | (_, 5, 25..=31) | (_, 9, 1..=7) | (_, 10, 8..=14)) => true,
        (THURSDAY, (_, 11, 22..=28)) => true,
        _ => false,
    }
}

const MONDAY: u8 = 0;
const THURSDAY: u8 = 3;
const FRIDAY: u8 = 4;
