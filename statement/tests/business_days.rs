//! The calendar of business days, against rules written another way and against dates that a Reserve Bank published.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeSet;

use assay_statement::{
    add_business_days, is_business_day, last_business_day, next_business_day, Date,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The day of the week by Zeller's congruence, 0 for Saturday: nothing in common with the calendar of the crate.
fn zeller(year: i32, month: u8, day: u8) -> i32 {
    let (year, month) = match month {
        1 | 2 => (year - 1, i32::from(month) + 12),
        _ => (year, i32::from(month)),
    };
    let (century, of_century) = (year / 100, year % 100);
    let shifted = 13 * (month + 1) / 5;
    (i32::from(day) + shifted + of_century + of_century / 4 + century / 4 + 5 * century) % 7
}

const SUNDAY: i32 = 1;
const MONDAY: i32 = 2;
const THURSDAY: i32 = 5;

/// The date of the `nth` such weekday of a month, by counting from its first day.
fn nth(year: i32, month: u8, weekday: i32, nth: u8) -> Date {
    let found = (1..=31).filter(|day| zeller(year, month, *day) == weekday);
    let day = found.take(nth.into()).last().unwrap();
    Date::from_ymd(year, month, day).unwrap()
}

/// All weekdays of a year on which the Banks are closed, holiday by holiday.
fn closed(year: i32) -> BTreeSet<Date> {
    let mut days = BTreeSet::from([
        nth(year, 2, MONDAY, 3),
        // Memorial Day: whichever of the fourth and fifth Monday is the last. May has 31 days.
        nth(year, 5, MONDAY, 5),
        nth(year, 9, MONDAY, 1),
        nth(year, 10, MONDAY, 2),
        nth(year, 11, THURSDAY, 4),
    ]);
    if year >= 1986 {
        days.insert(nth(year, 1, MONDAY, 3));
    }
    for (month, of_month) in [(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)] {
        if month == 6 && year < 2021 {
            continue;
        }
        match zeller(year, month, of_month) {
            0 => continue,
            SUNDAY => days.insert(Date::from_ymd(year, month, of_month + 1).unwrap()),
            _ => days.insert(Date::from_ymd(year, month, of_month).unwrap()),
        };
    }
    days
}

#[test]
fn every_day_of_fifty_years_is_as_the_rules_say() {
    let (mut at, end) = (day("1990-01-01"), day("2041-01-01"));
    let (mut open, mut days) = (0, 0);
    let closed: BTreeSet<Date> = (1990..=2040).flat_map(closed).collect();
    let mut last_open = day("1989-12-29");
    while at < end {
        let (year, month, of_month) = at.ymd();
        let expected = zeller(year, month, of_month) > SUNDAY && !closed.contains(&at);
        assert_eq!(is_business_day(at), expected, "{at}");
        if expected {
            // What was open last is followed by this one, whatever weekend or holiday is between.
            let mut between = last_open;
            while between < at {
                assert_eq!(last_business_day(between), last_open);
                assert_eq!(next_business_day(between), at);
                assert_eq!(add_business_days(between, 1), at);
                between = between.plus_days(1).unwrap();
            }
            last_open = at;
            open += 1;
        }
        days += 1;
        at = at.plus_days(1).unwrap();
    }
    assert_eq!((days, open), (18_628, 12_810));
}

/// What `test-vectors/reference/check_business_days.py` compares with the calendars of others. `ASSAY_REGENERATE=1`
/// writes it anew.
#[test]
fn what_is_compared_with_others_is_this_calendar() {
    let (mut at, end) = (day("1990-01-01"), day("2041-01-01"));
    let mut closed = String::new();
    while at < end {
        if at.weekday() < 5 && !is_business_day(at) {
            closed.push_str(&format!("{at}\n"));
        }
        at = at.plus_days(1).unwrap();
    }
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/reserve_banks_closed.txt"
    );
    if std::env::var_os("ASSAY_REGENERATE").is_some() {
        std::fs::write(file, &closed).unwrap();
    }
    assert_eq!(std::fs::read_to_string(file).unwrap(), closed);
}

/// <https://www.richmondfed.org/about_us/holiday_schedule>, of 2025 to 2027.
#[test]
fn closed_on_the_days_that_a_reserve_bank_published() {
    let published = [
        "2025-01-01 2025-01-20 2025-02-17 2025-05-26 2025-06-19 2025-07-04 2025-09-01 2025-10-13 2025-11-11 \
         2025-11-27 2025-12-25",
        // Independence Day is a Saturday.
        "2026-01-01 2026-01-19 2026-02-16 2026-05-25 2026-06-19 2026-09-07 2026-10-12 2026-11-11 2026-11-26 2026-12-25",
        // Juneteenth and Christmas are Saturdays; Independence Day is a Sunday.
        "2027-01-01 2027-01-18 2027-02-15 2027-05-31 2027-07-05 2027-09-06 2027-10-11 2027-11-11 2027-11-25",
    ];
    for (year, days) in (2025..).zip(published) {
        let expected: BTreeSet<Date> = days.split_whitespace().map(day).collect();
        let mut at = Date::from_ymd(year, 1, 1).unwrap();
        let mut found = BTreeSet::new();
        while at.ymd().0 == year {
            if at.weekday() < 5 && !is_business_day(at) {
                found.insert(at);
            }
            at = at.plus_days(1).unwrap();
        }
        assert_eq!(found, expected, "{year}");
    }
}

#[test]
fn saturday_holidays_move_nowhere_and_mourning_closes_nothing() {
    // The Fridays before Independence Day of 2026, Juneteenth of 2021 and Christmas of 2027; Good Friday; the days of
    // mourning of 2018 and 2025; the days after 2001-09-11, when the stock exchange was closed.
    for open in [
        "2026-07-03",
        "2021-06-18",
        "2021-06-21",
        "2027-12-24",
        "2026-04-03",
        "2018-12-05",
        "2025-01-09",
        "2001-09-12",
    ] {
        assert!(is_business_day(day(open)), "{open}");
    }
}

#[test]
fn business_days_are_counted_from_any_day() {
    // Friday before the weekend of Labor Day.
    let friday = day("2026-09-04");
    let saturday = day("2026-09-05");
    assert_eq!(add_business_days(friday, 0), friday);
    assert_eq!(add_business_days(saturday, 0), saturday);
    assert_eq!(add_business_days(friday, 1), day("2026-09-08"));
    assert_eq!(add_business_days(saturday, 1), day("2026-09-08"));
    assert_eq!(add_business_days(friday, 5), day("2026-09-14"));
    assert_eq!(last_business_day(saturday), friday);
    assert_eq!(last_business_day(friday), friday);
    assert_eq!(next_business_day(friday), day("2026-09-08"));
}

#[test]
fn the_calendar_has_two_ends() {
    // A Saturday, and a Friday.
    let (first, last) = (day("0000-01-01"), day("9999-12-31"));
    assert_eq!(last_business_day(first), first);
    assert_eq!(next_business_day(first), day("0000-01-03"));
    assert_eq!(next_business_day(last), last);
    assert_eq!(add_business_days(last, u32::MAX), last);
    assert_eq!(add_business_days(day("9999-12-30"), 5), last);
}
