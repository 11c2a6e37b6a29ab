//! Ledgers of any length: `scale write LINES DIRECTORY`, then `scale aggregate DIRECTORY`; `scale csv LINES` for the
//! built-in reader. Every command runs in its own process, so that peak memory (Linux) is that of the step alone.

use std::error::Error;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use assay_benches::facts::record;
use assay_benches::holdings;
use assay_holdings::ledger::{self, Ledger};
use assay_holdings::{aggregate, Aggregate, Index};
use datafusion::arrow::array::{Decimal128Array, RecordBatch, StringArray};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::Compression;
use datafusion::parquet::file::properties::WriterProperties;

type Failure = Box<dyn Error>;

const USAGE: &str = "usage: scale write LINES DIRECTORY | aggregate DIRECTORY | csv LINES";

/// Rows of the book: kinds of instruments in the ledger.
const ROWS: usize = 200;

/// Lines of one Parquet file.
const FILE: u64 = 5_000_000;

/// Lines of a row group: what the reader holds of a file at a time.
const ROW_GROUP: usize = 1 << 17;

/// Lines written at a time.
const BATCH: u64 = 1 << 15;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["write", lines, directory] => write(lines.parse()?, Path::new(directory)),
        ["aggregate", directory] => by_engine(Path::new(directory)),
        ["csv", lines] => built_in(lines.parse()?),
        ["write-csv", lines, file] => write_csv(lines.parse()?, Path::new(file)),
        _ => Err(USAGE.into()),
    }
}

/// The quantity of a line in cents: up to ten million dollars.
fn cents(line: u64) -> u64 {
    line.wrapping_mul(0x9e37_79b9_7f4a_7c15) % 1_000_000_000
}

/// The row of a line, neither sorted nor in turn.
fn row(line: u64) -> usize {
    (line.wrapping_mul(0xd134_2543_de82_ef95) >> 33) as usize % ROWS
}

/// What the lines add up to, by row.
fn expected(lines: u64) -> Vec<u64> {
    let mut sums = vec![0u64; ROWS];
    for line in 0..lines {
        sums[row(line)] += cents(line);
    }
    sums
}

fn instruments() -> Result<Vec<String>, Failure> {
    let book = holdings::book(ROWS)?;
    Ok(book
        .rows
        .iter()
        .map(|row| row.instrument.to_string())
        .collect())
}

fn write(lines: u64, directory: &Path) -> Result<(), Failure> {
    fs::create_dir_all(directory)?;
    let instruments = instruments()?;
    let start = Instant::now();
    let mut bytes = 0;
    for (part, first) in (0..lines).step_by(FILE as usize).enumerate() {
        let path = directory.join(format!("part-{part:04}.parquet"));
        write_file(&path, first..lines.min(first + FILE), &instruments)?;
        bytes += fs::metadata(&path)?.len();
    }
    // Beside the files, where neither reader looks.
    fs::write(directory.join("_lines"), lines.to_string())?;
    println!(
        "wrote {lines} lines, {bytes} bytes in {:.1?}",
        start.elapsed()
    );
    Ok(())
}

fn write_file(
    path: &Path,
    lines: std::ops::Range<u64>,
    instruments: &[String],
) -> Result<(), Failure> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_max_row_group_row_count(Some(ROW_GROUP))
        // Accounts hardly repeat: a dictionary of them would be given up half way.
        .set_column_dictionary_enabled("account".into(), false)
        .build();
    let mut writer: Option<ArrowWriter<File>> = None;
    for first in lines.clone().step_by(BATCH as usize) {
        let batch = first..lines.end.min(first + BATCH);
        let accounts = batch.clone().map(|line| format!("ACC-{:08}", line / 3));
        let names = batch.clone().filter_map(|line| instruments.get(row(line)));
        let cents = Decimal128Array::from_iter_values(batch.map(|line| cents(line).into()));
        let batch = RecordBatch::try_from_iter([
            (
                "account",
                Arc::new(StringArray::from_iter_values(accounts)) as _,
            ),
            (
                "instrument",
                Arc::new(StringArray::from_iter_values(names)) as _,
            ),
            (
                "quantity",
                Arc::new(cents.with_precision_and_scale(18, 2)?) as _,
            ),
        ])?;
        if writer.is_none() {
            let file = File::create(path)?;
            let schema = batch.schema();
            writer = Some(ArrowWriter::try_new(
                file,
                schema,
                Some(properties.clone()),
            )?);
        }
        if let Some(writer) = &mut writer {
            writer.write(&batch)?;
        }
    }
    if let Some(writer) = writer {
        writer.close()?;
    }
    Ok(())
}

