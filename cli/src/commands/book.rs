//! `assay book`

mod income;
mod json;
mod prices;
mod sources;
mod summary;

use std::path::{Path, PathBuf};

use assay_book::{
    build_book, BookInputs, BuildError, CheckedTerms, Custodians, Inequalities, Place, TermsFile,
};
use assay_circuits::Shape;
use assay_statement::{Book, BookError, Policy, Subject, SuiteName, Timestamp};

use crate::at_fault::CompiledFiles;
use crate::clock;
use crate::documents;
use crate::error::{file_error, option_error, About, CliError};
use crate::files::{Access, Outputs};
use crate::outcome::Outcome;
use crate::terminal::{note, print, print_json};
use prices::PriceArgs;
use sources::Sources;

/// Inequalities a book leaves room for when no policy is named.
const DEFAULT_RULES: usize = 8;

/// Make the public book: every (custodian, instrument) that may hold something, at its price.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  assay book --prices securityPrice.csv --prices-date 2026-11-20 --as-of 2026-11-20T22:00:00Z \\
    --subject eip155:1/erc20:0x7712...3e4c --custodians custodians.json --policy policy.json --out book.json
  assay book --prices securityPrice.csv --prices-date 2026-11-20 --price-list agencies.csv --price-mapping agencies.json \\
    --as-of 2026-11-20T22:00:00Z --subject fund:x --custodians custodians.json --out book.json
  assay book --prices securityPrice.csv --prices-date 2026-11-27 --as-of 2026-11-27T22:00:00Z \\
    --subject fund:x --custodians custodians.json --since last-week.book.json --out book.json

--prices is the \"security price\" file of TreasuryDirect's FedInvest. The end of day price is taken; if there is none,
the sell price (what the Treasury pays a holder); if there is none, the buy price. Fallbacks are reported. Interest that
has accrued by the day in New York is added, as far as the file tells; --terms tells the rest. Without it TIPS are left out.
--price-list is a vendor's file of any columns, for what is not in that file; its prices are with interest. Of several
sources the first that has a security prices it, and of prices of several days only those of the latest count. All have to
be of the book's day in New York or, where that is no business day, of the last one before it; --allow-prices-of allows an
earlier day.
--since takes the book at the start of a period, and adds what a unit of each of its rows earned: interest, and its part of
what is between the earlier price and the face amount. The rule \"yield\" compares that with what was distributed. What
is no public fact, as interest on repo, is given as \"income\" in the custodians file. What has none is named.
Without --shape, the first standard shape is taken that fits the rows and the inequalities of --policy.
--suite bls12-381 is for contracts on an EVM: custodians sign for the policy too, with keys of secp256k1 or p256 alone.")]
pub struct Args {
    #[command(flatten)]
    prices: PriceArgs,
    /// Terms file: dated dates, index ratios and floating rates of coupon securities; kinds and dates of others.
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
    /// An earlier book: the new one says what units that were held throughout earned since then.
    #[arg(long, value_name = "PREVIOUS_BOOK")]
    since: Option<PathBuf>,
    /// Suite of every commitment and proof that follows the book: "bls12-381" for reports that contracts on an EVM verify.
    #[arg(long, value_name = "SUITE", default_value_t)]
    suite: SuiteName,
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
    /// Print JSON: where the price of each row is, and what was not taken.
    #[arg(long)]
    json: bool,
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
        self.prices.inputs(&mut outputs);
        outputs.input(&self.custodians);
        self.policy.iter().for_each(|path| outputs.input(path));
        self.terms.iter().for_each(|path| outputs.input(path));
        self.since.iter().for_each(|path| outputs.input(path));
        outputs.check(&self.out)?;

        let custodians: Custodians = documents::read(&self.custodians)?;
        if self.prices.is_empty() && custodians.custodians.iter().any(|c| c.securities.is_some()) {
            return Err(CliError::Usage(
                "--prices, --price-list: expected prices of the securities of the custodians file, found neither".into(),
            ));
        }
        let prices = self.prices.read(self.as_of, &custodians.currency)?;
        let policy: Option<Policy> = documents::optional(self.policy.as_deref())?;
        let terms = self.terms.as_deref().map(read_terms).transpose()?;
        let since: Option<Book> = self.since.as_deref().map(documents::book).transpose()?;
        let built = build_book(BookInputs {
            subject: self.subject.clone(),
            as_of: self.as_of,
            prices: prices.sources(),
            allowed_prices_of: self.prices.allow_prices_of,
            terms: terms.as_ref(),
            custodians: &custodians,
            since: since.as_ref(),
            suite: self.suite,
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
        let sources = Sources {
            built: &built,
            files: &self.prices,
            custodians: &self.custodians,
            unpriced: prices.unpriced(),
        };
        match self.json {
            true => print_json(&json::summary(&sources)?)?,
            false => print(&(summary::text(&built)? + &income::text(&built) + &sources.text()))?,
        }
        summary::warn_of_doubts(&self.custodians, &built);
        note(&format!("wrote {}", self.out.display()));
        Ok(Outcome::Done)
    }
}

impl Args {
    /// The file of a place that says something of a security.
    fn file(&self, at: Place) -> Option<&Path> {
        match at {
            Place::Terms { .. } => self.terms.as_deref(),
            _ => self.prices.file(at),
        }
    }

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
            BuildError::PricesDay(error) => prices::blame_day(error),
            BuildError::Earlier(error) => {
                file_error(self.since.as_deref().unwrap_or(custodians), error)
            }
            BuildError::Contradiction(error) => {
                file_error(self.file(error.at).unwrap_or(custodians), error)
            }
            BuildError::Dates { at: Some(at), .. } => {
                file_error(self.file(at).unwrap_or(custodians), error)
            }
            BuildError::TooManyRules { .. } | BuildError::Book(BookError::TooManyRows { .. })
                if self.shape.is_some() =>
            {
                option_error("--shape", error)
            }
            BuildError::ShapeOfSuite { .. } => option_error("--shape", error),
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
