//! `assay disclose`

mod plan;
mod show;

use clap::{ArgMatches, Command, FromArgMatches};

use super::verify;
use super::writing::Writing;
use crate::error::CliError;
use crate::files;
use crate::outcome::Outcome;
use assay_prover::Disclosure;

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
    report: Unplanned,
    #[command(subcommand)]
    step: Option<Step>,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    Plan(Writing<plan::Args>),
}

/// What to verify, unless there is a step: an optional flattened struct that flattens another is always absent to clap.
#[derive(Debug)]
struct Unplanned(Option<verify::Args>);

impl FromArgMatches for Unplanned {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Unplanned, clap::Error> {
        match matches.subcommand_name() {
            Some(_) => Ok(Unplanned(None)),
            None => verify::Args::from_arg_matches(matches)
                .map(Some)
                .map(Unplanned),
        }
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Unplanned::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for Unplanned {
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
            (Some(Step::Plan(Writing { args, force })), _) => args.run(force),
            (None, Some(args)) => show(&args),
            (None, None) => Err(CliError::Usage("expected a report, or \"plan\"".into())),
        }
    }
}

fn show(args: &verify::Args) -> Result<Outcome, CliError> {
    let Some(checked) = args.check()? else {
        return Ok(Outcome::Invalid);
    };
    let disclosure = Disclosure::of(&checked.report, &checked.verified)?;
    if args.json {
        verify::print_json(&show::json(&checked, &disclosure))?;
    } else {
        files::print(&show::text(&checked, &disclosure))?;
    }
    Ok(Outcome::Done)
}
