//! Points in time and calendar dates, each with exactly one spelling.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;
use time::{Month, Time, UtcDateTime};

use crate::macros::serde_as_string;

/// Why a string is not a date or a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TimeError {
    /// Not of the form `YYYY-MM-DD`.
    #[error("expected a date of the form YYYY-MM-DD")]
    DateForm,
    /// Not of the form `YYYY-MM-DDTHH:MM:SSZ`: UTC, whole seconds, a literal `Z`.
    #[error("expected a time of the form YYYY-MM-DDTHH:MM:SSZ")]
    TimestampForm,
    /// No such day or time of day, such as February 30 or 23:59:60.
    #[error("no such day or time of day")]
    OutOfRange,
}

/// Reads `text` where `form` holds digits (`0`) and literal characters.
fn matches_form(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(t, f)| {
            if f == b'0' {
                t.is_ascii_digit()
            } else {
                t == f
            }
        })
}

/// The number at `range`; the form has been checked, so these are digits.
fn number<T: FromStr>(text: &str, range: core::ops::Range<usize>) -> Result<T, TimeError> {
    text.get(range)
        .and_then(|digits| digits.parse().ok())
        .ok_or(TimeError::OutOfRange)
}

/// A day in the proleptic Gregorian calendar, years 0 to 9999: `2026-03-31`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

impl Date {
    /// Days from `self` to `later`; negative if that is earlier.
    pub fn days_until(self, later: Date) -> i64 {
        i64::from(later.0.to_julian_day()) - i64::from(self.0.to_julian_day())
    }

    /// Days from `earlier` to `self`; negative if that is later.
    pub fn days_since(self, earlier: Date) -> i64 {
        earlier.days_until(self)
    }

    /// Year, month (1 to 12) and day (from 1).
    pub fn ymd(self) -> (i32, u8, u8) {
        let (year, month, day) = self.0.to_calendar_date();
        (year, u8::from(month), day)
    }

    /// The day of the week, from 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        self.0.weekday().number_days_from_monday()
    }

    /// The day `days` later, or earlier if that is negative; `None` outside the years 0 to 9999.
    pub fn plus_days(self, days: i64) -> Option<Date> {
        let date = self
            .0
            .checked_add(time::Duration::seconds(days.checked_mul(86_400)?))?;
        (0..=9999).contains(&date.year()).then_some(Date(date))
    }

    /// The day in `year` (0 to 9999), `month` (1 to 12), `day` (from 1).
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] if there is no such day.
    pub fn from_ymd(year: i32, month: u8, day: u8) -> Result<Date, TimeError> {
        if !(0..=9999).contains(&year) {
            return Err(TimeError::OutOfRange);
        }
        let month = Month::try_from(month).map_err(|_| TimeError::OutOfRange)?;
        time::Date::from_calendar_date(year, month, day)
            .map(Date)
            .map_err(|_| TimeError::OutOfRange)
    }
}

impl FromStr for Date {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Date, TimeError> {
        if !matches_form(text, "0000-00-00") {
            return Err(TimeError::DateForm);
        }
        Date::from_ymd(
            number(text, 0..4)?,
            number(text, 5..7)?,
            number(text, 8..10)?,
        )
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(f, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

serde_as_string!(Date, "a date of the form YYYY-MM-DD");

/// A point in time, RFC 3339 in UTC with whole seconds: `2026-03-31T21:00:00Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(UtcDateTime);

impl Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix(self) -> i64 {
        self.0.unix_timestamp()
    }

    /// The day, in UTC.
    pub fn date(self) -> Date {
        Date(self.0.date())
    }

    /// The point `seconds` after 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`TimeError::OutOfRange`] outside the years 0 to 9999.
    pub fn from_unix(seconds: i64) -> Result<Timestamp, TimeError> {
        let time = UtcDateTime::from_unix_timestamp(seconds).map_err(|_| TimeError::OutOfRange)?;
        if !(0..=9999).contains(&time.year()) {
            return Err(TimeError::OutOfRange);
        }
        Ok(Timestamp(time))
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Timestamp, TimeError> {
        if !matches_form(text, "0000-00-00T00:00:00Z") {
            return Err(TimeError::TimestampForm);
        }
        let Date(date) = Date::from_ymd(
            number(text, 0..4)?,
            number(text, 5..7)?,
            number(text, 8..10)?,
        )?;
        let time = Time::from_hms(
            number(text, 11..13)?,
            number(text, 14..16)?,
            number(text, 17..19)?,
        )
        .map_err(|_| TimeError::OutOfRange)?;
        Ok(Timestamp(UtcDateTime::new(date, time)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = self.0.as_hms();
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}Z", self.date())
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

serde_as_string!(Timestamp, "a time of the form YYYY-MM-DDTHH:MM:SSZ");

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn one_spelling() {
        let text = "2026-03-31T21:00:05Z";
        let time: Timestamp = text.parse().unwrap();
        assert_eq!(time.to_string(), text);
        assert_eq!(time.unix(), 1_774_990_805);
        assert_eq!(Timestamp::from_unix(1_774_990_805), Ok(time));
        assert_eq!(time.date().to_string(), "2026-03-31");
        for other in [
            "2026-03-31T21:00:05+00:00",
            "2026-03-31t21:00:05Z",
            "2026-03-31T21:00:05z",
            "2026-03-31 21:00:05Z",
            "2026-03-31T21:00:05.0Z",
            "2026-03-31T21:00Z",
            "+2026-03-31T21:00:05Z",
            "2026-3-31T21:00:05Z",
            "2026-03-31T21:00:05Z ",
            "2026-03-31T21:00:\u{0665}Z",
            "",
        ] {
            assert_eq!(
                other.parse::<Timestamp>(),
                Err(TimeError::TimestampForm),
                "{other}"
            );
        }
    }

    #[test]
    fn no_such_day_or_time() {
        for text in [
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T23:59:60Z",
        ] {
            assert_eq!(
                text.parse::<Timestamp>(),
                Err(TimeError::OutOfRange),
                "{text}"
            );
        }
        assert_eq!("2100-02-29".parse::<Date>(), Err(TimeError::OutOfRange));
        assert_eq!("2026/01/01".parse::<Date>(), Err(TimeError::DateForm));
        assert_eq!(Date::from_ymd(10_000, 1, 1), Err(TimeError::OutOfRange));
        assert_eq!(Timestamp::from_unix(i64::MAX), Err(TimeError::OutOfRange));
        assert_eq!(
            Timestamp::from_unix(253_402_300_800),
            Err(TimeError::OutOfRange)
        );
        assert_eq!(
            Timestamp::from_unix(253_402_300_799).unwrap().to_string(),
            "9999-12-31T23:59:59Z"
        );
    }

    #[test]
    fn days_between() {
        let a: Date = "2024-02-28".parse().unwrap();
        let b: Date = "2024-03-01".parse().unwrap();
        assert_eq!(a.days_until(b), 2);
        assert_eq!(a.days_since(b), -2);
        assert!(a < b);
        assert_eq!((a.plus_days(2), b.plus_days(-2)), (Some(b), Some(a)));
        assert_eq!(a.ymd(), (2024, 2, 28));
        assert_eq!((a.weekday(), b.weekday()), (2, 4));
        let last: Date = "9999-12-31".parse().unwrap();
        let first: Date = "0000-01-01".parse().unwrap();
        assert_eq!((last.plus_days(1), first.plus_days(-1)), (None, None));
        assert_eq!((a.plus_days(i64::MAX), a.plus_days(i64::MIN)), (None, None));
    }
}
