//! When to look: moments that depend on the clock alone, so that a new start changes none of them.

use std::fmt;
use std::str::FromStr;

use assay_statement::json::{FromJson, JsonError, JsonValue};
use assay_statement::Timestamp;
use serde::{Serialize, Serializer};
use thiserror::Error;

/// Seconds of a day; UTC has no leap seconds here.
pub const DAY: i64 = 86_400;

/// A time of day in UTC, `HH:MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay {
    minutes: u16,
}

/// A string that is not a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected a time of day of the form HH:MM, 00:00 to 23:59")]
pub struct InvalidTimeOfDay;

impl FromStr for TimeOfDay {
    type Err = InvalidTimeOfDay;

    fn from_str(text: &str) -> Result<TimeOfDay, InvalidTimeOfDay> {
        let [a, b, b':', c, d] = text.as_bytes() else {
            return Err(InvalidTimeOfDay);
        };
        let number = |high: &u8, low: &u8, end: u16| {
            let digits = high.is_ascii_digit() && low.is_ascii_digit();
            let value = u16::from(high & 15) * 10 + u16::from(low & 15);
            (digits && value < end)
                .then_some(value)
                .ok_or(InvalidTimeOfDay)
        };
        Ok(TimeOfDay {
            minutes: number(a, b, 24)? * 60 + number(c, d, 60)?,
        })
    }
}

impl FromJson for TimeOfDay {
    fn from_json(value: JsonValue<'_>) -> Result<TimeOfDay, JsonError> {
        value.parse("a time of day")
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.minutes / 60, self.minutes % 60)
    }
}

impl TimeOfDay {
    fn seconds(self) -> i64 {
        i64::from(self.minutes) * 60
    }
}

/// The moments at which to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moments {
    /// Multiples of so many seconds, Unix time.
    Every {
        /// Above 0.
        seconds: u32,
    },
    /// These times of every day, ascending.
    Daily {
        /// At least one.
        times: Vec<TimeOfDay>,
    },
}

impl Moments {
    /// The first moment after `now`, `None` at the end of the calendar.
    pub fn next(&self, now: Timestamp) -> Option<Timestamp> {
        let now = now.unix();
        let next = match self {
            Moments::Every { seconds } => {
                let passed = now.checked_rem_euclid(i64::from(*seconds))?;
                now - passed + i64::from(*seconds)
            }
            Moments::Daily { times } => {
                let passed = now.rem_euclid(DAY);
                let midnight = now - passed;
                match times.iter().find(|time| time.seconds() > passed) {
                    Some(time) => midnight + time.seconds(),
                    None => midnight + DAY + times.first()?.seconds(),
                }
            }
        };
        Timestamp::from_unix(next).ok()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn daily(times: &[&str]) -> Moments {
        Moments::Daily {
            times: times.iter().map(|time| time.parse().unwrap()).collect(),
        }
    }

    #[test]
    fn by_hand() {
        let next =
            |moments: &Moments, now: &str| moments.next(now.parse().unwrap()).unwrap().to_string();
        let quarter = Moments::Every { seconds: 900 };
        assert_eq!(
            next(&quarter, "2026-11-20T22:00:00Z"),
            "2026-11-20T22:15:00Z"
        );
        assert_eq!(
            next(&quarter, "2026-12-31T23:59:59Z"),
            "2027-01-01T00:00:00Z"
        );
        let moments = daily(&["06:00", "22:30"]);
        assert_eq!(
            next(&moments, "2026-11-20T05:59:59Z"),
            "2026-11-20T06:00:00Z"
        );
        assert_eq!(
            next(&moments, "2026-11-20T06:00:00Z"),
            "2026-11-20T22:30:00Z"
        );
        assert_eq!(
            next(&moments, "2028-02-28T22:30:00Z"),
            "2028-02-29T06:00:00Z"
        );
        assert_eq!(
            next(&daily(&["00:00"]), "2026-11-20T00:00:00Z"),
            "2026-11-21T00:00:00Z"
        );
        let end = "9999-12-31T23:59:59Z".parse().unwrap();
        assert_eq!(quarter.next(end), None);
        assert_eq!(moments.next(end), None);
    }

    proptest! {
        #[test]
        fn the_next_moment_of_an_interval(now in -62_167_219_200i64..253_402_214_400, seconds in 1u32..=86_400) {
            let moments = Moments::Every { seconds };
            let next = moments.next(Timestamp::from_unix(now).unwrap()).unwrap().unix();
            prop_assert_eq!(next.rem_euclid(i64::from(seconds)), 0);
            prop_assert!(next > now && next - now <= i64::from(seconds));
        }

        #[test]
        fn the_next_time_of_day(
            now in 0i64..253_402_214_400,
            minutes in prop::collection::btree_set(0u16..1_440, 1..10),
        ) {
            let times: Vec<TimeOfDay> = minutes.iter().map(|m| TimeOfDay { minutes: *m }).collect();
            let moments = Moments::Daily { times };
            let next = moments.next(Timestamp::from_unix(now).unwrap()).unwrap().unix();
            // The least of all moments of two days that is later, found one by one.
            let midnight = now - now % DAY;
            let expected = (0..2)
                .flat_map(|day| minutes.iter().map(move |m| midnight + day * DAY + i64::from(*m) * 60))
                .find(|moment| *moment > now);
            prop_assert_eq!(Some(next), expected);
        }

        #[test]
        fn times_of_day_are_printed_as_written(minutes in 0u16..1_440, text in ".{0,6}") {
            let time = TimeOfDay { minutes };
            prop_assert_eq!(time.to_string().parse(), Ok(time));
            if let Ok(time) = text.parse::<TimeOfDay>() {
                prop_assert_eq!(time.to_string(), text);
            }
        }
    }
}
