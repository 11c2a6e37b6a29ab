//! `assay prove`

use std::path::PathBuf;

use assay_statement::{digest, Attestation, Opening, Policy, Report, Supply};

use super::{load, note, Outcome};
use crate::error::CliError;
use crate::files::{self, Access, Outputs};
use crate::prove::{prove, ProveInputs};

/// Issuer: prove that the committed holdings cover the supply and obey the policy.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay prove --book book.json --policy policy.json --supply supply.json \\
    --opening northbank.opening.json --attestation northbank.attestation.json \\
    --opening eastcustody.opening.json --attestation eastcustody.attestation.json \\
    --previous last-week.report.json --out report.json

If a rule does not hold, says which and by how much, here only, and writes nothing. The report is verified
before it is written; signatures are for the verifier's registry to judge.")]
pub struct Args {
    /// The public book.
    #[arg(long, value_name = "FILE")]
    book: PathBuf,
    /// The policy.
    #[arg(long, value_name = "FILE")]
    policy: PathBuf,
    /// The supply.
    #[arg(long, value_name = "FILE")]
    supply: PathBuf,
    /// A custodian's opening (PRIVATE); one for each custodian.
    #[arg(long, value_name = "FILE", required = true)]
    opening: Vec<PathBuf>,
    /// A custodian's attestation; one for each custodian.
    #[arg(long, value_name = "FILE", required = true)]
    attestation: Vec<PathBuf>,
    /// The report before this one.
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
    /// Where to write the report.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let mut outputs = Outputs::new(force);
        let public = [&self.book, &self.policy, &self.supply];
        let others = self
            .opening
            .iter()
            .chain(&self.attestation)
            .chain(&self.previous);
        public
            .into_iter()
            .chain(others)
            .for_each(|path| outputs.input(path));
        outputs.check(&self.out)?;

        let book = load::book(&self.book)?;
        let policy: Policy = load::document(&self.policy)?;
        let supply: Supply = load::document(&self.supply)?;
        let book_digest = digest(&book)?;
        let mut openings: Vec<Opening> = Vec::with_capacity(self.opening.len());
        for path in &self.opening {
            let opening = load::opening(path)?;
            opening
                .check(&book, &book_digest)
                .map_err(CliError::at(path, |path, source| CliError::Opening {
                    path,
                    source,
                }))?;
            openings.push(opening);
        }
        let attestations: Vec<Attestation> = self
            .attestation
            .iter()
            .map(|path| load::document(path))
            .collect::<Result<_, _>>()?;
        let previous: Option<Report> = load::optional(self.previous.as_deref())?;
        let report = prove(&ProveInputs {
            book: &book,
            policy: &policy,
            supply: &supply,
            openings: &openings,
            attestations: &attestations,
            previous: previous.as_ref().map(digest).transpose()?,
        })?;
        outputs.write(&self.out, load::json(&report)?.as_bytes(), Access::Public)?;
        files::print(&format!(
            "proved: {} as of {} obeys \"{}\"\n  proof {} bytes, {} attestations\n  digest {}\n",
            report.book.subject,
            report.book.as_of,
            report.policy.name,
            report.proof.as_bytes().len(),
            report.attestations.len(),
            digest(&report)?,
        ))?;
        note(&format!("wrote {}", self.out.display()));
        Ok(Outcome::Done)
    }
}
