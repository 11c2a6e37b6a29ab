//! `assay book`

use std::path::PathBuf;

use assay_circuits::Shape;
use assay_statement::{digest, Policy, Subject, Timestamp};

use super::load;
use crate::error::CliError;
use crate::files::{self, Access, Outputs};
use crate::outcome::Outcome;
use crate::terminal::note;
use assay_book::{
    build_book, parse_fedinvest, BookInputs, BuildError, BuiltBook, Custodians, Inequalities,
    TermsFile, UnknownTerm,
};

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

        let bytes = files::read(&self.prices, files::MAX_PRICES)?;
        let prices = parse_fedinvest(&bytes)
            .map_err(CliError::at(&self.prices, |path, source| {
                CliError::Prices { path, source }
            }))?;
        let custodians: Custodians = load::document(&self.custodians)?;
        let policy: Option<Policy> = load::optional(self.policy.as_deref())?;
        let terms = match &self.terms {
            None => None,
            Some(path) => {
                let terms: TermsFile = load::document(path)?;
                let check = terms.check();
                Some(
                    check.map_err(CliError::at(path, |path, source| CliError::Terms {
                        path,
                        source,
                    }))?,
                )
            }
        };
        let built = build_book(BookInputs {
            subject: self.subject,
            as_of: self.as_of,
            prices: &prices,
            terms: terms.as_ref(),
            custodians: &custodians,
            shape: self.shape,
            inequalities: match &policy {
                Some(policy) => Inequalities::Policy(policy),
                None => Inequalities::Count(self.rules.unwrap_or(DEFAULT_RULES)),
            },
        })
        .map_err(|source| {
            // The file whose fault it is.
            let path = match (&source, self.terms) {
                (BuildError::Terms { .. }, Some(terms)) => terms,
                _ => self.custodians,
            };
            CliError::Build { path, source }
        })?;
        outputs.write(
            &self.out,
            load::json(&built.book)?.as_bytes(),
            Access::Public,
        )?;
        report(&built)?;
        note(&format!("wrote {}", self.out.display()));
        Ok(Outcome::Done)
    }
}

/// Longest list of securities that is spelled out.
const LISTED: usize = 10;

/// One line about all securities of which this is unknown, or nothing.
fn without_terms(built: &BuiltBook, what: UnknownTerm, consequence: &str) -> String {
    let of_kind = built.unknown.iter().filter(|unknown| unknown.what == what);
    let isins: Vec<&str> = of_kind.map(|unknown| unknown.isin.as_str()).collect();
    let listed = isins
        .iter()
        .take(LISTED)
        .copied()
        .collect::<Vec<_>>()
        .join(" ");
    match isins.len() {
        0 => String::new(),
        count if count <= LISTED => format!("  {count} without terms {consequence}: {listed}\n"),
        count => format!("  {count} without terms {consequence}: {listed} and more\n"),
    }
}

fn report(built: &BuiltBook) -> Result<(), CliError> {
    let book = &built.book;
    let mut text = format!(
        "book of {} as of {}\n  {} custodians, {} rows, shape {} with room for {} rows and {} inequalities\n  digest {}\n",
        book.subject,
        book.as_of,
        book.custodians.len(),
        book.rows.len(),
        book.shape,
        book.shape.buckets(),
        book.shape.rules(),
        digest(book)?,
    );
    text += &format!(
        "  with interest accrued to {}, New York\n",
        built.accrued_to
    );
    for (what, consequence) in [
        (
            UnknownTerm::FirstPeriod,
            "may be in a first period, taken without interest",
        ),
        (
            UnknownTerm::FloatingRate,
            "with a floating rate, taken without interest",
        ),
        (UnknownTerm::IndexRatio, "indexed to inflation, left out"),
    ] {
        text += &without_terms(built, what, consequence);
    }
    for fallback in built.fallbacks.iter().take(LISTED) {
        text += &format!(
            "  {}: no end of day price, took the {} price (line {})\n",
            fallback.isin, fallback.side, fallback.line
        );
    }
    if let Some(more) = built
        .fallbacks
        .len()
        .checked_sub(LISTED)
        .filter(|more| *more > 0)
    {
        text += &format!("  and {more} more without an end of day price\n");
    }
    for unquoted in built.unquoted.iter().take(LISTED) {
        text += &format!(
            "  {}: no price at all, left out (line {})\n",
            unquoted.cusip, unquoted.line
        );
    }
    if let Some(more) = built
        .unquoted
        .len()
        .checked_sub(LISTED)
        .filter(|more| *more > 0)
    {
        text += &format!("  and {more} more without any price\n");
    }
    if built.matured > 0 {
        text += &format!("  {} securities have matured, left out\n", built.matured);
    }
    files::print(&text)?;
    Ok(())
}
