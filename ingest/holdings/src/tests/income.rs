//! Statements of before the day of a book with income, and what was held throughout.

use assay_statement::{Book, Date, Digest, Income, IncomeRow};

use super::support::*;
use crate::aggregate::Aggregate;
use crate::collect::{Collected, Collector};
use crate::expectation::Expectation;
use crate::formats::Format;
use crate::holdings_error::HoldingsError;
use crate::index::Index;
use crate::input_error::InputError;
use crate::measure::Measure;
use crate::plain_csv::aggregate;
use crate::statement_day::StatementDay;
use crate::throughout::held_throughout;

/// A bill that was repaid in the period.
const REPAID: &str = "US912797SE80";

/// The sample book five days later, with income of two of its rows and of a bill that was repaid.
fn book_with_income() -> Book {
    let mut book = book();
    book.as_of = "2026-11-25T22:00:00Z".parse().unwrap();
    let row = |instrument: &str, until: Option<&str>| IncomeRow {
        custodian: "northbank".parse().unwrap(),
        instrument: instrument.parse().unwrap(),
        per_unit: "0.003".parse().unwrap(),
        quantity_decimals: 2,
        until: until.map(|day| day.parse().unwrap()),
    };
    book.income = Some(Income {
        since: "2026-11-20T22:00:00Z".parse().unwrap(),
        book: Digest([7; 32]),
        rows: vec![
            row("US912797SB42", None),
            row(REPAID, Some("2026-11-24")),
            row("cash:operating", None),
        ],
    });
    book
}

/// What files of the day since which there is income add up to.
fn earlier(files: &[&str], mapping: Option<&str>) -> Result<Collected, InputError> {
    let book = book_with_income();
    let mapping = expectation(mapping).mapping;
    let expected = Expectation::new(&book, mapping).of_day(day(), StatementDay::Since);
    let index = Index::of_income(&book, "northbank").unwrap();
    let mut collector = Collector::new(&expected, &index, files.len());
    for (at, file) in files.iter().enumerate() {
        let format = Format::recognise(file.as_bytes())?;
        collector.read(at, format, file.as_bytes())?;
    }
    collector.finish().map_err(|(_, error)| error)
}

#[test]
fn rows_of_the_income_come_after_those_of_the_book() {
    let book = book_with_income();
    let index = Index::of_income(&book, "northbank").unwrap();
    assert_eq!(index.positions().collect::<Vec<_>>(), [5, 6, 7]);
    let unknown = Index::of_income(&book, "east").err();
    assert_eq!(unknown, Index::new(&book, "east").err());
    let mut without = book;
    without.income = None;
    assert!(Index::of_income(&without, "northbank").unwrap().is_empty());
}

#[test]
fn every_format_passes_over_and_counts_what_has_no_income() {
    let cases: [(&[&str], Option<&str>); 6] = [
        (&[SEMT_1, SEMT_2, CAMT], Some(ACCOUNTS)),
        (&[MT535, BAI2], Some(ACCOUNTS)),
        (&[MT535, MT940], Some(ACCOUNTS)),
        (&[MT535, CAMT_REPORT], Some(ACCOUNTS)),
        (&[PLAIN], None),
        (&[MAPPED], Some(COLUMNS)),
    ];
    for (files, mapping) in cases {
        let found = earlier(files, mapping).ok().unwrap();
        assert_eq!(*found.sums.quantities, [SUMS[0], 0, SUMS[3]], "{files:?}");
        assert_eq!(found.passed_over.others, 3, "{files:?}");
        assert_eq!(found.passed_over.zeros, 0);
        let words = found.passed_over.words();
        assert!(words.contains(&"3 of instruments without income".into()));
        assert!(found.empty.is_empty());
    }
}

#[test]
fn a_file_of_others_alone_is_not_empty() {
    let list = "account,instrument,quantity\na,US912797SD08,1\na,cash:sweep,0\n";
    let found = earlier(&[list], None).ok().unwrap();
    assert_eq!((found.passed_over.others, found.sums.lines), (2, 0));
    assert!(found.empty.is_empty());
    let book = book_with_income();
    let index = Index::of_income(&book, "northbank").unwrap();
    let sums = aggregate(list.as_bytes(), &index).unwrap();
    assert_eq!((sums.others, sums.lines), (2, 0));
}

/// What is missing in a row is not always against the prover, as income may be negative.
#[test]
fn names_that_may_be_mistyped_are_refused() {
    for name in ["US912797SB43", "912797SB5"] {
        let list = format!("account,instrument,quantity\na,{name},1\n");
        let refused = earlier(&[&list], None).err();
        let Some(InputError::Holdings(HoldingsError::CheckDigit { line: 2, found })) = refused
        else {
            panic!("{refused:?}");
        };
        assert_eq!(found, name);
    }
    for line in ["a,,1", ",cash:sweep,1"] {
        let list = format!("account,instrument,quantity\n{line}\n");
        assert!(earlier(&[&list], None).is_err(), "{line}");
    }
}

