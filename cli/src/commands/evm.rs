//! `assay evm`

mod calldata;
mod check;
mod code;
mod reading;
mod verdict;

use crate::error::CliError;
use crate::outcome::Outcome;

/// Anyone: tell a report to a contract of the EVM, and check what the contract says.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay evm calldata report.json
  assay evm check --rpc https://one.example --feed 0x5b1c... --registry registry.json --report report.json")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Calldata(calldata::Args),
    Check(Box<check::Args>),
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        match self.command {
            Command::Calldata(args) => args.run(),
            Command::Check(args) => args.run(),
        }
    }
}
