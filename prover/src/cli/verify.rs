//! `assay verify`

use std::path::{Path, PathBuf};

use assay_statement::{digest, parse_document, Document, Policy, Report, Supply, Timestamp};
use assay_verifier::report::{verify_report, Options, Previous, Verified};
use serde_json::Value;

use super::{load, table, Outcome};
use crate::error::CliError;
use crate::files::{self, FileError};

/// Verifier: check a report against your own list of custodians.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay verify report.json --registry registry.json
  assay verify report.json --registry registry.json --supply supply.json --max-age 36h --json

The registry is yours: custodians' keys come from it and never from the report. Without --supply, the supply is what the
report says; read it from the chains yourself and name your file to be sure. What was not asked for is listed as not
checked.

Exit codes: 0 the report verifies, 1 it does not, 2 another file is wrong or missing.")]
pub struct Args {
    /// The report.
    report: PathBuf,
    /// Your registry of custodians and their keys.
    #[arg(long, value_name = "FILE")]
    registry: PathBuf,
    /// The supply you read for yourself: the report's must be the same.
    #[arg(long, value_name = "FILE")]
    supply: Option<PathBuf>,
    /// The policy you expect.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    /// The report that this one must follow.
    #[arg(long, value_name = "FILE", conflicts_with = "first")]
    previous: Option<PathBuf>,
    /// The report must be the first: it must follow none.
    #[arg(long)]
    first: bool,
    /// Oldest report accepted, such as 36h, 2d or 90m.
    #[arg(long, value_name = "AGE", value_parser = parse_age)]
    max_age: Option<u64>,
    /// The time to judge age by [default: this computer's clock].
    #[arg(long, value_name = "TIME")]
    now: Option<Timestamp>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// A report that verifies.
pub struct Checked {
    pub report: Report,
    pub verified: Verified,
    pub not_checked: Vec<table::NotChecked>,
}

/// Seconds in `36h`, `2d`, `90m` or `300s`.
fn parse_age(text: &str) -> Result<u64, String> {
    let parse = || {
        let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let seconds: u64 = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            _ => return None,
        };
        let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        digits
            .then(|| number.parse::<u64>().ok()?.checked_mul(seconds))
            .flatten()
    };
    parse().ok_or_else(|| "expected a whole number and a unit s, m, h or d, such as 36h".into())
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        let Some(Checked {
            report,
            verified,
            not_checked,
        }) = self.check()?
        else {
            return Ok(Outcome::Invalid);
        };
        if self.json {
            print_json(&table::json(&report, &verified, &not_checked))?;
        } else {
            files::print(&table::text(&report, &verified, &not_checked))?;
        }
        Ok(Outcome::Done)
    }

    /// The report, if it verifies; prints why if it does not.
    pub fn check(&self) -> Result<Option<Checked>, CliError> {
        let registry = load::registry(&self.registry)?;
        let supply: Option<Supply> = load::optional(self.supply.as_deref())?;
        let policy: Option<Policy> = load::optional(self.policy.as_deref())?;
        let previous: Option<Report> = load::optional(self.previous.as_deref())?;
        let now = match self.now {
            Some(now) => now,
            None => load::clock()?,
        };
        let options = Options {
            now: Some(now),
            max_age_seconds: self.max_age,
            supply: supply.as_ref(),
            policy: policy.as_ref().map(digest).transpose()?,
            previous: match &previous {
                Some(previous) => Previous::Is(digest(previous)?),
                None if self.first => Previous::None,
                None => Previous::Any,
            },
        };
        let report = match read_report(&self.report)? {
            Ok(report) => report,
            Err(message) => return self.refuse("malformed", &message).map(|()| None),
        };
        let not_checked = table::not_checked(&registry, &options);
        match verify_report(&report, &registry, &options) {
            Ok(verified) => Ok(Some(Checked {
                report,
                verified,
                not_checked,
            })),
            Err(error) => self.refuse(error.code(), &error.to_string()).map(|()| None),
        }
    }

    fn refuse(&self, code: &str, message: &str) -> Result<(), CliError> {
        let message = format!("{}: {message}", self.report.display());
        if self.json {
            print_json(&table::refusal_json(code, &message))?;
        } else {
            files::print(&table::refusal_text(code, &message))?;
        }
        Ok(())
    }
}

pub fn print_json(value: &Value) -> Result<(), CliError> {
    files::print(&format!("{value:#}\n"))?;
    Ok(())
}

/// Reads the report. Bytes that are no report make it invalid; that there are none to read is another matter.
fn read_report(path: &Path) -> Result<Result<Report, String>, CliError> {
    let bytes = match files::read(path, Report::MAX_BYTES as u64) {
        Ok(bytes) => bytes,
        Err(FileError::TooLarge { limit, .. }) => {
            return Ok(Err(format!(
                "expected a report of at most {limit} bytes, found more"
            )))
        }
        Err(error) => return Err(error.into()),
    };
    Ok(parse_document(&bytes).map_err(|error| error.to_string()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn reads_ages() {
        assert_eq!(parse_age("36h"), Ok(129_600));
        assert_eq!(parse_age("2d"), Ok(172_800));
        assert_eq!(parse_age("90m"), Ok(5_400));
        assert_eq!(parse_age("0s"), Ok(0));
        for bad in [
            "",
            "h",
            "36",
            "-1h",
            "+1h",
            "1.5h",
            "36H",
            "99999999999999999999s",
            "9999999999999999999d",
            "3é",
        ] {
            assert!(parse_age(bad).is_err(), "{bad}");
        }
    }
}
