//! What the fuzz targets and this crate's own tests look at. No part of the interface: it changes without notice.

use assay_statement::{Subject, Timestamp};

pub use crate::files::read as read_file;
pub use crate::watch::config::{Config, ConfigError, Schedule};
pub use crate::watch::schedule::TimeOfDay;

use crate::watch::metrics::{Carried, Metrics};
use crate::watch::period::{InvalidPeriod, Period};

/// The moment at which `assay watch` with this configuration looks at its inbox next.
///
/// # Errors
/// [`ConfigError`] if the schedule names no moments.
pub fn next_moment(config: &Config, now: Timestamp) -> Result<Option<Timestamp>, ConfigError> {
    Ok(config.schedule.moments()?.next(now))
}

/// The file of a period's report, from the name of the period's directory.
///
/// # Errors
/// A name that is no day and no time.
pub fn report_file_name(period: &str) -> Result<String, InvalidPeriod> {
    Ok(period.parse::<Period>()?.file_name())
}

/// Reads a metrics file and writes what was read. Of its own output it makes the same again.
pub fn rewrite_metrics(text: &str, subject: &Subject) -> String {
    let carried = Carried::read(text, subject);
    let metrics = Metrics {
        carried,
        ..Metrics::default()
    };
    metrics.render(subject)
}
