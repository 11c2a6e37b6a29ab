//! `assay log`

mod show;

use std::path::PathBuf;

use assay_statement::{digest, Policy, Report, Subject, Timestamp};
use assay_verifier::{
    check_chain, check_report, verify_pending_proofs, ChainStart, PendingProof, ReportError,
    ReportsError, VerifyOptions,
};

use super::against::parse_age;
use super::verify::print_json;
use super::{evidence, load};
use crate::error::CliError;
use crate::files;
use crate::log::{self, Log};
use crate::outcome::Outcome;
use assay_supply::confirm_evidence;
use show::{Checked, Fault};

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

/// What is kept of a report.
struct Kept {
    checked: Result<PendingProof, ReportError>,
    /// What is wrong with the evidence of its supply.
    evidence: Option<String>,
    subject: Subject,
    policy: String,
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
        let registry = load::registry(&self.registry)?;
        let policy: Option<Policy> = load::optional(self.policy.as_deref())?;
        let previous: Option<Report> = load::optional(self.previous.as_deref())?;
        let start = match &previous {
            Some(report) => ChainStart::After {
                report: digest(report)?,
                as_of: Some(report.book.as_of),
            },
            None => ChainStart::First,
        };
        let now = match self.now {
            Some(now) => now,
            None => load::clock()?,
        };
        let options = VerifyOptions {
            now: Some(now),
            policy: policy.as_ref().map(digest).transpose()?,
            ..VerifyOptions::default()
        };
        let log = log::read(&self.dir, |report| {
            let checked = check_report(report, &registry, &options);
            let report_digest = match &checked {
                Ok(pending) => pending.report(),
                Err(_) => digest(report)?,
            };
            let kept = Kept {
                checked,
                evidence: confirm_evidence(&report.supply, &[])
                    .err()
                    .map(|e| evidence::message(&e)),
                subject: report.book.subject.clone(),
                policy: report.policy.name.clone(),
            };
            Ok((report_digest, kept))
        })?;
        let checked = Checked {
            policy_pinned: registry.policy.is_some() || policy.is_some(),
            max_age: self.max_age,
            ..check(log, start, now, self.max_age)
        };
        match self.json {
            true => print_json(&checked.json())?,
            false => files::print(&checked.text())?,
        }
        Ok(match checked.faults.is_empty() {
            true => Outcome::Done,
            false => Outcome::Invalid,
        })
    }
}

/// All that is wrong: files that are no reports, the first report that does not verify, the chain, the age of its end.
fn check(mut log: Log<Kept>, start: ChainStart, now: Timestamp, max_age: Option<u64>) -> Checked {
    // The order of a chain without faults; in any other it says which report is the first.
    log.entries
        .sort_by(|a, b| (a.link.as_of, &a.name).cmp(&(b.link.as_of, &b.name)));
    let chain = check_chain(&log.links(), start).err().unwrap_or_default();
    let mut checked = Checked {
        ignored: log.ignored,
        faults: Vec::new(),
        ..Checked::default()
    };
    let mut pending = Vec::with_capacity(log.entries.len());
    let mut unproved = Vec::new();
    for entry in log.entries {
        let Kept {
            checked: found,
            evidence,
            subject,
            policy,
        } = entry.found;
        pending.push(found);
        if !checked.policies.contains(&policy) {
            checked.policies.push(policy);
        }
        checked.subject = Some(subject);
        unproved.extend(evidence.map(|message| Fault {
            code: evidence::CODE,
            file: Some(entry.name.clone()),
            message,
        }));
        checked.reports.push((entry.name, entry.link));
    }
    let mut faults: Vec<Fault> = log
        .malformed
        .into_iter()
        .map(|file| Fault {
            code: "malformed",
            file: Some(file.name),
            message: file.message,
        })
        .collect();
    match verify_pending_proofs(pending) {
        // That there is none is told by the chain.
        Ok(_) | Err(ReportsError::Empty) => {}
        Err(ReportsError::Report { index, error }) => faults.push(Fault {
            code: error.code(),
            file: checked.name(index),
            message: error.to_string(),
        }),
        Err(error) => faults.push(Fault {
            code: error.code(),
            file: None,
            message: error.to_string(),
        }),
    }
    faults.extend(unproved);
    faults.extend(chain.iter().map(|fault| Fault {
        code: fault.code(),
        file: fault.report().and_then(|index| checked.name(index)),
        message: fault.message(|index| checked.name(index).unwrap_or_default()),
    }));
    let last = checked.reports.last();
    checked.age = last.and_then(|(_, link)| u64::try_from(now.unix() - link.as_of.unix()).ok());
    if let (Some(age), Some(max)) = (checked.age, max_age) {
        if age > max {
            let error = ReportError::Stale { age, max };
            faults.push(Fault {
                code: error.code(),
                file: last.map(|(name, _)| name.clone()),
                message: error.to_string(),
            });
        }
    }
    checked.faults = faults;
    checked
}
