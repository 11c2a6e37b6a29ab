//! `assay prove`

use std::path::PathBuf;

use assay_prover::{prove, seal_copy, ProveError, ProveInputs, Recipients};
use assay_statement::{Attestation, Audit, Book, Kind, Opening, Policy, Report, Supply, V1};
use assay_verifier::{report_digest, Predecessor};

use crate::ages::parse_age;
use crate::at_fault::{CompiledFiles, CustodianFiles};
use crate::clock;
use crate::documents;
use crate::error::{file_error, About, CliError};
use crate::files::{Access, Output, Outputs};
use crate::last_report::verify_last;
use crate::outcome::Outcome;
use crate::private_files;
use crate::subject_token;
use crate::supply_evidence;
use crate::terminal::{note, print};

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
    /// The report before this one: of the same subject, and older.
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
    /// How far the block of the supply's evidence may be from the as-of time, before or after.
    #[arg(long, value_name = "AGE", value_parser = parse_age, default_value = "1h")]
    block_within: u64,
    /// The registry that the report before must verify against [default: the keys that it names itself].
    #[arg(long, value_name = "FILE", requires = "previous")]
    registry: Option<PathBuf>,
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

/// The inputs, read.
struct Inputs {
    book: Book,
    policy: Policy,
    supply: Supply,
    openings: Vec<Opening>,
    attestations: Vec<Attestation>,
    previous: Option<Predecessor>,
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let auditors = match self.auditor_copy {
            Some(_) => Some(Recipients::parse(&self.auditor).in_option("--auditor")?),
            None => None,
        };
        let outputs = self.outputs(force)?;
        let inputs = self.read()?;
        let report = prove(&ProveInputs {
            book: &inputs.book,
            policy: &inputs.policy,
            supply: &inputs.supply,
            openings: &inputs.openings,
            attestations: &inputs.attestations,
            previous: inputs.previous.as_ref(),
        })
        .map_err(|error| self.blame(error, &inputs))?;
        let audit = Audit {
            assay: V1,
            kind: Kind::new(),
            report: report_digest(&report)?,
            openings: inputs.openings,
        };
        let sealed = auditors
            .as_ref()
            .map(|auditors| seal_copy(&audit, auditors));
        let sealed = sealed.transpose().in_option("--auditor-copy")?;
        self.write(&outputs, &report, sealed.as_deref())?;
        print(&format!(
            "proved: {} as of {} obeys \"{}\"\n  proof {} bytes, {} attestations\n  digest {}\n",
            report.book.subject,
            report.book.as_of,
            report.policy.name,
            report.proof.as_bytes().len(),
            report.attestations.len(),
            audit.report,
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

    /// The error, with the file that is at fault.
    fn blame(&self, error: ProveError, inputs: &Inputs) -> CliError {
        if let (ProveError::Predecessor(_), Some(previous)) = (&error, &self.previous) {
            return file_error(previous, error);
        }
        let compiled = CompiledFiles {
            book: &self.book,
            policy: &self.policy,
            supply: &self.supply,
        };
        let custodians = CustodianFiles {
            opening: &self.opening,
            openings: &inputs.openings,
            attestation: &self.attestation,
            attestations: &inputs.attestations,
        };
        custodians.blame(error, compiled)
    }

    /// Names all inputs, and checks that the outputs may be written.
    fn outputs(&self, force: bool) -> Result<Outputs, CliError> {
        let mut outputs = Outputs::new(force);
        [&self.book, &self.policy, &self.supply]
            .into_iter()
            .chain(&self.opening)
            .chain(&self.attestation)
            .chain(&self.previous)
            .chain(&self.registry)
            .for_each(|path| outputs.input(path));
        outputs.check(&self.out)?;
        if let Some(path) = &self.auditor_copy {
            outputs.check(path)?;
        }
        Ok(outputs)
    }

    fn read(&self) -> Result<Inputs, CliError> {
        let book = documents::book(&self.book)?;
        clock::warn_if_future(&self.book, book.as_of);
        let policy = documents::read(&self.policy)?;
        let supply = documents::read(&self.supply)?;
        supply_evidence::check(&self.supply, &supply, self.block_within)?;
        subject_token::warn_if_missing(&self.supply, &supply);
        let openings = private_files::openings_of(&book, &self.opening)?;
        let attestations = self.attestation.iter().map(|path| documents::read(path));
        let attestations = attestations.collect::<Result<_, _>>()?;
        let previous = self.previous()?;
        Ok(Inputs {
            book,
            policy,
            supply,
            openings,
            attestations,
            previous,
        })
    }

    /// The report before, if there is one: one that verifies.
    fn previous(&self) -> Result<Option<Predecessor>, CliError> {
        let registry = self.registry.as_deref().map(documents::registry);
        let registry = registry.transpose()?;
        let Some(path) = self.previous.as_deref() else {
            return Ok(None);
        };
        let previous: Report = documents::read(path)?;
        verify_last(&previous, registry.as_ref(), None).in_file(path)?;
        Ok(Some(Predecessor::of(&previous)?))
    }

    /// Writes the report and the auditors' copy, both or none.
    fn write(
        &self,
        outputs: &Outputs,
        report: &Report,
        sealed: Option<&[u8]>,
    ) -> Result<(), CliError> {
        let json = documents::to_json(report)?;
        let mut written = vec![Output {
            path: &self.out,
            bytes: json.as_bytes(),
            access: Access::Public,
        }];
        let copy = self.auditor_copy.as_deref().zip(sealed);
        written.extend(copy.map(|(path, bytes)| Output {
            path,
            bytes,
            access: Access::Secret,
        }));
        Ok(outputs.write_all(&written)?)
    }
}
