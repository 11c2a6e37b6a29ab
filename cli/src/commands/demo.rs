//! `assay demo`: the whole flow on an invented fund or a real one, through the commands themselves.

mod command_line;
mod demo_fund;
mod flow;
mod keys;
mod money_fund;
mod sample_fund;
mod workspace;

use std::path::PathBuf;

use assay_statement::SuiteName;

use crate::commands::demo::demo_fund::DemoFund;
use crate::commands::demo::money_fund::FiledFund;
use crate::commands::demo::sample_fund::{Inputs, SampleFund};
use crate::commands::demo::workspace::{RunLine, Workspace};
use crate::error::CliError;
use crate::outcome::Outcome;

/// Run the whole flow on sample data: three custodians, two chains, every kind of rule; or on a real fund.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay demo
  assay demo --dir demo
  assay demo --inputs swift
  assay demo --fund
  assay demo --suite bls12-381
  assay verify demo/report.json --registry demo/registry.json

Every command is shown as you would type it, and every file stays where it says. Prices, holdings
and supply are invented and the same each time; keys and blinders are fresh.
With --suite bls12-381 custodians sign for the policy too, with keys that an EVM checks.
With --fund the holdings and the supply are those that a money market fund filed with the SEC: 81
securities and cash as of 2026-07-31, each at its value. The policy is the preset of rule 2a-7 with
coverage of shares and liabilities.")]
pub struct Args {
    /// Where to leave the files [default: a new directory among the system's temporary ones].
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// What the custodians send.
    #[arg(long, value_name = "INPUTS", default_value = "csv")]
    inputs: Inputs,
    /// Report on a real money market fund, as it filed its portfolio, instead of the invented one.
    #[arg(long, conflicts_with = "inputs")]
    fund: bool,
    /// The suite of the book: "bls12-381" for contracts on an EVM.
    #[arg(long, value_name = "SUITE", default_value_t)]
    suite: SuiteName,
}

impl Args {
    /// Runs the flow through `run`, which takes a command line.
    pub fn run(self, force: bool, run: RunLine) -> Result<Outcome, CliError> {
        let fund: Box<dyn DemoFund> = match self.fund {
            true => Box::new(FiledFund::new()?),
            false => Box::new(SampleFund::new(self.inputs)),
        };
        let workspace = Workspace::new(self.dir, force, run)?;
        flow::run(fund.as_ref(), self.suite, &workspace)
    }
}
