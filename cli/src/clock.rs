//! This computer's clock.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use assay_statement::Timestamp;

use crate::error::CliError;
use crate::terminal::note;

/// The time, or `None` if the clock is before 1970 or after 9999.
pub fn now() -> Option<Timestamp> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Timestamp::from_unix(i64::try_from(since.as_secs()).ok()?).ok()
}

/// The time that the user gave with `--now`, else that of the clock.
pub fn given_or_now(given: Option<Timestamp>) -> Result<Timestamp, CliError> {
    let wrong = || CliError::Usage("this computer's clock is wrong; pass --now TIME".into());
    given.or_else(now).ok_or_else(wrong)
}

/// Warns of a document that says what is to come. Verifiers refuse a report of it until then.
pub fn warn_if_future(path: &Path, as_of: Timestamp) {
    if let Some(now) = now().filter(|now| as_of > *now) {
        let path = path.display();
        note(&format!("warning: {path}: is as of {as_of}, after this computer's clock ({now}); verifiers refuse a report until then"));
    }
}
