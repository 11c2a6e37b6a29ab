//! `assay evm calldata`

use std::path::PathBuf;

use assay_evm::{hex, submission_json, Submission};
use assay_statement::Report;
use serde_json::json;

use crate::documents;
use crate::error::{About, CliError};
use crate::outcome::Outcome;
use crate::terminal::{print, print_json};

/// Print the calldata of the transaction that submits a report to a feed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay evm calldata report.json
  assay evm calldata report.json --json

Standard output is the calldata of ReserveFeed.submit, in hex with 0x; anyone may send it. Neither proof nor keys are
verified: the contract does that, and assay verify. What no contract can be told is refused: a report of another suite
than bls12-381, attestations out of order, a number that does not fit.

Exit codes: 0 printed, 2 the report cannot be told to a contract, or the file is wrong or missing.")]
pub struct Args {
    /// The report.
    report: PathBuf,
    /// Print JSON: the calldata, and every argument by its name in Solidity.
    #[arg(long)]
    json: bool,
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        let report: Report = documents::read(&self.report)?;
        let submission = Submission::of(&report).in_file(&self.report)?;
        let calldata = hex(&submission.call_data());
        match self.json {
            true => print_json(&json!({
                "function": "submit",
                "submission": submission_json(&submission),
                "calldata": calldata,
            }))?,
            false => print(&format!("{calldata}\n"))?,
        }
        Ok(Outcome::Done)
    }
}