fn by_engine(directory: &Path) -> Result<(), Failure> {
    let lines: u64 = fs::read_to_string(directory.join("_lines"))?.parse()?;
    let book = holdings::book(ROWS)?;
    let index = Index::new(&book, holdings::CUSTODIAN)?;
    let start = Instant::now();
    let ledger = Ledger::open(directory)?;
    let sums = ledger::sum(&ledger, &index)?;
    let elapsed = start.elapsed();
    let peak = report("parquet", lines, elapsed, &sums)?;
    record("scale/parquet-lines", lines)?;
    record("scale/parquet-lines-per-second", rate(lines, elapsed))?;
    record("scale/parquet-peak-kib", peak)?;
    Ok(())
}

fn built_in(lines: u64) -> Result<(), Failure> {
    // Written by another process: the writer's memory must not count.
    let path = std::env::temp_dir().join(format!("assay-scale-{}.csv", std::process::id()));
    let writer = std::process::Command::new(std::env::current_exe()?)
        .args(["write-csv", &lines.to_string()])
        .arg(&path)
        .status()?;
    if !writer.success() {
        return Err("cannot write the holdings".into());
    }
    let book = holdings::book(ROWS)?;
    let index = Index::new(&book, holdings::CUSTODIAN)?;
    let start = Instant::now();
    let sums = aggregate(
        BufReader::with_capacity(1 << 16, File::open(&path)?),
        &index,
    );
    let elapsed = start.elapsed();
    fs::remove_file(&path)?;
    let peak = report("csv", lines, elapsed, &sums?)?;
    record("scale/csv-lines", lines)?;
    record("scale/csv-lines-per-second", rate(lines, elapsed))?;
    record("scale/csv-peak-kib", peak)?;
    Ok(())
}

fn write_csv(lines: u64, path: &Path) -> Result<(), Failure> {
    let instruments = instruments()?;
    let mut file = BufWriter::with_capacity(1 << 20, File::create(path)?);
    writeln!(file, "account,instrument,quantity")?;
    for line in 0..lines {
        let (cents, instrument) = (cents(line), instruments.get(row(line)).ok_or(USAGE)?);
        let (dollars, cents) = (cents / 100, cents % 100);
        writeln!(
            file,
            "ACC-{:08},{instrument},{dollars}.{cents:02}",
            line / 3
        )?;
    }
    Ok(file.flush()?)
}

fn rate(lines: u64, elapsed: Duration) -> u64 {
    (lines as f64 / elapsed.as_secs_f64()) as u64
}

/// Checks the totals and prints the figures; the peak memory of this process, in KiB.
fn report(what: &str, lines: u64, elapsed: Duration, sums: &Aggregate) -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|peak| peak.trim().strip_suffix(" kB"))
        .ok_or("the kernel does not tell the peak memory")?
        .parse()?;
    if sums.lines != lines || *sums.quantities != expected(lines) {
        return Err("the totals are not those of the lines written".into());
    }
    println!(
        "{what}: {lines} lines in {elapsed:.2?}, {} lines/s, peak memory {peak} KiB, totals as written",
        rate(lines, elapsed),
    );
    Ok(peak)
}
