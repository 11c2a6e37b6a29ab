//! Books of a day that is no business day take the statements of the last one before it, all of them.

use super::support::*;
use crate::collect::{Collected, Collector};
use crate::expectation::Expectation;
use crate::formats::Format;
use crate::index::Index;
use crate::input_error::InputError;

/// What files add up to in a book of a time, read as those of its day or of the last business day before.
fn read(files: &[&str], as_of: &str, before: bool) -> Option<Result<Vec<u64>, InputError>> {
    let mut book = book();
    book.as_of = as_of.parse().unwrap();
    let mapping = expectation(Some(ACCOUNTS)).mapping;
    let of_its_day = Expectation::new(&book, mapping);
    let expected = match before {
        true => of_its_day.of_last_business_day()?,
        false => of_its_day,
    };
    let index = Index::new(&book, book.custodians[0].as_str()).unwrap();
    let collected = || -> Result<Collected, InputError> {
        let mut collector = Collector::new(&expected, &index, files.len());
        for (at, file) in files.iter().enumerate() {
            let format = Format::recognise(file.as_bytes())?;
            collector.read(at, format, file.as_bytes())?;
        }
        collector.finish().map_err(|(_, error)| error)
    };
    Some(collected().map(|collected| collected.sums.quantities.to_vec()))
}

/// Every format of securities and of cash, all of Friday 20 November 2026.
const FILES: [[&str; 3]; 4] = [
    [SEMT_1, SEMT_2, CAMT],
    [SEMT_1, SEMT_2, CAMT_REPORT],
    [SEMT_1, SEMT_2, MT940],
    [SEMT_1, SEMT_2, BAI2],
];

#[test]
fn saturdays_sundays_and_holidays_take_the_business_day_before() {
    for files in &FILES {
        for day in ["2026-11-21T22:00:00Z", "2026-11-22T03:00:00Z"] {
            let own = read(files, day, false);
            assert!(matches!(own, Some(Err(InputError::Date { .. }))), "{day}");
            assert_eq!(read(files, day, true), Some(Ok(SUMS.to_vec())), "{day}");
        }
    }
    let mt535 = [MT535, CAMT];
    let saturday = "2026-11-21T22:00:00Z";
    assert_eq!(read(&mt535, saturday, true), Some(Ok(SUMS.to_vec())));
}

#[test]
fn a_holiday_on_a_monday_reaches_back_over_the_weekend() {
    // Statements of Friday 4 September 2026, before Labor Day.
    let friday = |text: &str| {
        text.replace("2026-11-20", "2026-09-04")
            .replace("20261120", "20260904")
            .replace("261120", "260904")
    };
    let files = [SEMT_1, SEMT_2, CAMT].map(friday);
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    let labor_day = "2026-09-07T22:00:00Z";
    assert_eq!(read(&files, labor_day, true), Some(Ok(SUMS.to_vec())));
    // Statements of Thursday are of neither day.
    let thursday = files
        .iter()
        .map(|text| text.replace("2026-09-04", "2026-09-03"));
    let thursday: Vec<String> = thursday.collect();
    let thursday: Vec<&str> = thursday.iter().map(String::as_str).collect();
    for before in [false, true] {
        let read = read(&thursday, labor_day, before);
        assert!(matches!(read, Some(Err(InputError::Date { .. }))));
    }
}

#[test]
fn a_business_day_takes_no_other() {
    for day in [
        "2026-11-20T22:00:00Z",
        "2026-11-23T22:00:00Z",
        // Independence Day on a Saturday moves nowhere: the Friday before is a business day.
        "2026-07-03T22:00:00Z",
    ] {
        assert_eq!(read(&FILES[0], day, true), None, "{day}");
    }
}

#[test]
fn statements_of_two_days_are_not_one_run() {
    // Securities of Friday, cash of Saturday: what was moved in between would count twice.
    let saturday = CAMT.replace("2026-11-20", "2026-11-21");
    let files = [SEMT_1, SEMT_2, saturday.as_str()];
    for before in [false, true] {
        let read = read(&files, "2026-11-21T22:00:00Z", before);
        assert!(matches!(read, Some(Err(InputError::Date { .. }))));
    }
}

#[test]
fn lists_with_a_day_are_of_the_business_day_too() {
    let mut book = book();
    book.as_of = "2026-11-21T22:00:00Z".parse().unwrap();
    let mapping = || expectation(Some(COLUMNS)).mapping;
    let index = Index::new(&book, book.custodians[0].as_str()).unwrap();
    let read = |expected: &Expectation| {
        let mut collector = Collector::new(expected, &index, 1);
        collector.read(0, Format::recognise(MAPPED.as_bytes())?, MAPPED.as_bytes())
    };
    let of_its_day = Expectation::new(&book, mapping());
    assert!(matches!(read(&of_its_day), Err(InputError::Date { .. })));
    let before = of_its_day.of_last_business_day().unwrap();
    assert_eq!(before.as_of, "2026-11-20".parse().unwrap());
    assert_eq!(read(&before), Ok(()));
}
