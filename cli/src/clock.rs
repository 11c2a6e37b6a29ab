//! This computer's clock.

use std::time::{SystemTime, UNIX_EPOCH};

use assay_statement::Timestamp;

use crate::error::CliError;

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
