//! `assay policy`

use std::path::PathBuf;

use assay_statement::presets::{preset, PRESETS};
use assay_statement::PolicyStatus;

use crate::error::CliError;
use crate::files::{Access, Outputs};
use crate::outcome::Outcome;
use crate::terminal::{note, print};

/// List the policies that come with Assay, or write one to a file.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay policy
  assay policy --preset genius-act --out policy.json

A policy file is yours to edit; its \"source\" says which law its numbers are from.")]
pub struct Args {
    /// Name of a policy in the list.
    #[arg(long, value_name = "NAME", requires = "out")]
    preset: Option<String>,
    /// Where to write it.
    #[arg(long, value_name = "FILE", requires = "preset")]
    out: Option<PathBuf>,
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let (Some(name), Some(out)) = (self.preset, self.out) else {
            return list();
        };
        let Some(chosen) = PRESETS.iter().find(|p| p.name == name) else {
            let known = PRESETS.map(|p| p.name).join(", ");
            return Err(CliError::Usage(format!(
                "--preset: expected one of {known}, found \"{name}\""
            )));
        };
        let mut outputs = Outputs::new(force);
        outputs.check(&out)?;
        outputs.write(&out, chosen.json.as_bytes(), Access::Public)?;
        note(&format!("wrote {}", out.display()));
        Ok(Outcome::Done)
    }
}

fn list() -> Result<Outcome, CliError> {
    let mut text = String::new();
    for entry in PRESETS {
        let Some(policy) = preset(entry.name) else {
            continue;
        };
        let rules: Vec<&str> = policy.rules.iter().map(|rule| rule.name()).collect();
        let status = match policy.status {
            PolicyStatus::Final => "final",
            PolicyStatus::Proposed => "proposed",
        };
        text += &format!("{:<18} {status:<9} {}\n", entry.name, rules.join(", "));
    }
    print(&text)?;
    Ok(Outcome::Done)
}
