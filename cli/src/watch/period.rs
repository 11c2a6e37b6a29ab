//! A period: the name of its directory is the day or the time of its report.

use std::fmt;
use std::str::FromStr;

use assay_statement::{Date, Timestamp};
use thiserror::Error;

/// A day, `2026-11-20`, or a moment of it, `2026-11-20T220000Z`: a time without colons, which not all file systems take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    date: Date,
    at: Option<Timestamp>,
}

/// A name that is not one of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected the name of a period, YYYY-MM-DD or YYYY-MM-DDTHHMMSSZ; rename the directory, or let its name begin with a dot")]
pub struct InvalidPeriod;

impl FromStr for Period {
    type Err = InvalidPeriod;

    fn from_str(name: &str) -> Result<Period, InvalidPeriod> {
        if let Ok(date) = name.parse() {
            return Ok(Period { date, at: None });
        }
        let parts = [0..13, 13..15, 15..18].map(|range| name.get(range));
        let [Some(hour), Some(minute), Some(second)] = parts else {
            return Err(InvalidPeriod);
        };
        // The whole length is checked by the other form.
        let rest = name.get(18..).unwrap_or_default();
        let time = format!("{hour}:{minute}:{second}{rest}");
        let at: Timestamp = time.parse().map_err(|_| InvalidPeriod)?;
        Ok(Period {
            date: at.date(),
            at: Some(at),
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => f.write_str(&at.to_string().replace(':', "")),
            None => self.date.fmt(f),
        }
    }
}

impl Period {
    /// Whether a report as of this time is the period's.
    pub fn covers(&self, as_of: Timestamp) -> bool {
        match self.at {
            Some(at) => at == as_of,
            None => self.date == as_of.date(),
        }
    }

    /// Whether no report of this period can be later than this time.
    pub fn is_over_by(&self, time: Timestamp) -> bool {
        match self.at {
            Some(at) => at <= time,
            None => self.date < time.date(),
        }
    }

    /// Name of the file of its report.
    pub fn file_name(&self) -> String {
        format!("{self}.report.json")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_and_moments() {
        let day: Period = "2026-11-20".parse().unwrap();
        let moment: Period = "2026-11-20T220000Z".parse().unwrap();
        let time = |text: &str| text.parse::<Timestamp>().unwrap();
        assert!(day < moment);
        assert_eq!(moment.file_name(), "2026-11-20T220000Z.report.json");
        assert!(day.covers(time("2026-11-20T00:00:00Z")));
        assert!(!day.covers(time("2026-11-21T00:00:00Z")));
        assert!(moment.covers(time("2026-11-20T22:00:00Z")));
        assert!(!moment.covers(time("2026-11-20T22:00:01Z")));
        assert!(!day.is_over_by(time("2026-11-20T23:59:59Z")));
        assert!(day.is_over_by(time("2026-11-21T00:00:00Z")));
        assert!(moment.is_over_by(time("2026-11-20T22:00:00Z")));
        assert!(!moment.is_over_by(time("2026-11-20T21:59:59Z")));
        for bad in [
            "2026-02-30",
            "2026-11-20T22:00:00Z",
            "2026-11-20T2200Z",
            "2026-11-20T220000",
            "2026-11-20T220000Zx",
            "2026-11-20T2200000Z",
            "2026-11-20T240000Z",
            "20261120",
            "",
            "é",
        ] {
            assert_eq!(bad.parse::<Period>(), Err(InvalidPeriod), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn names_are_printed_as_written(seconds in -62_167_219_200i64..253_402_300_800, day in any::<bool>()) {
            let at = Timestamp::from_unix(seconds).unwrap();
            let period = Period { date: at.date(), at: (!day).then_some(at) };
            prop_assert_eq!(period.to_string().parse(), Ok(period));
            prop_assert!(period.covers(at));
        }
    }
}
