//! Holdings, summed by whoever can read them: statements and CSV here, Parquet by the engine, either on a cluster if one is
//! named.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use assay_holdings::{
    Aggregate, Buffered, Collected, Collector, Expectation, Format, HoldingsMapping, Index,
    InputError, NoCommonDay,
};
use assay_statement::Date;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::error::{About, CliError};
use crate::files;
use crate::private_files::{self, warn_if_exposed};
use crate::terminal::note;

/// Bytes read from a file at a time.
const BUFFER: usize = 1 << 16;

/// The formats by their names, for an option.
pub fn formats() -> impl TypedValueParser<Value = Format> {
    let value = |format: &Format| PossibleValue::new(format.name()).help(format.standard());
    PossibleValuesParser::new(Format::ALL.iter().map(value)).try_map(|name| {
        let mut all = Format::ALL.iter().copied();
        all.find(|format| format.name() == name)
            .ok_or("no such format")
    })
}

/// What to read of one day, and how.
pub struct HoldingsFiles<'a> {
    /// The files, or directories of Parquet.
    pub paths: &'a [PathBuf],
    /// The format of all files; recognised if it is not given.
    pub format: Option<Format>,
    /// The cluster that sums them.
    pub scheduler: Option<&'a str>,
}

/// The holdings of all files, and the day of the statements among them.
pub struct Summed {
    /// What they add up to.
    pub collected: Collected,
    /// The day that was expected.
    pub expected: Date,
    /// The last business day before it, if statements are of that.
    pub last_business_day: Option<Date>,
}

impl Summed {
    /// The day of the statements.
    pub fn day(&self) -> Date {
        self.last_business_day.unwrap_or(self.expected)
    }
}

/// Why files cannot be summed.
enum Fault {
    /// What is wrong with a file, by its place in the run.
    Input(usize, InputError),
    /// Anything else.
    Other(CliError),
}

/// Sums the holdings of all files. Statements are of the expected day; where that is no business day of the Federal Reserve, they
/// may instead be of the last one before it, all of them.
pub fn sum(
    holdings: &HoldingsFiles<'_>,
    expected: Expectation,
    index: &Index,
) -> Result<Summed, CliError> {
    holdings.paths.iter().for_each(|path| warn_if_exposed(path));
    let (day, of) = (expected.as_of, expected.of);
    let summed = |collected, last_business_day| Summed {
        collected,
        expected: day,
        last_business_day,
    };
    let of_another_day = match attempt(holdings, &expected, index) {
        Ok(collected) => return Ok(summed(collected, None)),
        Err(Fault::Input(number, error)) => match error {
            InputError::Date { .. } | InputError::Preliminary { .. } => (number, error),
            error => return Err(error).in_file(holdings.path(number)),
        },
        Err(Fault::Other(error)) => return Err(error),
    };
    let (number, error) = of_another_day;
    let Some(expected) = expected.of_last_business_day() else {
        return Err(error).in_file(holdings.path(number));
    };
    // What was read of a pipe is gone: the rest of it must not pass for all.
    if let Some(pipe) = holdings.paths.iter().find(|path| !can_be_read_again(path)) {
        note(&format!(
            "note: {} can be read only once, so files were not tried as of {}, the last business day before: save it to a file",
            pipe.display(),
            expected.as_of
        ));
        return Err(error).in_file(holdings.path(number));
    }
    match attempt(holdings, &expected, index) {
        Ok(collected) => Ok(summed(collected, Some(expected.as_of))),
        Err(Fault::Input(number, InputError::Date { line, found, .. })) => Err(NoCommonDay {
            line,
            day,
            of,
            before: expected.as_of,
            found,
        })
        .in_file(holdings.path(number)),
        Err(Fault::Input(number, error)) => Err(error).in_file(holdings.path(number)),
        Err(Fault::Other(error)) => Err(error),
    }
}

/// Whether a path is of a file or a directory, and of no pipe.
fn can_be_read_again(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|found| found.is_file() || found.is_dir())
}

impl HoldingsFiles<'_> {
    /// The path of a file, by its place in the run.
    fn path(&self, number: usize) -> &Path {
        self.paths
            .get(number)
            .map_or(Path::new(""), PathBuf::as_path)
    }
}

