//! `assay commit`

use std::path::PathBuf;

use super::{holdings, load, note, Outcome};
use crate::custody;
use crate::error::CliError;
use crate::files::{self, Access, Output, Outputs};
use crate::holdings::Index;

/// Custodian: commit to what is held, hiding it. The opening stays private.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay commit --book book.json --custodian northbank --holdings holdings.csv \\
    --opening northbank.opening.json --out northbank.commitment.json

The holdings file has the header \"account,instrument,quantity\" and one line per account and instrument (ISIN, CUSIP,
or cash:<account>). Lines are summed as they are read; accounts leave no trace in any output. A ledger in Parquet, a file
or a directory of files, has the same columns; it takes an assay built with the feature \"ledgers\".
Hand the commitment to the signers, and the opening to the prover over a private channel.")]
pub struct Args {
    /// The public book.
    #[arg(long, value_name = "FILE")]
    book: PathBuf,
    /// Custodian id in the book.
    #[arg(long, value_name = "ID")]
    custodian: String,
    /// Holdings, account by account (CSV or Parquet).
    #[arg(long, value_name = "FILE")]
    holdings: PathBuf,
    /// Sum the holdings on the Ballista cluster of this scheduler, which then sees them.
    #[cfg(feature = "distributed")]
    #[arg(long, value_name = "URL")]
    scheduler: Option<String>,
    /// Where to write the opening: PRIVATE, mode 0600.
    #[arg(long, value_name = "FILE")]
    opening: PathBuf,
    /// Where to write the commitment.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let mut outputs = Outputs::new(force);
        outputs.input(&self.book);
        outputs.input(&self.holdings);
        outputs.check(&self.opening)?;
        outputs.check(&self.out)?;

        let book = load::book(&self.book)?;
        let wrap = |path, source| CliError::Holdings { path, source };
        let index = Index::new(&book, &self.custodian).map_err(CliError::at(&self.book, wrap))?;
        #[cfg(feature = "distributed")]
        let scheduler = self.scheduler.as_deref();
        #[cfg(not(feature = "distributed"))]
        let scheduler = None;
        let sums = holdings::sum(&self.holdings, scheduler, &index)?;
        let (commitment, opening) = custody::commit(&book, &index, &sums).map_err(CliError::at(
            &self.book,
            |path, source| CliError::Custody { path, source },
        ))?;
        outputs.write_all(&[
            Output {
                path: &self.opening,
                bytes: opening.to_json().as_bytes(),
                access: Access::Secret,
            },
            Output {
                path: &self.out,
                bytes: load::json(&commitment)?.as_bytes(),
                access: Access::Public,
            },
        ])?;
        files::print(&format!(
            "{} commits to {} rows of the book, from {} account lines\n  commitment {}\n",
            commitment.custodian,
            index.len(),
            sums.lines,
            commitment.commitment,
        ))?;
        note(&format!(
            "wrote {} and {} (private)",
            self.out.display(),
            self.opening.display()
        ));
        Ok(Outcome::Done)
    }
}
