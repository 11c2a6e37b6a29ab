//! Every format: the samples, what is written and read back, and each refusal.

mod bai2;
mod camt053;
mod collect;
mod mapped;
mod mapping;
mod mt535;
mod semt002;

use assay_statement::{parse_document, Book, Date};
use proptest::prelude::*;

use super::amount::Amount;
use super::statement::{Basis, Measure};
use super::{Collected, Collector, Format, HoldingsMapping, InputError, Terms};
use crate::holdings::Index;
use crate::sample::{Line, Securities};

/// A sample, by its name in `testkit/inputs`.
macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!("../../../testkit/inputs/", $name))
    };
}

const BOOK: &str = sample!("book.json");
const SEMT_1: &str = sample!("semt002-1.xml");
const SEMT_2: &str = sample!("semt002-2.xml");
const MT535: &str = sample!("mt535.fin");
const CAMT: &str = sample!("camt053.xml");
const BAI2: &str = sample!("bai2.txt");
const MAPPED: &str = sample!("mapped.csv");
const COLUMNS: &str = sample!("mapped.mapping.json");
const ACCOUNTS: &str = sample!("cash.mapping.json");
const PLAIN: &str = sample!("holdings.csv");

/// Bills of the book, and a fund.
const BILL: &str = "US912797SB42";
const FUND: &str = "US912797SD08";

/// What all samples hold.
const SUMS: [u64; 5] = [125_000_050, 70_000_000, 12_500, 490_000_025, 25_000_000];

fn book() -> Book {
    parse_document(BOOK.as_bytes()).unwrap()
}

fn terms(mapping: Option<&str>) -> Terms {
    let mapping = mapping.map(|text| {
        let mapping: HoldingsMapping = parse_document(text.as_bytes()).unwrap();
        mapping.validate().unwrap();
        mapping
    });
    Terms::new(&book(), mapping)
}

/// Reads files, each in the format that it looks like.
fn collect(files: &[&str], mapping: Option<&str>) -> Result<Collected, InputError> {
    let (terms, book) = (terms(mapping), book());
    let index = Index::new(&book, "northbank").unwrap();
    let mut collector = Collector::new(&terms, &index, files.len());
    for (number, text) in files.iter().enumerate() {
        let format = Format::recognise(text.as_bytes()).unwrap();
        collector.read(number, format, text.as_bytes())?;
    }
    collector.finish().map_err(|(_, error)| error)
}

fn sums(files: &[&str], mapping: Option<&str>) -> Result<Vec<u64>, InputError> {
    collect(files, mapping).map(|collected| collected.sums.quantities.to_vec())
}

/// The error of files, and that it tells nothing of accounts and amounts.
fn refused(files: &[&str], mapping: Option<&str>) -> InputError {
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
fn changed(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

/// Line of the first place where a text is.
fn line_of(text: &str, what: &str) -> u64 {
    let at = text.find(what).unwrap();
    1 + text[..at].matches('\n').count() as u64
}

fn day() -> Date {
    "2026-11-20".parse().unwrap()
}

/// Statements of all kinds that fit the book, and what they count.
fn securities() -> impl Strategy<Value = (Securities, [u64; 3])> {
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
            Line {
                // With totals, all is in parts; without, some of it may be in none.
                sub_account: (totals || part > 0).then(|| format!("PART {part}")),
                isin: [BILL, "US912797SC25", FUND][row].into(),
                measure: [Measure::Face, Measure::Face, Measure::Units][row],
                available: Amount::new(units.into(), decimals),
                not_available: not_available.map(|units| Amount::new(units.into(), decimals)),
            }
        });
        let mut lines: Vec<Line> = lines.collect();
        if !totals && lines.iter().any(|line| line.sub_account.is_none()) {
            lines.iter_mut().for_each(|line| line.sub_account = None);
        }
        let securities = Securities {
            account: "MAIN/1".into(),
            as_of: day(),
            basis: [Basis::Settled, Basis::Traded, Basis::Contractual][basis],
            lines,
            totals,
        };
        (securities, sums)
    })
}

#[test]
fn all_samples_hold_the_same() {
    let maps = Some(ACCOUNTS);
    for (files, mapping) in [
        (vec![PLAIN], None),
        (vec![MAPPED], Some(COLUMNS)),
        (vec![SEMT_1, SEMT_2, CAMT], maps),
        (vec![SEMT_1, SEMT_2, BAI2], maps),
        (vec![MT535, CAMT], maps),
        (vec![MT535, BAI2], maps),
    ] {
        assert_eq!(sums(&files, mapping).unwrap(), SUMS);
    }
    let collected = collect(&[SEMT_1, SEMT_2, CAMT], maps).unwrap();
    let counts = (
        collected.statements,
        collected.balances,
        collected.encumbered,
    );
    assert_eq!(counts, (3, 5, 2));
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(text in "[ -~\n]{0,200}", at in 0usize..5, from in 0usize..6000, length in 0usize..40) {
        // A piece of a sample is replaced.
        let base = [SEMT_1, MT535, CAMT, BAI2, MAPPED][at];
        let cut = |n: usize| (0..=n.min(base.len())).rev().find(|n| base.is_char_boundary(*n)).unwrap();
        let mixed = [&base[..cut(from)], &text, &base[cut(from + length)..]].concat();
        let terms = terms(Some(COLUMNS));
        let book = book();
        let index = Index::new(&book, "northbank").unwrap();
        let formats = [Format::Semt002, Format::Mt535, Format::Camt053, Format::Bai2, Format::Csv];
        let mut collector = Collector::new(&terms, &index, 1);
        if collector.read(0, formats[at], mixed.as_bytes()).is_ok() {
            let _ = collector.finish();
        }
    }
}