/// Sums the holdings of all files, whose statements are of one day.
fn attempt(
    holdings: &HoldingsFiles<'_>,
    expected: &Expectation,
    index: &Index,
) -> Result<Collected, Fault> {
    let mut collector = Collector::new(expected, index, holdings.paths.len());
    for (number, path) in holdings.paths.iter().enumerate() {
        let input = |error| Fault::Input(number, error);
        let mut before = holdings.paths.iter().take(number);
        if before.any(|other| files::same_file(other, path)) {
            return Err(input(InputError::SameContent));
        }
        let parquet = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"));
        if holdings.scheduler.is_some() || parquet || path.is_dir() {
            let sums = by_engine(path, holdings.scheduler, index).map_err(Fault::Other)?;
            collector.add(number, &sums).map_err(input)?;
            continue;
        }
        let opened = files::open(path).map_err(|error| Fault::Other(error.into()))?;
        let mut file = Buffered::new(BUFFER, opened);
        let format = match holdings.format {
            Some(format) => format,
            None => {
                let start = file
                    .fill_buf()
                    .map_err(|e| input(InputError::Read { kind: e.kind() }))?;
                Format::recognise(start).map_err(input)?
            }
        };
        collector.read(number, format, file).map_err(input)?;
    }
    let collected = collector
        .finish()
        .map_err(|(number, error)| Fault::Input(number, error))?;
    // A file that was cut short, or the export of another account.
    for number in &collected.empty {
        note(&format!(
            "warning: {}: holds nothing: not one line or balance was read from it, and none is committed to",
            holdings.path(*number).display()
        ));
    }
    Ok(collected)
}

/// Reads a mapping that makes sense; warns if others can read it too.
pub fn mapping(path: Option<&Path>) -> Result<Option<HoldingsMapping>, CliError> {
    let Some(path) = path else { return Ok(None) };
    let mapping: HoldingsMapping = private_files::read(path)?;
    mapping.validate().in_file(path)?;
    Ok(Some(mapping))
}

/// Where the sums come from, in words.
pub fn sources(summed: &Summed) -> String {
    let day = summed.last_business_day.map_or(String::new(), |day| {
        format!(
            "\n  statements are of {day}, the last business day before {}, the day of the book",
            summed.expected
        )
    });
    of_files(&summed.collected) + &day
}

/// What the files have, in words.
pub fn of_files(collected: &Collected) -> String {
    let lines = collected.sums.lines.saturating_sub(collected.balances);
    let statements = format!(
        "{} balances of {} statements",
        collected.balances, collected.statements
    );
    let counts = match collected.encumbered {
        0 => String::new(),
        parts => format!(
            "\n  only what is available counts: {parts} of these balances have a part that is not"
        ),
    };
    let over = match collected.passed_over.words() {
        words if words.is_empty() => String::new(),
        words => format!("\n  passed over: {}", words.join(", ")),
    };
    match (lines, collected.statements) {
        (lines, 0) => format!("{lines} account lines{over}"),
        (0, _) => format!("{statements}{counts}{over}"),
        (lines, _) => format!("{lines} account lines and {statements}{counts}{over}"),
    }
}

#[cfg(feature = "ledgers")]
fn by_engine(path: &Path, scheduler: Option<&str>, index: &Index) -> Result<Aggregate, CliError> {
    use assay_holdings::ledger;
    crate::threads::check().map_err(CliError::Threads)?;
    let sum = |opened: ledger::Ledger| match scheduler {
        #[cfg(feature = "distributed")]
        Some(url) => ledger::sum_on_cluster(url, &opened, index),
        _ => ledger::sum(&opened, index),
    };
    ledger::Ledger::open(path).and_then(sum).in_file(path)
}

#[cfg(not(feature = "ledgers"))]
fn by_engine(path: &Path, _: Option<&str>, _: &Index) -> Result<Aggregate, CliError> {
    Err(CliError::Usage(format!(
        "{}: expected a CSV file, found a directory or Parquet, which this assay was built without; install it with: cargo install assay-cli --features ledgers",
        path.display()
    )))
}
