//! `assay disclose`

mod bands;
mod json;
mod plan;
mod text;

use assay_prover::Disclosure;
use clap::{ArgMatches, Command, FromArgMatches};

use crate::commands::verify;
use crate::error::CliError;
use crate::outcome::Outcome;
use crate::terminal::{print, print_json};
use crate::writing_args::WritingArgs;

/// Monthly disclosure: bands that the report proves. Verifies a report and says what it discloses; `plan` chooses the bands.
#[derive(Debug, clap::Args)]
#[group(skip)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    about = "Anyone: verify a report, and state the monthly disclosure that it proves; `plan` chooses its bands",
    after_help = "\
Examples:
  assay disclose report.json --registry registry.json --supply supply.json
  assay disclose report.json --registry registry.json --json > disclosure.json
  assay disclose plan --book book.json --policy policy.json --opening northbank.opening.json --out banded.json

States what the GENIUS Act (Pub. L. 119-27, section 4(a)(1)(C)) asks an issuer to publish: tokens outstanding, and of each
category of reserves its share, average tenor and place of custody. Each figure names the rules that prove it, by their
place in the policy from 0. What no rule proves is listed as not disclosed, and never worked out from elsewhere.

Exit codes: 0 the report verifies, 1 it does not, 2 another file is wrong or missing."
)]
pub struct Args {
    // Before the step, which is taken out of what was given.
    #[command(flatten)]
    report: VerifyOnly,
    #[command(subcommand)]
    step: Option<Step>,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    Plan(WritingArgs<plan::Args>),
}

/// What to verify, unless there is a step: an optional flattened struct that flattens another is always absent to clap.
#[derive(Debug)]
struct VerifyOnly(Option<verify::Args>);

impl FromArgMatches for VerifyOnly {
    fn from_arg_matches(matches: &ArgMatches) -> Result<VerifyOnly, clap::Error> {
        match matches.subcommand_name() {
            Some(_) => Ok(VerifyOnly(None)),
            None => verify::Args::from_arg_matches(matches)
                .map(Some)
                .map(VerifyOnly),
        }
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = VerifyOnly::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for VerifyOnly {
    fn augment_args(command: Command) -> Command {
        verify::Args::augment_args(command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        verify::Args::augment_args_for_update(command)
    }
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        match (self.step, self.report.0) {
            (Some(Step::Plan(WritingArgs { args, force })), _) => args.run(force),
            (None, Some(args)) => disclose(&args),
            (None, None) => Err(CliError::Usage("expected a report, or \"plan\"".into())),
        }
    }
}

fn disclose(args: &verify::Args) -> Result<Outcome, CliError> {
    let Some(checked) = args.check()? else {
        return Ok(Outcome::Invalid);
    };
    let disclosure = Disclosure::of(&checked.report, &checked.verified)?;
    if args.json {
        print_json(&json::json(&checked, &disclosure))?;
    } else {
        print(&text::text(&checked, &disclosure))?;
    }
    Ok(Outcome::Done)
}