#[test]
fn what_was_repaid_counts_a_face_amount() {
    let repaid = |from: &str| MT535.replace(from, REPAID);
    let found = earlier(&[&repaid("US912797SC25")], Some(ACCOUNTS));
    assert_eq!(*found.ok().unwrap().sums.quantities, [SUMS[0], SUMS[1], 0]);
    let units = repaid("US912797SD08");
    let refused = earlier(&[&units], Some(ACCOUNTS)).err().unwrap();
    let expected = InputError::Measure {
        line: line_of(&units, ":35B:ISIN US912797SE80") - 1,
        instrument: REPAID.into(),
        expected: Measure::Face,
        found: Measure::Units,
    };
    assert_eq!(refused, expected);
}

#[test]
fn statements_are_of_the_day_that_is_named() {
    let later = MT535.replace("20261120", "20261123");
    let refused = earlier(&[&later], Some(ACCOUNTS)).err().unwrap();
    let message = refused.to_string();
    let expected = "expected a statement of 2026-11-20, the day since which the book has income, found one of 2026-11-23; take the statement of that day";
    assert!(message.ends_with(expected), "{message}");
}

/// Sums of the rows of an index, in whole units of two decimals.
fn sums(index: &Index, lines: &[(&str, u64)]) -> Aggregate {
    let mut list = String::from("account,instrument,quantity\n");
    for (instrument, quantity) in lines {
        list += &format!("a,{instrument},{quantity}\n");
    }
    aggregate(list.as_bytes(), index).unwrap()
}

#[test]
fn the_least_of_all_days_was_held_throughout() {
    const BILL: &str = "US912797SB42";
    const CASH: &str = "cash:operating";
    let book = book_with_income();
    let income = Index::of_income(&book, "northbank").unwrap();
    let rows = Index::new(&book, "northbank").unwrap();
    let days = |first: [u64; 3], between: &[(&str, [u64; 3])], now: [u64; 2]| {
        let of = |[bill, repaid, cash]: [u64; 3]| {
            sums(&income, &[(BILL, bill), (REPAID, repaid), (CASH, cash)])
        };
        let between: Vec<(Date, Aggregate)> = between
            .iter()
            .map(|(day, held)| (day.parse().unwrap(), of(*held)))
            .collect();
        let between: Vec<_> = between.iter().map(|(day, held)| (*day, held)).collect();
        let now = sums(&rows, &[(BILL, now[0]), (CASH, now[1])]);
        held_throughout(&book, &income, &of(first), &between, (&rows, &now)).to_vec()
    };
    // The least of first and last, whichever it is; of what was repaid the first alone.
    assert_eq!(days([5, 7, 3], &[], [4, 9]), [400, 700, 300]);
    assert_eq!(days([5, 7, 3], &[], [6, 1]), [500, 700, 100]);
    // A day between counts, of what was repaid only before that day.
    let before = ("2026-11-23", [2, 6, 8]);
    let after = ("2026-11-24", [9, 0, 0]);
    assert_eq!(days([5, 7, 3], &[before], [4, 9]), [200, 600, 300]);
    assert_eq!(days([5, 7, 3], &[before, after], [4, 9]), [200, 600, 0]);
    assert_eq!(days([5, 7, 3], &[after], [4, 9]), [400, 700, 0]);
}

/// What costs more than it earns counts for the most of it that was there.
#[test]
fn of_income_below_zero_the_most_of_all_days_counts() {
    let mut book = book_with_income();
    for row in &mut book.income.as_mut().unwrap().rows {
        row.per_unit = "-0.003".parse().unwrap();
    }
    let income = Index::of_income(&book, "northbank").unwrap();
    let rows = Index::new(&book, "northbank").unwrap();
    let held = |bill: u64, repaid: u64| {
        let lines = [("US912797SB42", bill), (REPAID, repaid)];
        sums(&income, &lines)
    };
    let (before, after) = (held(1, 9), held(8, 11));
    let between = [
        ("2026-11-23".parse().unwrap(), &before),
        ("2026-11-24".parse().unwrap(), &after),
    ];
    let now = sums(&rows, &[("US912797SB42", 6), ("cash:operating", 2)]);
    let found = held_throughout(&book, &income, &held(5, 7), &between, (&rows, &now));
    assert_eq!(*found, [800, 900, 200]);
}
