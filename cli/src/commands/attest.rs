//! `assay attest`

use std::path::{Path, PathBuf};

use assay_prover::CustodianError;
use assay_statement::{Attestation, Book, Commitment, Policy, SignedTerms, TermsError};

use crate::at_fault::CompiledFiles;
use crate::clock;
use crate::documents;
use crate::error::{file_error, option_error, About, CliError};
use crate::files::{Access, Outputs};
use crate::outcome::Outcome;
use crate::private_files;
use crate::render::lines::{line, rules};
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

Of a book of the suite bls12-381 the signature covers book, policy and table too, so both have to be there:
  assay attest --commitment c.json --book book.json --policy policy.json --opening o.json --key first.pem --out a.json
What is signed is shown before it is: compare the policy with the one that you were told.

With --book and --opening, nothing is signed unless the commitment is for this book and the opening opens it. Without
them, the signer takes somebody's word for it.")]
#[command(group(clap::ArgGroup::new("of_book").args(["opening", "policy"]).multiple(true)))]
pub struct Args {
    /// The commitment to sign.
    #[arg(long, value_name = "FILE")]
    commitment: PathBuf,
    /// The public book that the commitment must be for; with --opening or --policy.
    #[arg(long, value_name = "FILE", requires = "of_book")]
    book: Option<PathBuf>,
    /// The policy that is signed with the commitment, of a book of the suite bls12-381; with --book.
    #[arg(long, value_name = "FILE", requires = "book")]
    policy: Option<PathBuf>,
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
            .chain(&self.policy)
            .chain(&self.opening)
            .for_each(|path| outputs.input(path));
        outputs.check(&self.out)?;

        let commitment: Commitment = documents::read(&self.commitment)?;
        clock::warn_if_future(&self.commitment, commitment.as_of);
        let book = self.book.as_deref().map(documents::book).transpose()?;
        let policy: Option<Policy> = documents::optional(self.policy.as_deref())?;
        let checked = self.check(&commitment, book.as_ref())?;
        let documents = book.as_ref().zip(policy.as_ref());
        if let Some((book, policy)) = documents {
            let terms = assay_prover::terms_to_sign(&commitment, book, Some(policy));
            if let Some(terms) = terms.map_err(|error| self.blame(error))? {
                print(&to_be_signed(&commitment, book, policy, &terms))?;
            }
        }
        let existing = documents::optional(self.add_to.as_deref())?;
        let keys = self
            .key
            .iter()
            .map(|path| private_files::signing_key(path))
            .collect::<Result<Vec<_>, _>>()?;
        let attestation = assay_prover::attest(&commitment, documents, existing, &keys)
            .map_err(|error| self.blame(error))?;
        let json = documents::to_json(&attestation)?;
        outputs.write(&self.out, json.as_bytes(), Access::Public)?;
        print(&summary(&attestation, checked))?;
        note(&format!("wrote {}", self.out.display()));
        Ok(Outcome::Done)
    }

    /// Checks the commitment if book and opening are named; whether they are.
    fn check(&self, commitment: &Commitment, book: Option<&Book>) -> Result<bool, CliError> {
        let Some((book, opening_path)) = book.zip(self.opening.as_deref()) else {
            return Ok(false);
        };
        let opening = private_files::opening(opening_path)?;
        let Err(error) = assay_prover::check_commitment(commitment, book, &opening) else {
            return Ok(true);
        };
        let path = match error {
            CustodianError::OtherBook { .. } => &self.commitment,
            CustodianError::Setup(_) | CustodianError::Digest(_) => self.book_path(),
            _ => opening_path,
        };
        Err(error).in_file(path)
    }

    /// The book, if it is named.
    fn book_path(&self) -> &Path {
        self.book.as_deref().unwrap_or(&self.commitment)
    }

    /// The error of signing, with the file or the option that is at fault.
    fn blame(&self, error: CustodianError) -> CliError {
        match error {
            CustodianError::SignedTwice { .. }
            | CustodianError::Scheme { .. }
            | CustodianError::Signing(_) => option_error("--key", error),
            CustodianError::NotSigned { .. } | CustodianError::TermsNeeded { .. } => {
                option_error("--policy", error)
            }
            CustodianError::Terms(TermsError::Compile(error)) => {
                let policy = self.policy.as_deref();
                CompiledFiles {
                    book: self.book_path(),
                    policy: policy.unwrap_or(&self.commitment),
                    supply: self.book_path(),
                }
                .blame(error)
            }
            CustodianError::OtherCommitment { .. } => {
                file_error(self.add_to.as_deref().unwrap_or(&self.commitment), error)
            }
            error => file_error(&self.commitment, error),
        }
    }
}

/// What a signature is about to cover, besides the commitment; before it is made.
fn to_be_signed(
    commitment: &Commitment,
    book: &Book,
    policy: &Policy,
    terms: &SignedTerms,
) -> String {
    let mut text = format!("to be signed, in the suite {}\n", book.suite);
    text += &line("subject", &book.subject);
    text += &line("as of", book.as_of);
    text += &line("currency", &book.currency);
    let custodians = book.custodians.iter().map(|custodian| custodian.as_str());
    text += &line("custodians", custodians.collect::<Vec<_>>().join(", "));
    text += &line("custodian", &commitment.custodian);
    text += &line("book", terms.book());
    text += &line("table", terms.table());
    text += &line("policy", terms.policy());
    text += &line("named", &policy.name);
    text += &rules(policy);
    text + &line("commitment", commitment.commitment)
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
