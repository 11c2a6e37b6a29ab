//! Holdings, summed by whoever can read them: statements and CSV here, Parquet by the engine, either on a cluster if one is
//! named.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use assay_holdings::{
    Aggregate, Buffered, Collected, Collector, Expectation, Format, HoldingsMapping, Index,
    InputError,
};
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

/// What to read, and how.
pub struct HoldingsFiles<'a> {
    /// The files, or directories of Parquet.
    pub paths: &'a [PathBuf],
    /// The format of all files; recognised if it is not given.
    pub format: Option<Format>,
    /// The cluster that sums them.
    pub scheduler: Option<&'a str>,
}

/// Sums the holdings of all files.
pub fn sum(
    holdings: &HoldingsFiles<'_>,
    expected: &Expectation,
    index: &Index,
) -> Result<Collected, CliError> {
    let mut collector = Collector::new(expected, index, holdings.paths.len());
    for (number, path) in holdings.paths.iter().enumerate() {
        let mut before = holdings.paths.iter().take(number);
        if before.any(|other| files::same_file(other, path)) {
            return Err(InputError::SameContent).in_file(path);
        }
        warn_if_exposed(path);
        let parquet = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("parquet"));
        if holdings.scheduler.is_some() || parquet || path.is_dir() {
            let sums = by_engine(path, holdings.scheduler, index)?;
            collector.add(number, &sums).in_file(path)?;
            continue;
        }
        let mut file = Buffered::new(BUFFER, files::open(path)?);
        let format = match holdings.format {
            Some(format) => format,
            None => {
                let start = file
                    .fill_buf()
                    .map_err(|e| InputError::Read { kind: e.kind() })
                    .in_file(path)?;
                Format::recognise(start).in_file(path)?
            }
        };
        collector.read(number, format, file).in_file(path)?;
    }
    let at = |number: usize| {
        holdings
            .paths
            .get(number)
            .map_or(Path::new(""), PathBuf::as_path)
    };
    let collected = collector
        .finish()
        .or_else(|(number, error)| Err(error).in_file(at(number)))?;
    // A file that was cut short, or the export of another account.
    for number in &collected.empty {
        note(&format!(
            "warning: {}: holds nothing: not one line or balance was read from it, and none is committed to",
            at(*number).display()
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
pub fn sources(collected: &Collected) -> String {
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
