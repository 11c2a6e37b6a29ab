//! Statements of before the book's day, which say what was held throughout the period of its income.

use std::collections::BTreeMap;
use std::path::PathBuf;

use assay_holdings::{held_throughout, Expectation, HoldingsMapping, Index, StatementDay};
use assay_statement::{Book, Date, Income, IncomeRow};
use zeroize::Zeroizing;

use super::holdings::{self, HoldingsFiles, Summed};
use crate::error::{file_error, CliError};
use crate::files;

/// The options of `assay commit` for a book with income.
#[derive(Debug, clap::Args)]
pub struct EarlierArgs {
    /// Holdings of the day since which the book has income, as --holdings; several times for several files.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "no_earlier_holdings",
        help_heading = "Income"
    )]
    earlier_holdings: Vec<PathBuf>,
    /// Holdings of a day between, such as 2026-11-06=nov06.xml; several times for several days, or several files of one.
    #[arg(
        long,
        value_name = "DAY=FILE",
        value_parser = of_day,
        requires = "earlier_holdings",
        help_heading = "Income"
    )]
    holdings_between: Vec<(Date, PathBuf)>,
    /// Commit to nothing that was held throughout, in place of --earlier-holdings: no income is shown.
    #[arg(long, help_heading = "Income")]
    no_earlier_holdings: bool,
}

/// `DAY=FILE`.
fn of_day(text: &str) -> Result<(Date, PathBuf), String> {
    const EXPECTED: &str = "expected a day and a file, such as 2026-11-06=nov06.xml";
    let (day, file) = text.split_once('=').ok_or(EXPECTED)?;
    let day = day.parse().map_err(|_| EXPECTED)?;
    match file.is_empty() {
        true => Err(EXPECTED.into()),
        false => Ok((day, file.into())),
    }
}

/// What the statements of before are read for.
pub struct Period<'a> {
    /// The book.
    pub book: &'a Book,
    /// The custodian's rows of its income.
    pub income: &'a Index,
    /// The custodian's rows of the book, and what is held in them.
    pub now: (&'a Index, &'a Summed),
}

/// What was held throughout.
pub struct HeldThroughout {
    /// One for each of the custodian's rows of the income.
    pub quantities: Zeroizing<Vec<u64>>,
    /// Where they come from, in words: whole lines.
    pub text: String,
}

