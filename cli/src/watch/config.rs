//! The configuration of `assay watch`.
//!
//! ```json
//! {
//!   "assay": "v1",
//!   "kind": "watch",
//!   "subject": "eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec",
//!   "inbox": "inbox",
//!   "reports": "reports",
//!   "policy": "policy.json",
//!   "registry": "registry.json",
//!   "metrics": "reports/assay.prom",
//!   "schedule": { "every_seconds": 900 }
//! }
//! ```

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use assay_statement::json::{FromJson, JsonError, JsonValue};
use assay_statement::{fields, steers, Document, Kind, Subject, V1};
use assay_verifier::{Predecessor, PredecessorError};
use serde::Serialize;
use thiserror::Error;

use crate::watch::schedule::{Moments, TimeOfDay, DAY};

/// Longest path, in bytes.
const MAX_PATH: usize = 4_096;

/// The configuration. Paths are relative to the directory of its file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Config {
    /// The version.
    pub assay: V1,
    /// `"watch"`.
    pub kind: Kind<Config>,
    /// What all reports are about.
    pub subject: Subject,
    /// Directory of the inputs, with one directory in it for each period.
    pub inbox: FilePath,
    /// Directory of the reports, which nothing else writes to.
    pub reports: FilePath,
    /// The policy of every period. Without it each period has its own `policy.json`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<FilePath>,
    /// The registry that every report must verify against. Without it the keys of the attestations are not judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registry: Option<FilePath>,
    /// Where to leave metrics in the Prometheus text format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics: Option<FilePath>,
    /// The report that the first one here must follow, if the chain began elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous: Option<Predecessor>,
    /// When to look.
    pub schedule: Schedule,
}

fields!(Config {
    assay,
    kind,
    subject,
    inbox,
    reports,
    policy,
    registry,
    metrics,
    previous,
    schedule,
});

impl Document for Config {
    const KIND: &'static str = "watch";
    const MAX_BYTES: usize = 64 << 10;
}

/// When to look: exactly one of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// Every so many seconds since 1970-01-01T00:00:00Z, 1 to 86,400.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub every_seconds: Option<u32>,
    /// At these times of every day, `HH:MM` in UTC, in ascending order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times_utc: Option<Vec<TimeOfDay>>,
}

fields!(Schedule {
    every_seconds,
    times_utc
});

/// The path of a file: 1 to 4,096 bytes without control characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FilePath(String);

/// A string that is not a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected a path of 1 to {MAX_PATH} bytes without control characters")]
pub struct InvalidPath;

impl FromStr for FilePath {
    type Err = InvalidPath;

    fn from_str(text: &str) -> Result<FilePath, InvalidPath> {
        let long = text.is_empty() || text.len() > MAX_PATH;
        match long || text.chars().any(steers) {
            true => Err(InvalidPath),
            false => Ok(FilePath(text.into())),
        }
    }
}

