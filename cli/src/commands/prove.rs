//! `assay prove`

use std::path::PathBuf;

use assay_statement::{digest, Attestation, Audit, Kind, Opening, Policy, Report, Supply, V1};

use super::{evidence, load};
use crate::error::CliError;
use crate::files::{self, Access, Output, Outputs};
use crate::outcome::Outcome;
use crate::terminal::note;
use assay_prover::{prove, seal_copy, ProveInputs, Recipients};

/// Issuer: prove that the committed holdings cover the supply and obey the policy.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay prove --book book.json --policy policy.json --supply supply.json \\
    --opening northbank.opening.json --attestation northbank.attestation.json \\
    --opening eastcustody.opening.json --attestation eastcustody.attestation.json \\
    --previous last-week.report.json --out report.json

With a copy of all openings for an auditor, encrypted to the recipient that the auditor's age-keygen printed, for
assay audit to read:
  assay prove ... --out report.json --auditor age1... --auditor-copy report.copy.age

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
    /// An auditor's age recipient (age1...), who may read every position; repeat for several.
    #[arg(long, value_name = "RECIPIENT", requires = "auditor_copy")]
    auditor: Vec<String>,
    /// Where to write the openings, encrypted to every --auditor: mode 0600.
    #[arg(long, value_name = "FILE", requires = "auditor")]
    auditor_copy: Option<PathBuf>,
    /// Where to write the report.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let auditors = match self.auditor_copy {
            Some(_) => Some(Recipients::parse(&self.auditor)?),
            None => None,
        };
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
        if let Some(path) = &self.auditor_copy {
            outputs.check(path)?;
        }

        let book = load::book(&self.book)?;
        let policy: Policy = load::document(&self.policy)?;
        let supply: Supply = load::document(&self.supply)?;
        evidence::check(&self.supply, &supply)?;
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
        let report_digest = digest(&report)?;
        let sealed = match &auditors {
            Some(auditors) => Some(seal_copy(
                &Audit {
                    assay: V1,
                    kind: Kind::new(),
                    report: report_digest,
                    openings,
                },
                auditors,
            )?),
            None => None,
        };
        let json = load::json(&report)?;
        let mut written = vec![Output {
            path: &self.out,
            bytes: json.as_bytes(),
            access: Access::Public,
        }];
        let copy = self.auditor_copy.as_deref().zip(sealed.as_deref());
        written.extend(copy.map(|(path, bytes)| Output {
            path,
            bytes,
            access: Access::Secret,
        }));
        outputs.write_all(&written)?;
        files::print(&format!(
            "proved: {} as of {} obeys \"{}\"\n  proof {} bytes, {} attestations\n  digest {}\n",
            report.book.subject,
            report.book.as_of,
            report.policy.name,
            report.proof.as_bytes().len(),
            report.attestations.len(),
            report_digest,
        ))?;
        note(&format!("wrote {}", self.out.display()));
        if let (Some(path), Some(auditors)) = (&self.auditor_copy, &auditors) {
            note(&format!(
                "wrote {} (all openings, for {} to read)",
                path.display(),
                match auditors.count() {
                    1 => "one auditor".to_string(),
                    many => format!("{many} auditors"),
                }
            ));
        }
        Ok(Outcome::Done)
    }
}
