//! What a report is verified against: files of the verifier, the time, and what else it knows.

use std::path::PathBuf;

use assay_statement::{digest, Digest, Policy, Registry, Report, Supply, Timestamp};
use assay_verifier::{ExpectedPrevious, VerifyOptions};

use super::load;
use crate::error::CliError;
use assay_supply::KnownBlock;

// What a report is verified against. Not a doc comment, which would be the help of the command.
#[derive(Debug, clap::Args)]
pub struct Against {
    /// Your registry of custodians and their keys.
    #[arg(long, value_name = "FILE")]
    registry: PathBuf,
    /// The supply you read for yourself: the report's must be the same.
    #[arg(long, value_name = "FILE")]
    supply: Option<PathBuf>,
    /// The hash of a block that you know to be of a chain: the supply on it must be proved there. May be repeated.
    #[arg(long, value_name = "CHAIN=HASH")]
    block_hash: Vec<KnownBlock>,
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
}

/// The files and the time behind [`Against`].
pub struct Expected {
    pub registry: Registry,
    supply: Option<Supply>,
    policy: Option<Digest>,
    previous: ExpectedPrevious,
    now: Timestamp,
    max_age_seconds: Option<u64>,
    /// Blocks whose hashes the verifier knows.
    pub blocks: Vec<KnownBlock>,
}

/// Seconds in `36h`, `2d`, `90m` or `300s`.
pub fn parse_age(text: &str) -> Result<u64, String> {
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

impl Against {
    /// Every file that is read.
    pub fn inputs(&self) -> impl Iterator<Item = &PathBuf> {
        let others = [&self.supply, &self.policy, &self.previous];
        [&self.registry]
            .into_iter()
            .chain(others.into_iter().flatten())
    }

    /// Reads them.
    pub fn load(&self) -> Result<Expected, CliError> {
        let registry = load::registry(&self.registry)?;
        let supply: Option<Supply> = load::optional(self.supply.as_deref())?;
        let policy: Option<Policy> = load::optional(self.policy.as_deref())?;
        let previous: Option<Report> = load::optional(self.previous.as_deref())?;
        let now = match self.now {
            Some(now) => now,
            None => load::clock()?,
        };
        Ok(Expected {
            registry,
            supply,
            policy: policy.as_ref().map(digest).transpose()?,
            previous: match &previous {
                Some(previous) => ExpectedPrevious::Follows(digest(previous)?),
                None if self.first => ExpectedPrevious::First,
                None => ExpectedPrevious::Any,
            },
            now,
            max_age_seconds: self.max_age,
            blocks: self.block_hash.clone(),
        })
    }
}

impl Expected {
    /// As the verifier wants it.
    pub fn options(&self) -> VerifyOptions<'_> {
        VerifyOptions {
            now: Some(self.now),
            max_age_seconds: self.max_age_seconds,
            supply: self.supply.as_ref(),
            policy: self.policy,
            previous: self.previous,
        }
    }
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
