//! `assay disclose`

mod plan;
mod show;

use super::{verify, Outcome, Writing};
use crate::disclose::Disclosure;
use crate::error::CliError;
use crate::files;

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
    #[command(subcommand)]
    step: Option<Step>,
    #[command(flatten)]
    report: Option<verify::Args>,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    Plan(Writing<plan::Args>),
}

impl Args {
    pub fn run(self) -> Result<Outcome, CliError> {
        match (self.step, self.report) {
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
