//! `assay log verify`

mod check;
mod verdict;

use std::path::PathBuf;

use assay_statement::{digest, Policy, Report, Timestamp};
use assay_verifier::{ChainStart, Predecessor, VerifyOptions};

use crate::ages::parse_age;
use crate::clock;
use crate::commands::log_verify::check::{check, read_and_check};
use crate::commands::log_verify::verdict::LogVerdict;
use crate::documents;
use crate::error::CliError;
use crate::known_supply_args::KnownSupplyArgs;
use crate::outcome::Outcome;
use crate::terminal::{print, print_json};

/// Verifier: check a directory of reports, each of which follows the one before.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay log verify reports --registry registry.json")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Verify(VerifyArgs),
}

/// Check every report of a directory, and that they are one chain.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay log verify reports --registry registry.json
  assay log verify reports --registry registry.json --policy policy.json --max-age 36h --json

The reports are the files *.json, whatever their names; what begins with a dot and other files are left alone. Each
report must verify, follow the one before it, and be later. Reports that are missing, that follow the same one, that are
there twice, or begin another chain are told, each with a code of its own.

Exit codes: 0 the chain verifies, 1 it does not, 2 another file is wrong or missing.")]
struct VerifyArgs {
    /// The directory of reports.
    dir: PathBuf,
    /// Your registry of custodians and their keys.
    #[arg(long, value_name = "FILE")]
    registry: PathBuf,
    /// The policy you expect all reports to follow.
    #[arg(long, value_name = "FILE")]
    policy: Option<PathBuf>,
    #[command(flatten)]
    known: KnownSupplyArgs,
    /// The report that the first one must follow [default: it must follow none].
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
    /// Greatest age of the last report, such as 36h, 2d or 90m.
    #[arg(long, value_name = "AGE", value_parser = parse_age)]
    max_age: Option<u64>,
    /// The time to judge age by [default: this computer's clock].
    #[arg(long, value_name = "TIME")]
    now: Option<Timestamp>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        match self.command {
            Command::Verify(args) => args.run(),
        }
    }
}

impl VerifyArgs {
    fn run(self) -> Result<Outcome, CliError> {
        let registry = documents::registry(&self.registry)?;
        let policy: Option<Policy> = documents::optional(self.policy.as_deref())?;
        let previous: Option<Report> = documents::optional(self.previous.as_deref())?;
        let previous = previous.as_ref().map(Predecessor::of).transpose()?;
        let start = previous
            .as_ref()
            .map_or(ChainStart::First, ChainStart::after);
        let now = clock::given_or_now(self.now)?;
        let options = self.known.with(VerifyOptions {
            now: Some(now),
            policy: policy.as_ref().map(digest).transpose()?,
            ..VerifyOptions::default()
        });
        let reports = read_and_check(&self.dir, &registry, &options, &self.known)?;
        let mut verdict = LogVerdict {
            max_age: self.max_age,
            ..check(reports, start, now, self.max_age)
        };
        if let Some(previous) = &previous {
            verdict.follow(previous, &registry.subject);
        }
        match self.json {
            true => print_json(&verdict.json())?,
            false => print(&verdict.text())?,
        }
        Ok(match verdict.faults.is_empty() {
            true => Outcome::Done,
            false => Outcome::Invalid,
        })
    }
}
