//! `assay demo`: the whole flow on sample data, through the commands themselves.

mod command_line;
mod demo_fund;
mod flow;
mod keys;
mod sample_fund;
mod workspace;

use std::path::PathBuf;

use crate::commands::demo::sample_fund::{Inputs, SampleFund};
use crate::commands::demo::workspace::{RunLine, Workspace};
use crate::error::CliError;
use crate::outcome::Outcome;

/// Run the whole flow on sample data: three custodians, two chains, every kind of rule.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay demo
  assay demo --dir demo
  assay demo --inputs swift
  assay verify demo/report.json --registry demo/registry.json

Every command is shown as you would type it, and every file stays where it says. Prices, holdings
and supply are invented and the same each time; keys and blinders are fresh.")]
pub struct Args {
    /// Where to leave the files [default: a new directory among the system's temporary ones].
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// What the custodians send.
    #[arg(long, value_name = "INPUTS", default_value = "csv")]
    inputs: Inputs,
}

impl Args {
    /// Runs the flow through `run`, which takes a command line.
    pub fn run(self, force: bool, run: RunLine) -> Result<Outcome, CliError> {
        let workspace = Workspace::new(self.dir, force, run)?;
        flow::run(&SampleFund::new(self.inputs), &workspace)
    }
}
