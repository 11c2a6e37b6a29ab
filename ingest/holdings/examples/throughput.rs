//! How much processor time statements take against CSV with the same balances, in turns in one run, and how much memory
//! (Linux): `throughput [BALANCES]`.
//!
//! Every reading is in a process of its own. Balances are of 200 bills: in accounts of three lines each as CSV, and in
//! sub-accounts of three as MT535 (messages of 100, as long as a message may be) and semt.002 (files of 10,000); or all of them
//! in one account; or in one account and *irregular*: with a description by which no balance is written as one before it.
//! Each statement says of every balance what is available, and of one in ten what is not.

use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use assay_holdings::{Buffered, Collector, Expectation, Format, Index};
use assay_statement::{parse_document, Book};

type Outcome<T> = Result<T, Box<dyn Error>>;

const USAGE: &str = "usage: throughput [BALANCES]";

/// Readings of each, of which the median is taken.
const READINGS: usize = 7;

const ROWS: u64 = 200;

/// The files, by their format and what is special about them. The first is what the others are compared with.
const KINDS: [&str; 7] = [
    "csv",
    "mt535",
    "mt535-one-account",
    "mt535-one-account-irregular",
    "semt002",
    "semt002-one-account",
    "semt002-one-account-irregular",
];

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        [] => compare(1_000_000),
        ["write", kind, balances, folder] => write(kind, balances.parse()?, Path::new(folder)),
        ["read", kind, balances, folder] => read(kind, balances.parse()?, Path::new(folder)),
        [balances] => compare(balances.parse()?),
        _ => Err(USAGE.into()),
    }
}

/// Runs another step of this program; its output in words.
fn own(step: &str, kind: &str, balances: u64, folder: &Path) -> Outcome<Vec<u64>> {
    let mut command = Command::new(std::env::current_exe()?);
    command
        .args([step, kind, &balances.to_string()])
        .arg(folder);
    let output = command.output()?;
    match output.status.success() {
        true => {
            let text = String::from_utf8(output.stdout)?;
            Ok(text
                .split_whitespace()
                .map(str::parse)
                .collect::<Result<_, _>>()?)
        }
        false => Err(format!("{step} {kind}: {}", String::from_utf8_lossy(&output.stderr)).into()),
    }
}

/// Reads every kind in turns, and prints the medians, and the least.
fn compare(balances: u64) -> Outcome<()> {
    let folder = std::env::temp_dir().join(format!("assay-throughput-{}", std::process::id()));
    let outcome = compare_in(&folder, balances);
    fs::remove_dir_all(&folder)?;
    outcome
}

fn compare_in(folder: &Path, balances: u64) -> Outcome<()> {
    let of = |kind: &str| folder.join(kind);
    for kind in KINDS {
        fs::create_dir_all(of(kind))?;
        own("write", kind, balances, &of(kind))?;
    }
    let mut times: [Vec<u64>; KINDS.len()] = Default::default();
    let mut peaks = [0; KINDS.len()];
    for _ in 0..READINGS {
        for ((kind, times), peak) in KINDS.iter().zip(&mut times).zip(&mut peaks) {
            let [time, kib] = own("read", kind, balances, &of(kind))?[..] else {
                return Err("no figures".into());
            };
            times.push(time);
            *peak = kib.max(*peak);
        }
    }
    let mut first = None;
    for ((kind, times), peak) in KINDS.iter().zip(&mut times).zip(peaks) {
        times.sort_unstable();
        let median = times.get(READINGS / 2).copied().unwrap_or(0);
        let fastest = times.first().copied().unwrap_or(0);
        let (csv, csv_fastest) = *first.get_or_insert((median, fastest));
        let ratio = median as f64 / csv as f64;
        let least = fastest as f64 / csv_fastest as f64;
        let bytes: u64 = files(&of(kind))?.iter().map(|(_, length)| length).sum();
        println!(
            "{kind:29} {:7.1} ms (least {:.1}), {ratio:5.2} times CSV ({least:.2}), peak memory {peak} KiB, {bytes} bytes",
            median as f64 / 1e6,
            fastest as f64 / 1e6,
        );
    }
    Ok(())
}

/// The files of a folder in order, with their lengths.
fn files(folder: &Path) -> Outcome<Vec<(PathBuf, u64)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        files.push((entry.path(), entry.metadata()?.len()));
    }
    files.sort();
    Ok(files)
}

/// What a balance is: its row, what is available in cents, and what is not.
fn balance(number: u64) -> (u64, u64, u64) {
    let row = (number.wrapping_mul(0xd134_2543_de82_ef95) >> 33) % ROWS;
    let cents = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % 1_000_000_000;
    let not_available = if number.is_multiple_of(10) {
        cents / 3
    } else {
        0
    };
    (row, cents, not_available)
}

