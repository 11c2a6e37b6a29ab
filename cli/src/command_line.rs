//! The `assay` command line: reads it, and runs the command that it names.

use std::io;
use std::process::ExitCode;

use assay_prover::zeroize_stack_after;
use clap::{CommandFactory, Parser, Subcommand};

use crate::commands::{
    attest, audit, book, commit, completions, demo, disclose, evm, inspect, keygen, log_verify,
    policy, prove, supply, verify, watch,
};
use crate::error::CliError;
use crate::hardening::harden_process;
use crate::outcome::{Outcome, EXIT_USAGE};
use crate::terminal::note;
use crate::threads;
use crate::writing_args::WritingArgs;

/// Prove, without showing a position, that reserves cover a token's supply and obey its rules.
#[derive(Debug, Parser)]
#[command(name = "assay", version, about, max_term_width = 110, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Who does what:
  issuer      assay book, assay supply, assay disclose plan, assay prove, assay watch
  custodian   assay keygen, assay commit, assay attest
  verifier    assay verify, assay log verify, assay disclose, assay evm check
  auditor     assay audit

Exit codes:
  0  done; a report verifies; an auditor's copy agrees with it
  1  a report does not verify, a copy does not agree with it, or a contract says something else
  2  wrong usage, a wrong input, or the system failed; no output is half written
  3  assay watch only: another one is at work
  4  assay watch only: it cannot go on, and may be started again

The whole of it, on sample data:
  assay demo --dir demo";

#[derive(Debug, Subcommand)]
enum Command {
    Keygen(WritingArgs<keygen::Args>),
    Book(WritingArgs<book::Args>),
    Policy(WritingArgs<policy::Args>),
    Supply(Box<WritingArgs<supply::Args>>),
    Commit(WritingArgs<commit::Args>),
    Attest(WritingArgs<attest::Args>),
    Prove(WritingArgs<prove::Args>),
    Verify(verify::Args),
    Disclose(disclose::Args),
    Audit(WritingArgs<audit::Args>),
    Log(log_verify::Args),
    Evm(evm::Args),
    Watch(watch::Args),
    Inspect(inspect::Args),
    Demo(WritingArgs<demo::Args>),
    Completions(completions::Args),
}

impl Cli {
    /// Runs the command.
    ///
    /// # Errors
    /// [`CliError`]; no output file is half written.
    pub fn run(self) -> Result<Outcome, CliError> {
        zeroize_stack_after(|| self.command.run())
    }
}

impl Command {
    fn run(self) -> Result<Outcome, CliError> {
        match self {
            Command::Keygen(WritingArgs { args, force }) => args.run(force),
            Command::Book(WritingArgs { args, force }) => args.run(force),
            Command::Policy(WritingArgs { args, force }) => args.run(force),
            Command::Supply(command) => command.args.run(command.force),
            Command::Commit(WritingArgs { args, force }) => args.run(force),
            Command::Attest(WritingArgs { args, force }) => args.run(force),
            Command::Prove(WritingArgs { args, force }) => args.run(force),
            Command::Verify(args) => args.run(),
            Command::Disclose(args) => args.run(),
            Command::Audit(WritingArgs { args, force }) => args.run(force),
            Command::Log(args) => args.run(),
            Command::Evm(args) => args.run(),
            Command::Watch(args) => args.run(),
            Command::Inspect(args) => args.run(),
            Command::Demo(WritingArgs { args, force }) => args.run(force, run_line),
            Command::Completions(args) => args.run(Cli::command()),
        }
    }
}

/// Reads and runs one command line.
fn run_line(arguments: Vec<String>) -> Result<Outcome, CliError> {
    Cli::try_parse_from(arguments)
        .map_err(|error| CliError::Sample(error.to_string()))?
        .run()
}

/// Runs the command, on as many threads as there are to be had.
fn run(cli: Cli) -> Result<Outcome, CliError> {
    threads::start().map_err(|error| CliError::Threads(io::Error::other(error)))?;
    cli.run()
}

/// The program: reads the arguments, runs the command, prints what went wrong.
pub fn main() -> ExitCode {
    if let Err(error) = harden_process() {
        note(&format!(
            "warning: this process cannot be kept out of core dumps: {error}"
        ));
    }
    let code = match Cli::try_parse() {
        Ok(cli) => match run(cli) {
            Ok(outcome) => outcome.exit_code(),
            Err(error) => {
                note(&format!("error: {error}"));
                error.exit_code()
            }
        },
        Err(error) => {
            // Help and version go to standard output and are no error. A closed pipe is none either.
            let _ = error.print();
            match error.use_stderr() {
                true => EXIT_USAGE,
                false => 0,
            }
        }
    };
    ExitCode::from(code)
}
