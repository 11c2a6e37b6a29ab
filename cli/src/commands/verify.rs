//! `assay verify`

use std::path::PathBuf;

use assay_statement::Report;
use assay_verifier::{verify_report, VerifiedReport};
use serde_json::Value;

use super::against::Against;
use super::{evidence, table};
use crate::error::CliError;
use crate::files;
use crate::log::read_report;
use crate::outcome::Outcome;
use assay_supply::{confirm_evidence, ProvedEntries};

/// Verifier: check a report against your own list of custodians.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay verify report.json --registry registry.json
  assay verify report.json --registry registry.json --supply supply.json --max-age 36h --json
  assay verify report.json --registry registry.json --block-hash eip155:1=0x3f5a...

The registry is yours: custodians' keys come from it and never from the report. Without --supply, the supply is what the
report says; read it from the chains yourself and name your file to be sure. What was not asked for is listed as not
checked.

Exit codes: 0 the report verifies, 1 it does not, 2 another file is wrong or missing.")]
pub struct Args {
    /// The report.
    report: PathBuf,
    #[command(flatten)]
    against: Against,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// A report that verifies.
pub struct Checked {
    pub report: Report,
    pub verified: VerifiedReport,
    pub not_checked: Vec<table::UncheckedNote>,
    pub evident: ProvedEntries,
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        let Some(checked) = self.check()? else {
            return Ok(Outcome::Invalid);
        };
        let Checked {
            report,
            verified,
            not_checked,
            evident,
        } = &checked;
        if self.json {
            let mut json = table::json(report, verified, not_checked);
            evidence::add_to_json(&mut json, &report.supply, evident);
            print_json(&json)?;
        } else {
            let text = table::text(report, verified, not_checked);
            files::print(&(text + &evidence::text(&report.supply, evident)))?;
        }
        Ok(Outcome::Done)
    }

    /// The report, if it verifies; prints why if it does not.
    pub fn check(&self) -> Result<Option<Checked>, CliError> {
        let expected = self.against.load()?;
        let (registry, options) = (&expected.registry, expected.options());
        let report = match read_report(&self.report)? {
            Ok(report) => report,
            Err(message) => return self.refuse("malformed", &message).map(|()| None),
        };
        let verified = match verify_report(&report, registry, &options) {
            Ok(verified) => verified,
            Err(error) => return self.refuse(error.code(), &error.to_string()).map(|()| None),
        };
        let evident = match confirm_evidence(&report.supply, &expected.blocks) {
            Ok(evident) => evident,
            Err(refusal) => {
                let message = evidence::message(&refusal);
                return self.refuse(evidence::CODE, &message).map(|()| None);
            }
        };
        let mut not_checked = table::not_checked(&report, registry, &options);
        not_checked.extend(evidence::not_checked(&evident));
        Ok(Some(Checked {
            report,
            verified,
            not_checked,
            evident,
        }))
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