/// A bill of the US; 24 issues for each letter.
fn isin(row: u64) -> Outcome<String> {
    let letter = |at: u64| char::from(b"ABCDEFGHJKLMNPQRSTUVWXYZ"[at as usize % 24]);
    let issue = format!("{}{}", letter(row / 24), letter(row));
    let cusip = cusip::build_from_parts("912797", &issue)?;
    Ok(isin::build_from_parts("US", cusip.as_ref())?.to_string())
}

fn isins() -> Outcome<Vec<String>> {
    (0..ROWS).map(isin).collect()
}

fn book() -> Outcome<Book> {
    let row = |isin: String| {
        format!(
            r#"{{"custodian":"north","instrument":"{isin}","kind":"bill","maturity":"2027-01-05","price":"0.9951234","quantity_decimals":2}}"#
        )
    };
    let rows: Vec<String> = isins()?.into_iter().map(row).collect();
    let book = format!(
        r#"{{"assay":"v1","kind":"book","subject":"fund:bench","as_of":"2026-11-20T22:00:00Z","currency":"USD","shape":{{"k":10,"rules":16}},"custodians":["north"],"rows":[{}]}}"#,
        rows.join(",")
    );
    Ok(parse_document(book.as_bytes())?)
}

fn read(kind: &str, balances: u64, folder: &Path) -> Outcome<()> {
    let book = book()?;
    let (index, expected) = (Index::new(&book, "north")?, Expectation::new(&book, None));
    let files = files(folder)?;
    let name = kind.split('-').next().unwrap_or_default();
    let mut formats = Format::ALL.iter().copied();
    let format = formats.find(|format| format.name() == name).ok_or(USAGE)?;
    let start = processor_time()?;
    // One file, for the collector: it hashes none.
    let mut collector = Collector::new(&expected, &index, 1);
    for (number, (file, _)) in files.iter().enumerate() {
        collector.read(number, format, Buffered::new(1 << 16, File::open(file)?))?;
    }
    let collected = collector.finish().map_err(|(_, error)| error)?;
    let elapsed = processor_time()?.saturating_sub(start);
    let mut sums = vec![0; ROWS as usize];
    for number in 0..balances {
        let (row, cents, _) = balance(number);
        sums[row as usize] += cents;
    }
    if collected.sums.lines != balances || *collected.sums.quantities != sums {
        return Err("the totals are not those of the balances written".into());
    }
    let status = fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.ok_or("the kernel does not tell the peak memory")?;
    println!("{elapsed} {}", peak.trim().trim_end_matches(" kB"));
    Ok(())
}

/// The processor time of this process so far, in nanoseconds: other programs are no part of it.
fn processor_time() -> Outcome<u64> {
    let times = fs::read_to_string("/proc/self/schedstat")?;
    Ok(times.split(' ').next().unwrap_or_default().parse()?)
}

fn write(kind: &str, balances: u64, folder: &Path) -> Outcome<()> {
    let isins = isins()?;
    let one = kind.contains("-one-account");
    let irregular = kind.ends_with("-irregular");
    let create = |name: String| -> Outcome<_> {
        Ok(BufWriter::with_capacity(
            1 << 20,
            File::create(folder.join(name))?,
        ))
    };
    match kind.split('-').next() {
        Some("csv") => {
            let mut file = create("holdings.csv".into())?;
            writeln!(file, "account,instrument,quantity")?;
            for number in 0..balances {
                let (row, cents, _) = balance(number);
                let isin = &isins[row as usize];
                writeln!(file, "ACC-{:08},{isin},{}", number / 3, decimal(cents, '.'))?;
            }
            Ok(file.flush()?)
        }
        Some("mt535") => {
            let mut file = create("statement.fin".into())?;
            let pages = balances.div_ceil(99);
            for page in 0..pages {
                let numbers = page * 99..balances.min((page + 1) * 99);
                file.write_all(
                    irregular_or(mt535(page + 1, pages, numbers, one, &isins)?, irregular)
                        .as_bytes(),
                )?;
            }
            Ok(file.flush()?)
        }
        _ => {
            let pages = balances.div_ceil(9_999);
            for page in 0..pages {
                let numbers = page * 9_999..balances.min((page + 1) * 9_999);
                let mut file = create(format!("page-{page:05}.xml"))?;
                let text = semt002(page + 1, pages, numbers, one, &isins)?;
                file.write_all(irregular_or(text, irregular).as_bytes())?;
                file.flush()?;
            }
            Ok(())
        }
    }
}

/// The text, or with descriptions that have to be taken apart: of lines that begin with neither letter nor digit, and of a
/// reference.
fn irregular_or(text: String, irregular: bool) -> String {
    match irregular {
        true => text
            .replace("UNITED STATES TREAS BILLS", "(US) TREAS BILLS")
            .replace("</FinInstrmId>", "<Desc>T &amp; B</Desc></FinInstrmId>"),
        false => text,
    }
}

