//! `assay commit`

mod earlier;
mod holdings;

use std::path::PathBuf;

use assay_holdings::{Expectation, Format, Index};
use zeroize::Zeroizing;

use crate::commands::commit::earlier::{EarlierArgs, Period};
use crate::commands::commit::holdings::HoldingsFiles;
use crate::documents;
use crate::error::{About, CliError};
use crate::files::{Access, Output, Outputs};
use crate::outcome::Outcome;
use crate::terminal::{note, print};

/// Custodian: commit to what is held, hiding it. The opening stays private.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay commit --book book.json --custodian northbank --holdings holdings.csv \\
    --opening northbank.opening.json --out northbank.commitment.json
  assay commit --book book.json --custodian northbank --holdings page1.xml --holdings page2.xml --holdings cash.xml \\
    --mapping northbank.mapping.json --opening northbank.opening.json --out northbank.commitment.json
  assay commit --book book.json --custodian northbank --holdings nov20.xml --earlier-holdings oct20.xml \\
    --holdings-between 2026-11-06=nov06.xml --opening northbank.opening.json --out northbank.commitment.json

Read are: statements of securities (ISO 20022 semt.002, SWIFT MT535) and of cash (ISO 20022 camt.053 and camt.052, SWIFT
MT940 and MT950, BAI2), CSV with the header \"account,instrument,quantity\", and CSV and spreadsheets (xlsx) with the columns
that --mapping names. Statements have to be whole, complete and of the book's day or, where that is no business day of the
Federal Reserve, all of the last one before it, which is then said; of each balance only what is available counts. The same
statement twice is refused. What is passed over is counted. Accounts leave no trace in any output. A ledger in Parquet, a file
or a directory of files, has the columns of the CSV file; it takes an assay built with the feature \"ledgers\".

A book with income asks besides how much was held throughout, without a break, since the day that it names. That is the
least of what the statements of that day, of days between and of the book's say, and the most of what has income below
zero; of what was repaid, those of before. They do not show what was sold and bought back between two of these days:
whoever signs the commitment signs that nothing was.
Instruments without income, such as those of what was sold since, are passed over in earlier statements, and counted.

Hand the commitment to the signers, and the opening to the prover over a private channel.")]
pub struct Args {
    /// The public book.
    #[arg(long, value_name = "FILE")]
    book: PathBuf,
    /// Custodian id in the book.
    #[arg(long, value_name = "ID")]
    custodian: String,
    /// Holdings as the custodian sends them; several times for several files, pages in their order.
    #[arg(long, value_name = "FILE", required = true)]
    holdings: Vec<PathBuf>,
    #[command(flatten)]
    earlier: EarlierArgs,
    /// Format of all files of holdings [default: what each looks like].
    #[arg(long, value_name = "FORMAT", value_parser = holdings::formats())]
    format: Option<Format>,
    /// Columns of CSV files, and rows of cash accounts (JSON). PRIVATE.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
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
        let outputs = self.outputs(force)?;
        let book = documents::book(&self.book)?;
        let index = Index::new(&book, &self.custodian).in_file(&self.book)?;
        let income = Index::of_income(&book, &self.custodian).in_file(&self.book)?;
        self.earlier.check(&book, &income, &self.holdings)?;
        #[cfg(feature = "distributed")]
        let scheduler = self.scheduler.as_deref();
        #[cfg(not(feature = "distributed"))]
        let scheduler = None;
        let mapping = holdings::mapping(self.mapping.as_deref())?;
        let files = HoldingsFiles {
            paths: &self.holdings,
            format: self.format,
            scheduler,
        };
        let now = holdings::sum(&files, Expectation::new(&book, mapping.clone()), &index)?;
        let period = Period {
            book: &book,
            income: &income,
            now: (&index, &now),
        };
        let throughout = self.earlier.held_throughout(&period, &files, mapping)?;
        // A list of a known length: one that grows would leave copies of quantities behind.
        let mut quantities = Zeroizing::new(Vec::with_capacity(index.len() + income.len()));
        quantities.extend_from_slice(&now.collected.sums.quantities);
        quantities.extend_from_slice(&throughout.quantities);
        let (commitment, opening) =
            assay_prover::commit(&book, index.custodian(), &quantities).in_file(&self.book)?;
        outputs.write_all(&[
            Output {
                path: &self.opening,
                bytes: opening.to_json().as_bytes(),
                access: Access::Secret,
            },
            Output {
                path: &self.out,
                bytes: documents::to_json(&commitment)?.as_bytes(),
                access: Access::Public,
            },
        ])?;
        print(&format!(
            "{} commits to {} rows of the book, from {}\n{}  commitment {}\n",
            commitment.custodian,
            index.len(),
            holdings::sources(&now),
            throughout.text,
            commitment.commitment,
        ))?;
        note(&format!(
            "wrote {} and {} (private)",
            self.out.display(),
            self.opening.display()
        ));
        Ok(Outcome::Done)
    }
    /// Names all inputs, and checks that the outputs may be written.
    fn outputs(&self, force: bool) -> Result<Outputs, CliError> {
        let mut outputs = Outputs::new(force);
        outputs.input(&self.book);
        self.holdings
            .iter()
            .chain(self.earlier.paths())
            .chain(&self.mapping)
            .for_each(|path| outputs.input(path));
        outputs.check(&self.opening)?;
        outputs.check(&self.out)?;
        Ok(outputs)
    }
}
