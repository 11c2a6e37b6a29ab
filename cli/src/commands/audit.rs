//! `assay audit`

mod table;

use std::path::PathBuf;

use assay_statement::{Audit, Report};
use serde_json::Value;
use zeroize::Zeroizing;

use super::against::Against;
use super::verify::print_json;
use super::{evidence, load};
use crate::error::CliError;
use crate::files::{self, Access, FileError, Outputs};
use crate::log::read_report;
use crate::outcome::Outcome;
use crate::terminal::note;
use assay_prover::{check_copy, unseal_copy, Disagreement, UnsealError, MAX_COPY_BYTES};
use assay_supply::confirm_evidence;

/// Auditor: open the copy that was made for you, and hold it against the report. Shows every position.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  age-keygen -o auditor.key
  assay audit report.copy.age --identity auditor.key --report report.json --registry registry.json
  assay audit report.copy.age --identity auditor.key --report report.json --registry registry.json \\
    --json --out positions.json

The recipient that age-keygen prints (age1...) goes to whoever runs assay prove. The report is verified
as by assay verify, with the same options; then every opening must open the commitment that its custodian
signed, and every rule is computed again. What is printed is PRIVATE. With --out it goes to a file of mode
0600 instead.

Exit codes: 0 all agrees, 1 something does not, 2 a file is wrong or missing, or the copy is for others.")]
pub struct Args {
    /// The auditor's copy, as assay prove --auditor-copy wrote it.
    copy: PathBuf,
    /// Your age identity file (PRIVATE).
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// The report that the copy was made with.
    #[arg(long, value_name = "FILE")]
    report: PathBuf,
    #[command(flatten)]
    against: Against,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    /// Where to write what agrees, instead of printing it: PRIVATE, mode 0600.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Something that does not agree: its code, and its message for people.
struct Refusal {
    code: &'static str,
    message: String,
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let mut outputs = Outputs::new(force);
        [&self.copy, &self.identity, &self.report]
            .into_iter()
            .chain(self.against.inputs())
            .for_each(|path| outputs.input(path));
        if let Some(out) = &self.out {
            outputs.check(out)?;
        }
        let identities = load::identities(&self.identity)?;
        let expected = self.against.load()?;
        let report: Report = match read_report(&self.report)? {
            Ok(report) => report,
            Err(message) => {
                return self.refuse(&[Refusal {
                    code: "malformed",
                    message: format!("{}: {message}", self.report.display()),
                }])
            }
        };
        let bytes = match files::read(&self.copy, MAX_COPY_BYTES) {
            Err(FileError::TooLarge { limit, .. }) => {
                let message = format!("expected a copy of at most {limit} bytes, found more");
                return self.refuse(&[self.copy_refused("copy-malformed", &message)]);
            }
            read => read?,
        };
        let copy: Audit = match unseal_copy(&bytes, &identities) {
            Ok(copy) => copy,
            Err(error) => return self.sealed(error),
        };
        let options = expected.options();
        let agreement = match check_copy(&copy, &report, &expected.registry, &options) {
            Ok(agreement) => agreement,
            Err(disagreements) => {
                let about = |disagreement: &Disagreement| match disagreement {
                    Disagreement::Report(_) => &self.report,
                    _ => &self.copy,
                };
                let refusals: Vec<Refusal> = disagreements
                    .iter()
                    .map(|disagreement| Refusal {
                        code: disagreement.code(),
                        message: format!("{}: {disagreement}", about(disagreement).display()),
                    })
                    .collect();
                return self.refuse(&refusals);
            }
        };
        let evident = match confirm_evidence(&report.supply, &expected.blocks) {
            Ok(evident) => evident,
            Err(refusal) => {
                let message = evidence::message(&refusal);
                return self.refuse(&[Refusal {
                    code: evidence::CODE,
                    message: format!("{}: {message}", self.report.display()),
                }]);
            }
        };
        let mut not_checked = super::table::not_checked(&report, &expected.registry, &options);
        not_checked.extend(evidence::not_checked(&evident));
        let text = Zeroizing::new(match self.json {
            true => format!("{:#}\n", table::json(&report, &agreement, &not_checked)),
            false => table::text(&report, &agreement, &not_checked),
        });
        match &self.out {
            Some(out) => {
                outputs.write(out, text.as_bytes(), Access::Secret)?;
                files::print(&table::summary(&report, &agreement))?;
                note(&format!("wrote {} (private)", out.display()));
            }
            None => {
                if let Some(mode) = files::stdout_exposed() {
                    note(&format!("warning: standard output is a file that others may read (mode {mode:o}), and what is printed is private; use --out"));
                }
                files::print(&text)?;
            }
        }
        Ok(Outcome::Done)
    }

    /// What became of a copy that could not be read: a fault in it, or of whoever reads it.
    fn sealed(&self, source: UnsealError) -> Result<Outcome, CliError> {
        let Some(code) = source.code() else {
            let path = self.copy.clone();
            return Err(CliError::Unseal { path, source });
        };
        self.refuse(&[self.copy_refused(code, &source.to_string())])
    }

    fn copy_refused(&self, code: &'static str, message: &str) -> Refusal {
        Refusal {
            code,
            message: format!("{}: {message}", self.copy.display()),
        }
    }

    fn refuse(&self, refusals: &[Refusal]) -> Result<Outcome, CliError> {
        if self.json {
            let all: Vec<Value> = refusals
                .iter()
                .map(|refusal| serde_json::json!({ "code": refusal.code, "message": refusal.message }))
                .collect();
            print_json(&serde_json::json!({ "agrees": false, "disagreements": all }))?;
        } else {
            let mut text = String::from("DOES NOT AGREE\n");
            for Refusal { code, message } in refusals {
                text += &format!("  {message}\n    code {code}\n");
            }
            files::print(&text)?;
        }
        Ok(Outcome::Invalid)
    }
}
