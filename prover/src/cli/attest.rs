//! `assay attest`

use std::path::PathBuf;

use assay_statement::Commitment;

use super::{load, note, Outcome};
use crate::custody;
use crate::error::CliError;
use crate::files::{self, Access, Outputs};

/// Custodian: sign a commitment.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay attest --commitment northbank.commitment.json --key northbank.pem --out northbank.attestation.json

Two of three officers, one after the other, each on a machine of their own:
  assay attest --commitment c.json --key first.pem --out a1.json
  assay attest --commitment c.json --add-to a1.json --key second.pem --out a2.json")]
pub struct Args {
    /// The commitment to sign.
    #[arg(long, value_name = "FILE")]
    commitment: PathBuf,
    /// Private key; repeat for several signatures at once.
    #[arg(long, value_name = "FILE", required = true)]
    key: Vec<PathBuf>,
    /// Add to the signatures of this attestation of the same commitment.
    #[arg(long, value_name = "FILE")]
    add_to: Option<PathBuf>,
    /// Where to write the attestation.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let mut outputs = Outputs::new(force);
        outputs.input(&self.commitment);
        self.key
            .iter()
            .chain(&self.add_to)
            .for_each(|path| outputs.input(path));
        outputs.check(&self.out)?;

        let commitment: Commitment = load::document(&self.commitment)?;
        let existing = load::optional(self.add_to.as_deref())?;
        let keys = self
            .key
            .iter()
            .map(|path| load::key(path))
            .collect::<Result<Vec<_>, _>>()?;
        let about = self.add_to.as_deref().unwrap_or(&self.commitment);
        let attestation = custody::attest(&commitment, existing, &keys).map_err(CliError::at(
            about,
            |path, source| CliError::Custody { path, source },
        ))?;
        outputs.write(
            &self.out,
            load::json(&attestation)?.as_bytes(),
            Access::Public,
        )?;
        let mut text = format!(
            "{} attests its holdings of {} as of {}\n  book {}\n  commitment {}\n",
            attestation.custodian,
            attestation.subject,
            attestation.as_of,
            attestation.book,
            attestation.commitment,
        );
        for signature in &attestation.signatures {
            text += &format!(
                "  signed by {} {}\n",
                signature.scheme, signature.public_key
            );
        }
        files::print(&text)?;
        note(&format!("wrote {}", self.out.display()));
        Ok(Outcome::Done)
    }
}
