//! Files and directories of ledgers.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use assay_holdings::ledger::{self, Ledger, LedgerError};
use assay_holdings::HoldingsError;
use datafusion::arrow::array::{ArrayRef, Float64Array};
use tempfile::TempDir;

use super::support::*;

fn write_lines(path: &Path, instrument: &str, quantities: ArrayRef) {
    let lines = quantities.len();
    let columns = [
        ("account", texts(vec![Some("A-1"); lines])),
        ("instrument", texts(vec![Some(instrument); lines])),
        ("quantity", quantities),
    ];
    write(path, &columns);
}

#[test]
fn a_directory_is_one_ledger() {
    let directory = TempDir::new().unwrap();
    let at = |name: &str| directory.path().join(name);
    for part in 0..7 {
        let quantities = decimals(2, vec![Some(100 + part); 1000]);
        write_lines(&at(&format!("part-{part}.parquet")), BILL, quantities);
    }
    write_lines(&at("part-7.PARQUET"), BOND, decimals(2, [Some(300)]));
    fs::write(at("_SUCCESS"), "").unwrap();
    fs::write(at(".part-0.parquet.crc"), "crc").unwrap();
    assert_eq!(sum(directory.path()), Ok((vec![721_000, 3, 0], 7001)));
    for name in ["part-8.csv", "part-8.parquet.gz", "more"] {
        fs::write(at(name), "").unwrap();
        let path = at(name);
        assert_eq!(
            sum(directory.path()),
            Err(LedgerError::Stray { path: path.clone() })
        );
        fs::remove_file(path).unwrap();
    }
    let path = at("nested.parquet");
    fs::create_dir(&path).unwrap();
    assert_eq!(sum(directory.path()), Err(LedgerError::Stray { path }));
}

#[test]
fn paths_are_no_patterns() {
    let directory = TempDir::new().unwrap();
    let odd = directory.path().join("a b [12] 100%25 *?#");
    fs::create_dir(&odd).unwrap();
    for name in ["x*.parquet", "xy.parquet", "[x].parquet", "ü%20?.parquet"] {
        write_lines(&odd.join(name), BILL, decimals(2, [Some(5)]));
        assert_eq!(sum(&odd.join(name)), Ok((vec![5, 0, 0], 1)), "{name}");
    }
    assert_eq!(sum(&odd), Ok((vec![20, 0, 0], 4)));
}

#[test]
fn what_is_not_there() {
    let directory = TempDir::new().unwrap();
    let path = directory.path().to_path_buf();
    assert_eq!(
        Ledger::open(&path),
        Err(LedgerError::NoFiles { path: path.clone() })
    );
    let path = path.join("no.parquet");
    let kind = ErrorKind::NotFound;
    assert_eq!(
        Ledger::open(&path),
        Err(LedgerError::Read {
            path: path.clone(),
            kind
        })
    );
    let gone = Ledger::Parquet(vec![path.clone()]);
    let found = ledger::sum(&gone, &index());
    assert_eq!(
        found.map(|sums| totals(&sums)),
        Err(LedgerError::Read { path, kind })
    );
}

#[test]
fn files_that_are_no_parquet() {
    let directory = TempDir::new().unwrap();
    let at = |name: &str| directory.path().join(name);
    let fails = |error: Result<_, LedgerError>| matches!(error, Err(LedgerError::Engine { .. }));
    let bad = at("bad.parquet");
    fs::write(&bad, "account,instrument,quantity\n").unwrap();
    assert!(fails(sum(&bad)));
    fs::remove_file(&bad).unwrap();
    // Half a file.
    let good = at("good.parquet");
    write_lines(&good, BILL, decimals(2, vec![Some(1); 1000]));
    let bytes = fs::read(&good).unwrap();
    fs::write(&bad, &bytes[..bytes.len() / 2]).unwrap();
    assert!(fails(sum(directory.path())));
}