fn decimal(cents: u64, point: char) -> String {
    format!("{}{point}{:02}", cents / 100, cents % 100)
}

fn mt535(
    page: u64,
    pages: u64,
    numbers: std::ops::Range<u64>,
    one: bool,
    isins: &[String],
) -> Outcome<String> {
    let last = if page == pages { "LAST" } else { "MORE" };
    let last = if pages == 1 { "ONLY" } else { last };
    let mut text = format!(
        "{{1:F01SAMPUS33AXXX0000000000}}{{2:O5352200261120SAMPUS33AXXX00000000002611202200N}}{{4:\r\n\
         :16R:GENL\r\n:28E:{page}/{last}\r\n:20C::SEME//20261120P{page}\r\n:23G:NEWM\r\n:98A::STAT//20261120\r\n\
         :22F::SFRE//DAIL\r\n:22F::CODE//COMP\r\n:22F::STTY//CUST\r\n:22F::STBA//SETT\r\n:97A::SAFE//OMNIBUS\r\n\
         :17B::ACTI//Y\r\n:17B::CONS//N\r\n:16S:GENL\r\n"
    );
    for number in numbers.clone() {
        let (row, available, not_available) = balance(number);
        let isin = &isins[row as usize];
        if number == numbers.start || !one && number.is_multiple_of(3) {
            text += ":16R:SUBSAFE\r\n";
            if !one {
                write!(text, ":97A::SAFE//ACC-{:08}\r\n", number / 3)?;
            }
        }
        let [aggregate, available, not_available] =
            [available + not_available, available, not_available].map(|cents| decimal(cents, ','));
        write!(
            text,
            ":16R:FIN\r\n:35B:ISIN {isin}\r\nUNITED STATES TREAS BILLS\r\n:93B::AGGR//FAMT/{aggregate}\r\n\
             :93B::AVAI//FAMT/{available}\r\n"
        )?;
        if number.is_multiple_of(10) {
            write!(text, ":93B::NAVL//FAMT/{not_available}\r\n")?;
        }
        text += ":16S:FIN\r\n";
        if number + 1 == numbers.end || !one && number % 3 == 2 {
            text += ":16S:SUBSAFE\r\n";
        }
    }
    Ok(text + "-}\r\n")
}

fn semt002(
    page: u64,
    pages: u64,
    numbers: std::ops::Range<u64>,
    one: bool,
    isins: &[String],
) -> Outcome<String> {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:semt.002.001.11\">\
         <SctiesBalCtdyRpt><Pgntn><PgNb>{page}</PgNb><LastPgInd>{}</LastPgInd></Pgntn><StmtGnlDtls><StmtId>20261120</StmtId>\
         <StmtDtTm><Dt>2026-11-20</Dt></StmtDtTm><Frqcy><Cd>DAIL</Cd></Frqcy><UpdTp><Cd>COMP</Cd></UpdTp><StmtBsis><Cd>SETT</Cd>\
         </StmtBsis><ActvtyInd>true</ActvtyInd><SubAcctInd>{}</SubAcctInd></StmtGnlDtls><SfkpgAcct><Id>OMNIBUS</Id></SfkpgAcct>\n",
        page == pages, !one
    );
    let name = if one { "BalForAcct" } else { "BalForSubAcct" };
    for number in numbers.clone() {
        let (row, available, not_available) = balance(number);
        let isin = &isins[row as usize];
        if !one && number.is_multiple_of(3) {
            let account = number / 3;
            write!(text, "<SubAcctDtls><SfkpgAcct><Id>ACC-{account:08}</Id></SfkpgAcct><ActvtyInd>true</ActvtyInd>")?;
        }
        let quantity = |name: &str, cents: u64| {
            let quantity = decimal(cents, '.');
            format!("<{name}><ShrtLngInd>LONG</ShrtLngInd><Qty><Qty><Qty><FaceAmt>{quantity}</FaceAmt></Qty></Qty></Qty></{name}>")
        };
        write!(
            text,
            "<{name}><FinInstrmId><ISIN>{isin}</ISIN></FinInstrmId>"
        )?;
        text += &quantity("AggtBal", available + not_available);
        text += &quantity("AvlblBal", available);
        if number.is_multiple_of(10) {
            let not_available = decimal(not_available, '.');
            write!(text, "<NotAvlblBal><Qty><Qty><FaceAmt>{not_available}</FaceAmt></Qty></Qty></NotAvlblBal>")?;
        }
        write!(text, "</{name}>")?;
        if !one && (number + 1 == numbers.end || number % 3 == 2) {
            text += "</SubAcctDtls>";
        }
        text.push('\n');
    }
    Ok(text + "</SctiesBalCtdyRpt></Document>\n")
}