impl EarlierArgs {
    /// Every file.
    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        let between = self.holdings_between.iter().map(|(_, path)| path);
        self.earlier_holdings.iter().chain(between)
    }

    /// The files of each day between.
    fn between(&self) -> BTreeMap<Date, Vec<PathBuf>> {
        let mut days: BTreeMap<Date, Vec<PathBuf>> = BTreeMap::new();
        for (day, path) in &self.holdings_between {
            days.entry(*day).or_default().push(path.clone());
        }
        days
    }

    /// Checks the options against the book, whose custodian has the rows `income`, and against the files of its day.
    pub fn check(&self, book: &Book, income: &Index, now: &[PathBuf]) -> Result<(), CliError> {
        let custodian = income.custodian();
        let given = !self.earlier_holdings.is_empty();
        let Some(period) = book.income.as_ref().filter(|_| !income.is_empty()) else {
            return match given || self.no_earlier_holdings {
                false => Ok(()),
                true => Err(CliError::Usage(format!(
                    "the book lists no income of {custodian}: expected no --earlier-holdings and no --no-earlier-holdings"
                ))),
            };
        };
        let since = period.since;
        if !given && !self.no_earlier_holdings {
            return Err(CliError::Usage(format!(
                "the book lists income of {custodian} since {since}: expected the holdings of that day, as --earlier-holdings; or, to show no income, --no-earlier-holdings"
            )));
        }
        // Nothing of it would leave a loss out.
        if let Some(row) = loss(period, income).filter(|_| self.no_earlier_holdings) {
            return Err(CliError::Usage(format!(
                "the income of {}, which the book lists for {custodian}, is below zero and must not be left out: expected the holdings of {since}, as --earlier-holdings",
                row.instrument
            )));
        }
        let (first, last) = (since.date(), book.as_of.date());
        let mut days = self.holdings_between.iter().map(|(day, _)| *day);
        if let Some(day) = days.find(|day| *day <= first || *day >= last) {
            return Err(CliError::Usage(format!(
                "--holdings-between: expected a day after {first} and before {last}, found {day}"
            )));
        }
        self.check_files(now)
    }

    /// Checks that no file is of two days: what is held now would pass for what was held throughout.
    fn check_files(&self, now: &[PathBuf]) -> Result<(), CliError> {
        let between = self.between();
        let days = [now, &self.earlier_holdings];
        let days: Vec<&[PathBuf]> = days
            .into_iter()
            .chain(between.values().map(Vec::as_slice))
            .collect();
        for (at, day) in days.iter().enumerate() {
            let before = || days.iter().take(at).copied().flatten();
            let twice = |path: &&PathBuf| before().any(|other| files::same_file(other, path));
            if let Some(path) = day.iter().find(twice) {
                let wrong = "expected each file for one day, found it for another one too";
                return Err(file_error(path, wrong));
            }
        }
        Ok(())
    }

    /// Reads the statements of before, as `files`, those of now, were read, and takes what all of them bear out.
    pub fn held_throughout(
        &self,
        period: &Period<'_>,
        files: &HoldingsFiles<'_>,
        mapping: Option<HoldingsMapping>,
    ) -> Result<HeldThroughout, CliError> {
        let Period { book, income, now } = period;
        let rows = income.len();
        let Some(of_book) = book.income.as_ref().filter(|_| rows > 0) else {
            return Ok(HeldThroughout {
                quantities: Zeroizing::default(),
                text: String::new(),
            });
        };
        let heading = format!("  and to {rows} rows of its income, ");
        if self.no_earlier_holdings {
            return Ok(HeldThroughout {
                quantities: Zeroizing::new(vec![0; rows]),
                text: heading + "nothing of each, as --no-earlier-holdings says\n",
            });
        }
        let sum = |paths: &[PathBuf], day: Date, of: StatementDay| {
            let expected = Expectation::new(book, mapping.clone()).of_day(day, of);
            holdings::sum(&HoldingsFiles { paths, ..*files }, expected, income)
        };
        let since = of_book.since.date();
        let earlier = sum(&self.earlier_holdings, since, StatementDay::Since)?;
        let between = self.between().into_iter();
        let between = between
            .map(|(day, paths)| sum(&paths, day, StatementDay::Between))
            .collect::<Result<Vec<Summed>, _>>()?;
        let days = between
            .iter()
            .map(|summed| (summed.day(), &summed.collected.sums));
        let (index, held) = now;
        let quantities = held_throughout(
            book,
            income,
            &earlier.collected.sums,
            &days.collect::<Vec<_>>(),
            (index, &held.collected.sums),
        );
        let which = match loss(of_book, income) {
            None => "the least of each day\n",
            Some(_) => "the least of each day, or the most where it is below zero\n",
        };
        let mut text = heading + which;
        for summed in [&earlier].into_iter().chain(&between) {
            text += &day_text(summed);
        }
        text += &format!("    {}  as above\n", held.day());
        Ok(HeldThroughout { quantities, text })
    }
}

/// The custodian's first row of the income that is below zero.
fn loss<'a>(period: &'a Income, income: &Index) -> Option<&'a IncomeRow> {
    let mut own = period
        .rows
        .iter()
        .filter(|row| row.custodian == *income.custodian());
    own.find(|row| row.per_unit.is_negative())
}

/// A day, and where its sums come from.
fn day_text(summed: &Summed) -> String {
    let from = holdings::of_files(&summed.collected).replace("\n  ", "\n                ");
    let day = match summed.last_business_day {
        Some(_) => format!(", the last business day before {}", summed.expected),
        None => String::new(),
    };
    format!("    {}{day}  from {from}\n", summed.day())
}