impl FromJson for FilePath {
    fn from_json(value: JsonValue<'_>) -> Result<FilePath, JsonError> {
        value.parse("a path")
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FilePath {
    /// The path, from the directory of the configuration.
    pub fn in_directory(&self, dir: &Path) -> PathBuf {
        dir.join(&self.0)
    }
}

/// Why a configuration makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigError {
    /// Not exactly one way to say when.
    #[error("schedule: expected either every_seconds or times_utc, found {found}")]
    Schedule {
        /// `neither` or `both`.
        found: &'static str,
    },
    /// An interval of no time, or beyond a day.
    #[error("schedule.every_seconds: expected 1 to {DAY}, found {found}")]
    Interval {
        /// The seconds.
        found: u32,
    },
    /// No time of day.
    #[error("schedule.times_utc: expected at least one time, found none")]
    NoTime,
    /// Times of day in another order, or one twice.
    #[error("schedule.times_utc: expected ascending times, found {later} after {earlier}")]
    Order {
        /// The one before.
        earlier: TimeOfDay,
        /// The one that is not later.
        later: TimeOfDay,
    },
    /// Metrics that could take the place of a report.
    #[error("metrics: expected a name that does not end in .json, as reports do")]
    MetricsName,
    /// The chain began with reports about something else.
    #[error("previous: {0}")]
    Previous(#[from] PredecessorError),
    /// Inputs and reports in one place.
    #[error("expected two directories, found that inbox and reports are the same")]
    OneDirectory,
}

impl Config {
    /// Checks what no field shows alone.
    ///
    /// # Errors
    /// The first [`ConfigError`].
    pub fn validate(&self) -> Result<(), ConfigError> {
        self.schedule.moments()?;
        if let Some(previous) = &self.previous {
            previous.check_subject(&self.subject)?;
        }
        if self
            .metrics
            .as_ref()
            .is_some_and(|path| path.0.ends_with(".json"))
        {
            return Err(ConfigError::MetricsName);
        }
        match self.inbox == self.reports {
            true => Err(ConfigError::OneDirectory),
            false => Ok(()),
        }
    }
}

impl Schedule {
    /// The moments.
    ///
    /// # Errors
    /// [`ConfigError`] if there is none, or more than one way to say them.
    pub fn moments(&self) -> Result<Moments, ConfigError> {
        match (self.every_seconds, &self.times_utc) {
            (None, None) => Err(ConfigError::Schedule { found: "neither" }),
            (Some(_), Some(_)) => Err(ConfigError::Schedule { found: "both" }),
            (Some(found), None) if found == 0 || i64::from(found) > DAY => {
                Err(ConfigError::Interval { found })
            }
            (Some(seconds), None) => Ok(Moments::Every { seconds }),
            (None, Some(times)) => {
                if times.is_empty() {
                    return Err(ConfigError::NoTime);
                }
                let pairs = times.iter().zip(times.iter().skip(1));
                if let Some((earlier, later)) = pairs.into_iter().find(|(a, b)| a >= b) {
                    return Err(ConfigError::Order {
                        earlier: *earlier,
                        later: *later,
                    });
                }
                Ok(Moments::Daily {
                    times: times.clone(),
                })
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use assay_statement::{parse_document, ParseError};

    const GOOD: &str = r#"{"assay":"v1","kind":"watch","subject":"fund:x","inbox":"in","reports":"out",
        "schedule":{"every_seconds":900}}"#;

    fn changed(from: &str, to: &str) -> Result<Config, ParseError> {
        let text = GOOD.replacen(from, to, 1);
        assert_ne!(text, GOOD);
        parse_document(text.as_bytes())
    }

    fn scheduled(schedule: &str) -> Result<Moments, ConfigError> {
        let config = changed("{\"every_seconds\":900}", schedule).unwrap();
        assert_eq!(config.validate(), config.schedule.moments().map(drop));
        config.schedule.moments()
    }

    #[test]
    fn reads_and_writes_itself() {
        let all = GOOD.replacen(
            "\"schedule\"",
            "\"policy\":\"p\",\"registry\":\"r\",\"metrics\":\"m\",\"previous\":{\"report\":\
             \"0101010101010101010101010101010101010101010101010101010101010101\",\
             \"subject\":\"fund:x\",\"as_of\":\"2026-11-20T22:00:00Z\"},\"schedule\"",
            1,
        );
        for text in [GOOD, &all] {
            let config: Config = parse_document(text.as_bytes()).unwrap();
            assert_eq!(config.validate(), Ok(()));
            let text = assay_statement::pretty(&config).unwrap();
            assert_eq!(parse_document::<Config>(text.as_bytes()).unwrap(), config);
        }
    }

    #[test]
    fn is_read_strictly() {
        assert!(matches!(
            changed("\"inbox\":\"in\",", ""),
            Err(ParseError::Field { .. })
        ));
        assert!(matches!(
            changed("\"inbox\"", "\"index\""),
            Err(ParseError::Field { .. })
        ));
        assert!(matches!(
            changed("\"in\"", "\"\""),
            Err(ParseError::Field { .. })
        ));
        assert!(matches!(
            changed("\"in\"", "\"\\u0000\""),
            Err(ParseError::Field { .. })
        ));
        assert!(matches!(
            changed("900", "900.0"),
            Err(ParseError::Float { .. })
        ));
        assert!(matches!(
            changed("900", "null"),
            Err(ParseError::Null { .. })
        ));
        assert!(matches!(
            changed("900", "-1"),
            Err(ParseError::Field { .. })
        ));
        assert!(matches!(
            changed("\"watch\"", "\"book\""),
            Err(ParseError::Kind { .. })
        ));
        assert!(matches!(
            changed("\"v1\"", "\"v2\""),
            Err(ParseError::Version { .. })
        ));
        for list in ["[]", "[\"06:00\"]", "\"daily\""] {
            let read = changed("{\"every_seconds\":900}", list);
            assert!(matches!(read, Err(ParseError::Field { .. })), "{list}");
        }
        // A digest alone does not say of what time the report is.
        let digest = format!("\"previous\":\"{}\",\"schedule\"", "01".repeat(32));
        let read = changed("\"schedule\"", &digest);
        assert!(matches!(read, Err(ParseError::Field { .. })));
        for time in ["24:00", "6:00", "06:60", "06:00:00", ""] {
            let schedule = format!("{{\"times_utc\":[\"{time}\"]}}");
            let read = changed("{\"every_seconds\":900}", &schedule);
            assert!(matches!(read, Err(ParseError::Field { .. })), "{time}");
        }
    }

    #[test]
    fn makes_sense() {
        let time = |text: &str| text.parse::<TimeOfDay>().unwrap();
        assert_eq!(
            scheduled("{}"),
            Err(ConfigError::Schedule { found: "neither" })
        );
        assert_eq!(
            scheduled("{\"every_seconds\":1,\"times_utc\":[\"06:00\"]}"),
            Err(ConfigError::Schedule { found: "both" })
        );
        for found in [0, 86_401] {
            let schedule = format!("{{\"every_seconds\":{found}}}");
            assert_eq!(scheduled(&schedule), Err(ConfigError::Interval { found }));
        }
        assert_eq!(scheduled("{\"times_utc\":[]}"), Err(ConfigError::NoTime));
        for [earlier, later] in [["06:00", "06:00"], ["06:01", "06:00"]] {
            let schedule = format!("{{\"times_utc\":[\"{earlier}\",\"{later}\"]}}");
            let (earlier, later) = (time(earlier), time(later));
            assert_eq!(
                scheduled(&schedule),
                Err(ConfigError::Order { earlier, later })
            );
        }
        assert_eq!(
            scheduled("{\"times_utc\":[\"06:00\",\"22:30\"]}"),
            Ok(Moments::Daily {
                times: vec![time("06:00"), time("22:30")]
            })
        );
        let previous = format!(
            "\"previous\":{{\"report\":\"{}\",\"subject\":\"fund:y\",\
             \"as_of\":\"2026-11-20T22:00:00Z\"}},\"schedule\"",
            "01".repeat(32)
        );
        let config = changed("\"schedule\"", &previous).unwrap();
        let subjects = PredecessorError::Subject {
            predecessor: "fund:y".parse().unwrap(),
            found: "fund:x".parse().unwrap(),
        };
        assert_eq!(config.validate(), Err(ConfigError::Previous(subjects)));
        let config = changed("\"out\"", "\"in\"").unwrap();
        assert_eq!(config.validate(), Err(ConfigError::OneDirectory));
        let config = changed("\"schedule\"", "\"metrics\":\"out/a.json\",\"schedule\"").unwrap();
        assert_eq!(config.validate(), Err(ConfigError::MetricsName));
    }
}
