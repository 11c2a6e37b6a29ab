//! `assay attest`

use std::path::PathBuf;

use assay_prover::CustodianError;
use assay_statement::{Attestation, Commitment};

use crate::clock;
use crate::documents;
use crate::error::{About, CliError};
use crate::files::{Access, Outputs};
use crate::outcome::Outcome;
use crate::private_files;
use crate::terminal::{note, print};

/// Custodian: sign a commitment.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay attest --commitment northbank.commitment.json --book book.json --opening northbank.opening.json \\
    --key northbank.pem --out northbank.attestation.json

Two of three officers, one after the other, each on a machine of their own:
  assay attest --commitment c.json --book book.json --opening o.json --key first.pem --out a1.json
  assay attest --commitment c.json --book book.json --opening o.json --add-to a1.json --key second.pem --out a2.json

With --book and --opening, nothing is signed unless the commitment is for this book and the opening opens it. Without
them, the signer takes somebody's word for it.")]
pub struct Args {
    /// The commitment to sign.
    #[arg(long, value_name = "FILE")]
    commitment: PathBuf,
    /// The public book that the commitment must be for; with --opening.
    #[arg(long, value_name = "FILE", requires = "opening")]
    book: Option<PathBuf>,
    /// The opening (PRIVATE) that must open the commitment; with --book.
    #[arg(long, value_name = "FILE", requires = "book")]
    opening: Option<PathBuf>,
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
            .chain(&self.book)
            .chain(&self.opening)
            .for_each(|path| outputs.input(path));
        outputs.check(&self.out)?;

        let commitment: Commitment = documents::read(&self.commitment)?;
        clock::warn_if_future(&self.commitment, commitment.as_of);
        let checked = self.check(&commitment)?;
        let existing = documents::optional(self.add_to.as_deref())?;
        let keys = self
            .key
            .iter()
            .map(|path| private_files::signing_key(path))
            .collect::<Result<Vec<_>, _>>()?;
        let attestation = match assay_prover::attest(&commitment, existing, &keys) {
            Err(error @ (CustodianError::SignedTwice { .. } | CustodianError::Signing(_))) => {
                Err(error).in_option("--key")
            }
            made => made.in_file(self.add_to.as_deref().unwrap_or(&self.commitment)),
        }?;
        let json = documents::to_json(&attestation)?;
        outputs.write(&self.out, json.as_bytes(), Access::Public)?;
        print(&summary(&attestation, checked))?;
        note(&format!("wrote {}", self.out.display()));
        Ok(Outcome::Done)
    }

    /// Checks the commitment if book and opening are named; whether they are.
    fn check(&self, commitment: &Commitment) -> Result<bool, CliError> {
        let (Some(book_path), Some(opening_path)) = (&self.book, &self.opening) else {
            return Ok(false);
        };
        let book = documents::book(book_path)?;
        let opening = private_files::opening(opening_path)?;
        let Err(error) = assay_prover::check_commitment(commitment, &book, &opening) else {
            return Ok(true);
        };
        let path = match error {
            CustodianError::OtherBook { .. } => &self.commitment,
            CustodianError::Setup(_) | CustodianError::Digest(_) => book_path,
            _ => opening_path,
        };
        Err(error).in_file(path)
    }
}

/// What was signed, and by whom.
fn summary(attestation: &Attestation, checked: bool) -> String {
    let mut text = format!(
        "{} attests its holdings of {} as of {}\n  book {}\n  commitment {}\n",
        attestation.custodian,
        attestation.subject,
        attestation.as_of,
        attestation.book,
        attestation.commitment,
    );
    text += match checked {
        true => "  checked: the commitment is for the book given, and the opening given opens it\n",
        false => {
            "  NOT checked: what the commitment is to; name --book and --opening to check it\n"
        }
    };
    for signature in &attestation.signatures {
        text += &format!(
            "  signed by {} {}\n",
            signature.scheme, signature.public_key
        );
    }
    text
}
