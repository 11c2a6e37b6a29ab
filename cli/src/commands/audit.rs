//! `assay audit`

mod column;
mod income;
mod json;
mod text;

use std::path::PathBuf;

use assay_prover::{check_copy, unseal_copy, AuditedHoldings, Disagreement, MAX_COPY_BYTES};
use assay_statement::{Audit, Report};
use assay_supply::EvidentEntry;
use serde_json::Value;
use zeroize::Zeroizing;

use crate::error::{About, CliError};
use crate::files::{self, Access, FileError, Outputs};
use crate::outcome::Outcome;
use crate::private_files;
use crate::render::unchecked;
use crate::report_file::read_report;
use crate::subject_token;
use crate::supply_evidence;
use crate::terminal::{note, print, print_json, stdout_exposed};
use crate::verifier_args::{Expectations, VerifierArgs};

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
    verifier: VerifierArgs,
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
        let outputs = self.outputs(force)?;
        let identities = private_files::identities(&self.identity)?;
        let expected = self.verifier.load()?;
        let report = match read_report(&self.report)? {
            Ok(report) => report,
            Err(message) => return self.refuse(&[self.report_refused("malformed", &message)]),
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
            // A copy for others is no fault in it.
            Err(error) => match error.code() {
                Some(code) => return self.refuse(&[self.copy_refused(code, &error.to_string())]),
                None => return Err(error).in_file(&self.copy),
            },
        };
        let (agreement, evident) = match self.agree(&copy, &report, &expected) {
            Ok(agreed) => agreed,
            Err(refusals) => return self.refuse(&refusals),
        };
        subject_token::warn_if_missing(&self.report, &report.supply);
        let mut not_checked =
            unchecked::not_checked(&report, &expected.registry, &expected.options());
        not_checked.extend(supply_evidence::not_checked(&evident));
        let text = Zeroizing::new(match self.json {
            true => format!("{:#}\n", json::json(&report, &agreement, &not_checked)),
            false => text::text(&report, &agreement, &not_checked),
        });
        self.show(&outputs, &text, &text::summary(&report, &agreement))?;
        Ok(Outcome::Done)
    }

    /// Names all inputs, and checks that the output may be written.
    fn outputs(&self, force: bool) -> Result<Outputs, CliError> {
        let mut outputs = Outputs::new(force);
        [&self.copy, &self.identity, &self.report]
            .into_iter()
            .chain(self.verifier.inputs())
            .for_each(|path| outputs.input(path));
        if let Some(out) = &self.out {
            outputs.check(out)?;
        }
        Ok(outputs)
    }

    /// Holds the copy against the report, and the report against what the verifier knows.
    fn agree(
        &self,
        copy: &Audit,
        report: &Report,
        expected: &Expectations,
    ) -> Result<(AuditedHoldings, Vec<EvidentEntry>), Vec<Refusal>> {
        let refused = |disagreement: &Disagreement| {
            let message = disagreement.to_string();
            match disagreement {
                Disagreement::Report(_) => self.report_refused(disagreement.code(), &message),
                _ => self.copy_refused(disagreement.code(), &message),
            }
        };
        let agreement = check_copy(copy, report, &expected.registry, &expected.options())
            .map_err(|disagreements| disagreements.iter().map(refused).collect::<Vec<_>>())?;
        let evident = expected
            .confirm_evidence(&report.supply)
            .map_err(|refusal| {
                let message = supply_evidence::message(&refusal);
                vec![self.report_refused(refusal.1.code(), &message)]
            })?;
        Ok((agreement, evident))
    }

    /// Writes what agrees to a private file and a summary to standard output, or all of it there.
    fn show(&self, outputs: &Outputs, text: &str, summary: &str) -> Result<(), CliError> {
        let Some(out) = &self.out else {
            if let Some(mode) = stdout_exposed() {
                note(&format!("warning: standard output is a file that others may read (mode {mode:o}), and what is printed is private; use --out"));
            }
            return Ok(print(text)?);
        };
        outputs.write(out, text.as_bytes(), Access::Secret)?;
        print(summary)?;
        note(&format!("wrote {} (private)", out.display()));
        Ok(())
    }

    fn report_refused(&self, code: &'static str, message: &str) -> Refusal {
        Refusal {
            code,
            message: format!("{}: {message}", self.report.display()),
        }
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
            print(&text)?;
        }
        Ok(Outcome::Invalid)
    }
}
