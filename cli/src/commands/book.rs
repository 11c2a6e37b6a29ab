//! `assay book`

mod summary;

use std::path::{Path, PathBuf};

use assay_book::{
    build_book, parse_fedinvest, BookInputs, BuildError, CheckedTerms, Custodians, Inequalities,
    TermsFile,
};
use assay_circuits::Shape;
use assay_statement::{BookError, Policy, Subject, Timestamp};

use crate::at_fault::CompiledFiles;
use crate::clock;
use crate::documents;
use crate::error::{file_error, option_error, About, CliError};
use crate::files::{self, Access, Outputs};
use crate::outcome::Outcome;
use crate::terminal::{note, print};

/// Largest price file that is read, in bytes. The real one has some 500 lines of 70 bytes.
const MAX_PRICES: u64 = 4 << 20;

/// Inequalities a book leaves room for when no policy is named.
const DEFAULT_RULES: usize = 8;

/// Make the public book: every (custodian, instrument) that may hold something, at its price.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay book --prices securityPrice.csv --as-of 2026-11-20T22:00:00Z --subject eip155:1/erc20:0x7712...3e4c \\
    --custodians custodians.json --policy policy.json --out book.json

Prices are the \"security price\" file of TreasuryDirect's FedInvest. The end of day price is taken; if there is none,
the sell price (what the Treasury pays a holder); if there is none, the buy price. Fallbacks are reported. Interest that
has accrued by the day in New York is added, as far as the file tells; --terms tells the rest. Without it TIPS are left out.
Without --shape, the smallest standard shape is taken that fits the rows and the inequalities of --policy.")]
pub struct Args {
    /// FedInvest price file (CSV without header).
    #[arg(long, value_name = "FILE")]
    prices: PathBuf,
    /// Terms file: dated dates, index ratios and floating rates of coupon securities.
    #[arg(long, value_name = "FILE")]
    terms: Option<PathBuf>,
    /// When the book is true: UTC, such as 2026-11-20T22:00:00Z.
    #[arg(long, value_name = "TIME")]
    as_of: Timestamp,
    /// What it is the book of: a CAIP-19 asset or any fund id.
    #[arg(long, value_name = "ID")]
    subject: Subject,
    /// Custodians file: who may hold what.
    #[arg(long, value_name = "FILE")]
    custodians: PathBuf,
    /// Policy whose inequalities the shape must hold.
    #[arg(long, value_name = "FILE", conflicts_with = "rules")]
    policy: Option<PathBuf>,
    /// Inequalities the shape must hold, if there is no --policy [default: 8].
    #[arg(long, value_name = "N")]
    rules: Option<usize>,
    /// Shape "k,K": 2^k rows of trace for K inequalities.
    #[arg(long, value_name = "k,K", value_parser = parse_shape)]
    shape: Option<Shape>,
    /// Where to write the book.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

fn parse_shape(text: &str) -> Result<Shape, String> {
    let parse = || {
        let (k, rules) = text.split_once(',')?;
        Shape::new(k.trim().parse().ok()?, rules.trim().parse().ok()?).ok()
    };
    let standard = Shape::STANDARD
        .map(|s| format!("{},{}", s.k(), s.rules()))
        .join(" ");
    parse()
        .filter(|shape| shape.is_standard())
        .ok_or(format!("expected one of the standard shapes {standard}"))
}

impl Args {
    pub fn run(self, force: bool) -> Result<Outcome, CliError> {
        let mut outputs = Outputs::new(force);
        outputs.input(&self.prices);
        outputs.input(&self.custodians);
        self.policy.iter().for_each(|path| outputs.input(path));
        self.terms.iter().for_each(|path| outputs.input(path));
        outputs.check(&self.out)?;

        let bytes = files::read(&self.prices, MAX_PRICES)?;
        let prices = parse_fedinvest(&bytes).in_file(&self.prices)?;
        let custodians: Custodians = documents::read(&self.custodians)?;
        let policy: Option<Policy> = documents::optional(self.policy.as_deref())?;
        let terms = self.terms.as_deref().map(read_terms).transpose()?;
        let built = build_book(BookInputs {
            subject: self.subject.clone(),
            as_of: self.as_of,
            prices: &prices,
            terms: terms.as_ref(),
            custodians: &custodians,
            shape: self.shape,
            inequalities: match &policy {
                Some(policy) => Inequalities::Policy(policy),
                None => Inequalities::Count(self.rules.unwrap_or(DEFAULT_RULES)),
            },
        });
        let built = built.map_err(|error| self.blame(error))?;
        clock::warn_if_future(&self.out, built.book.as_of);
        let json = documents::to_json(&built.book)?;
        outputs.write(&self.out, json.as_bytes(), Access::Public)?;
        print(&summary::text(&built)?)?;
        summary::warn_of_doubts(&self.custodians, &built);
        note(&format!("wrote {}", self.out.display()));
        Ok(Outcome::Done)
    }
}

impl Args {
    /// The error, with the file or the option that is at fault.
    fn blame(&self, error: BuildError) -> CliError {
        let custodians = self.custodians.as_path();
        let (mut policy, mut terms) = (custodians, custodians);
        self.policy.iter().for_each(|path| policy = path);
        self.terms.iter().for_each(|path| terms = path);
        let too_many_rules = matches!(&error, BuildError::NoShape { most: Some(_), .. });
        match error {
            BuildError::Policy(error) => CompiledFiles {
                book: custodians,
                policy,
                supply: custodians,
            }
            .blame(error),
            BuildError::Terms { .. } => file_error(terms, error),
            BuildError::TooManyRules { .. } | BuildError::Book(BookError::TooManyRows { .. })
                if self.shape.is_some() =>
            {
                option_error("--shape", error)
            }
            _ if too_many_rules && self.policy.is_none() => option_error("--rules", error),
            _ if too_many_rules => file_error(policy, error),
            _ => file_error(custodians, error),
        }
    }
}

fn read_terms(path: &Path) -> Result<CheckedTerms, CliError> {
    let terms: TermsFile = documents::read(path)?;
    terms.check().in_file(path)
}
