//! The samples, the book that they fit, and what they are read with.

use assay_statement::{parse_document, Book, Date};
use proptest::prelude::*;

use crate::amount::Amount;
use crate::basis::Basis;
use crate::collect::{Collected, Collector};
use crate::expectation::Expectation;
use crate::formats::Format;
use crate::index::Index;
use crate::input_error::InputError;
use crate::mapping::HoldingsMapping;
use crate::measure::Measure;
use crate::sample::{SecuritiesBalance, SecuritiesStatement};

/// A sample, by its name in `testkit/inputs`.
macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!("../../../../testkit/inputs/", $name))
    };
}

pub const BOOK: &str = sample!("book.json");
pub const SEMT_1: &str = sample!("semt002-1.xml");
pub const SEMT_2: &str = sample!("semt002-2.xml");
pub const MT535: &str = sample!("mt535.fin");
pub const CAMT: &str = sample!("camt053.xml");
pub const CAMT_REPORT: &str = sample!("camt052.xml");
pub const MT940: &str = sample!("mt940.fin");
pub const BAI2: &str = sample!("bai2.txt");
pub const MAPPED: &str = sample!("mapped.csv");
pub const COLUMNS: &str = sample!("mapped.mapping.json");
pub const ACCOUNTS: &str = sample!("cash.mapping.json");
pub const XLSX: &[u8] = include_bytes!("../../../../testkit/inputs/mapped.xlsx");
pub const PLAIN: &str = sample!("holdings.csv");

/// Bills of the book, and a fund.
pub const BILL: &str = "US912797SB42";
pub const FUND: &str = "US912797SD08";

/// What all samples hold.
pub const SUMS: [u64; 5] = [125_000_050, 70_000_000, 12_500, 490_000_025, 25_000_000];

pub fn book() -> Book {
    parse_document(BOOK.as_bytes()).unwrap()
}

pub fn expectation(mapping: Option<&str>) -> Expectation {
    let mapping = mapping.map(|text| {
        let mapping: HoldingsMapping = parse_document(text.as_bytes()).unwrap();
        mapping.validate().unwrap();
        mapping
    });
    Expectation::new(&book(), mapping)
}

/// Reads files, each in the format that it looks like.
pub fn collect(files: &[&str], mapping: Option<&str>) -> Result<Collected, InputError> {
    let files: Vec<&[u8]> = files.iter().map(|text| text.as_bytes()).collect();
    collect_bytes(&files, mapping)
}

/// The same of files that are no text.
pub fn collect_bytes(files: &[&[u8]], mapping: Option<&str>) -> Result<Collected, InputError> {
    let (expected, book) = (expectation(mapping), book());
    let index = Index::new(&book, "northbank").unwrap();
    let mut collector = Collector::new(&expected, &index, files.len());
    for (number, bytes) in files.iter().enumerate() {
        let format = Format::recognise(bytes)?;
        collector.read(number, format, *bytes)?;
    }
    collector.finish().map_err(|(_, error)| error)
}

pub fn sums(files: &[&str], mapping: Option<&str>) -> Result<Vec<u64>, InputError> {
    collect(files, mapping).map(|collected| collected.sums.quantities.to_vec())
}

/// The error of files. Checks that its message shows no account and no amount.
pub fn refused(files: &[&str], mapping: Option<&str>) -> InputError {
    let error = collect(files, mapping).err().unwrap();
    let message = error.to_string();
    for secret in ["SAFE", "1234567890", "GB82", "500000", "250000", "1.5"] {
        // Fields and blocks are called `SAFE` too.
        let named = message.replace(":97a::SAFE", "").replace("SUBSAFE", "");
        let found = named.contains(secret);
        assert!(!found, "{secret} in {message}");
    }
    error
}

/// The text with one thing changed, which must be there.
pub fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

/// SecuritiesBalance of the first place where a text is.
pub fn line_of(text: &str, what: &str) -> u64 {
    let at = text.find(what).unwrap();
    1 + text[..at].matches('\n').count() as u64
}

pub fn day() -> Date {
    "2026-11-20".parse().unwrap()
}

/// Statements of all kinds that fit the book, and what they count.
pub fn securities() -> impl Strategy<Value = (SecuritiesStatement, [u64; 3])> {
    let line = (
        0usize..3,
        0usize..4,
        0u64..1 << 50,
        proptest::option::of(0u64..1 << 50),
    );
    let lines = proptest::collection::vec(line, 0..12);
    (lines, any::<bool>(), 0usize..3).prop_map(|(lines, totals, basis)| {
        let mut sums = [0; 3];
        let lines = lines.into_iter().map(|(row, part, units, not_available)| {
            sums[row] += units;
            let decimals = [2, 2, 3][row];
            SecuritiesBalance {
                // With totals, all is in parts; without, some of it may be in none.
                sub_account: (totals || part > 0).then(|| format!("PART {part}")),
                isin: [BILL, "US912797SC25", FUND][row].into(),
                measure: [Measure::Face, Measure::Face, Measure::Units][row],
                available: Amount::new(units.into(), decimals),
                not_available: not_available.map(|units| Amount::new(units.into(), decimals)),
            }
        });
        let mut lines: Vec<SecuritiesBalance> = lines.collect();
        if !totals && lines.iter().any(|line| line.sub_account.is_none()) {
            lines.iter_mut().for_each(|line| line.sub_account = None);
        }
        let securities = SecuritiesStatement {
            account: "MAIN/1".into(),
            as_of: day(),
            basis: [Basis::Settled, Basis::Traded, Basis::Contractual][basis],
            lines,
            totals,
        };
        (securities, sums)
    })
}
