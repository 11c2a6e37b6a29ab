//! `assay verify`

use std::path::{Path, PathBuf};

use assay_statement::Report;
use assay_supply::EvidentEntry;
use assay_verifier::{verify_report, UncheckedNote, VerifiedReport};

use crate::error::CliError;
use crate::outcome::Outcome;
use crate::render::{unchecked, verdict};
use crate::report_file::read_report;
use crate::subject_token;
use crate::supply_evidence;
use crate::terminal::{print, print_json};
use crate::verifier_args::{Expectations, VerifierArgs};

/// Verifier: check a report against your own list of custodians.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay verify report.json --registry registry.json
  assay verify report.json --registry registry.json --supply supply.json --max-age 36h --json
  assay verify report.json --registry registry.json --least-value USD=1.00 --block-hash eip155:1=0x3f5a... \\
    --token eip155:1/0x7712c34205737192402172409a8f7ccef8aa2aec=6,2

The registry is yours: custodians' keys come from it and never from the report. Without --supply, the supply is what the
report says; read it from the chains yourself and name your file to be sure. Whatever is only the issuer's word is listed
with its values. What was not asked for is listed as not checked.

Exit codes: 0 the report verifies, 1 it does not, 2 another file is wrong or missing.")]
pub struct Args {
    /// The report.
    report: PathBuf,
    #[command(flatten)]
    verifier: VerifierArgs,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// A report that verifies.
pub struct ValidReport {
    pub report: Report,
    pub verified: VerifiedReport,
    pub not_checked: Vec<UncheckedNote>,
    pub evident: Vec<EvidentEntry>,
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        let Some(checked) = self.check()? else {
            return Ok(Outcome::Invalid);
        };
        let ValidReport {
            report,
            verified,
            not_checked,
            evident,
        } = &checked;
        if self.json {
            let mut json = verdict::json(report, verified, not_checked);
            json["supply_evidence"] =
                supply_evidence::json(&report.supply, evident, &verified.basis);
            print_json(&json)?;
        } else {
            let text = verdict::text(report, verified, not_checked);
            print(&(text + &supply_evidence::text(&report.supply, evident, &verified.basis)))?;
        }
        Ok(Outcome::Done)
    }

    /// The report, if it verifies; prints why if it does not.
    pub fn check(&self) -> Result<Option<ValidReport>, CliError> {
        check_report(&self.report, &self.verifier.load()?, self.json)
    }
}

/// The report in a file, if it verifies; prints why if it does not.
pub fn check_report(
    path: &Path,
    expected: &Expectations,
    json: bool,
) -> Result<Option<ValidReport>, CliError> {
    let refuse = |code: &str, message: &str| refuse(path, json, code, message).map(|()| None);
    let (registry, options) = (&expected.registry, expected.options());
    let report = match read_report(path)? {
        Ok(report) => report,
        Err(message) => return refuse("malformed", &message),
    };
    let verified = match verify_report(&report, registry, &options) {
        Ok(verified) => verified,
        Err(error) => return refuse(error.code(), &error.to_string()),
    };
    let evident = match expected.confirm_evidence(&report.supply) {
        Ok(evident) => evident,
        Err(refusal) => {
            let message = supply_evidence::message(&refusal);
            return refuse(refusal.1.code(), &message);
        }
    };
    subject_token::warn_if_missing(path, &report.supply);
    let mut not_checked = unchecked::not_checked(&report, registry, &options);
    not_checked.extend(supply_evidence::not_checked(&evident));
    Ok(Some(ValidReport {
        report,
        verified,
        not_checked,
        evident,
    }))
}

fn refuse(path: &Path, json: bool, code: &str, message: &str) -> Result<(), CliError> {
    let message = format!("{}: {message}", path.display());
    if json {
        print_json(&verdict::refusal_json(code, &message))?;
    } else {
        print(&verdict::refusal_text(code, &message))?;
    }
    Ok(())
}