#[test]
fn files_that_disagree() {
    let directory = TempDir::new().unwrap();
    let at = |name: &str| directory.path().join(name);
    write_lines(&at("1.parquet"), BILL, decimals(2, [Some(1)]));
    let second = at("2.parquet");
    let columns: [(ArrayRef, &str); 3] = [
        (Arc::new(Float64Array::from(vec![1.0])), "Float64"),
        (decimals(4, [Some(1)]), "Decimal128(38, 4)"),
        (texts([Some("1")]), "Utf8View"),
    ];
    for (quantities, found) in columns {
        write_lines(&second, BILL, quantities);
        let expected = LedgerError::Disagree {
            path: second.clone(),
            column: "quantity",
            expected: "Decimal128(38, 2)".into(),
            found: found.into(),
        };
        assert_eq!(sum(directory.path()), Err(expected));
    }
    let one = decimals(2, [Some(1)]);
    write(
        &second,
        &[("instrument", texts([Some(BILL)])), ("quantity", one)],
    );
    assert_eq!(
        sum(directory.path()),
        Err(LedgerError::NoColumn { column: "account" })
    );
    // The first file says that there are no nulls, the second has one.
    write_lines(&second, BILL, decimals(2, [Some(1), None]));
    let expected = LedgerError::NoQuantity {
        instrument: id(BILL),
    };
    assert_eq!(sum(directory.path()), Err(expected));
}

fn csv(text: &str) -> Result<Totals, LedgerError> {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("ledger.csv");
    fs::write(&path, text).unwrap();
    sum(&path)
}

#[test]
fn csv_as_the_built_in_reader_takes_it() {
    let text = "\u{feff}account, instrument ,quantity\r\nA, US912797RS85 , 1.5 \r\n\r\n\"B, \"\"C\"\"\",912797RS8,0.25\n A ,cash:operating,1";
    assert_eq!(csv(text), Ok((vec![175, 0, 10u64.pow(18)], 3)));
    assert_eq!(csv("account,instrument,quantity\n"), Ok((vec![0, 0, 0], 0)));
}

#[test]
fn csv_that_is_refused() {
    assert_eq!(csv(""), Err(LedgerError::Header(HoldingsError::NoHeader)));
    let header = LedgerError::Header(HoldingsError::Header { line: 1 });
    assert_eq!(csv("A,US912797RS85,1\n"), Err(header));
    let line = |text: &str| csv(&format!("account,instrument,quantity\n{text}\n")).unwrap_err();
    assert_eq!(
        line(",US912797RS85,1"),
        LedgerError::NoAccount {
            instrument: id(BILL)
        }
    );
    assert_eq!(
        line("A,US912797RS85,"),
        LedgerError::NoQuantity {
            instrument: id(BILL)
        }
    );
    assert_eq!(
        line("A,US912797RS85,-1"),
        LedgerError::Negative {
            instrument: id(BILL)
        }
    );
    for text in [
        "A,US912797RS85",
        "A,US912797RS85,1,000",
        "  ",
        "A,US912797RS85,1\n\"B,US912797RS85,1",
    ] {
        assert!(matches!(line(text), LedgerError::Engine { .. }), "{text}");
    }
    // A stray quote that swallows lines up to the next one.
    let swallowed = "\"A,US912797RS85,1\nB,US912797RS85,1\nC\",US912797RS85,1";
    assert_eq!(
        line(swallowed),
        LedgerError::LineBreak {
            instrument: id(BILL)
        }
    );
}

#[test]
fn a_stray_quote_is_found_wherever_the_engine_splits_the_file() {
    let good = "A-1,US912797RS85,1.00\n".repeat(300_000);
    let text = format!(
        "account,instrument,quantity\n{good}\"Q,US912797RS85,1\n{good}R\",US912797RS85,1\n{good}"
    );
    match csv(&text).unwrap_err() {
        LedgerError::LineBreak { instrument } => assert_eq!(instrument, id(BILL)),
        LedgerError::Engine { .. } => {}
        other => panic!("{other}"),
    }
}
