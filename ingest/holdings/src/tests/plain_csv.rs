//! CSV with the header `account,instrument,quantity`.

use assay_lines::LineError;
use assay_statement::{Book, Id};
use proptest::prelude::*;

use super::support;
use crate::csv_header::HEADER;
use crate::holdings_error::HoldingsError;
use crate::index::Index;
use crate::plain_csv::aggregate;

const BILL: &str = "US912797RS85";
const CASH: &str = "cash:operating";

/// Three rows of the samples' book, for two custodians: the bill of the south, the bill of the north, cash of the north.
fn book() -> Book {
    let mut book = support::book();
    let [north, south]: [Id; 2] = ["north", "south"].map(|id| id.parse().unwrap());
    let mut bill = book.rows[0].clone();
    bill.instrument = BILL.parse().unwrap();
    let mut cash = book.rows[3].clone();
    assert_eq!(cash.instrument.as_str(), CASH);
    cash.quantity_decimals = 18;
    book.rows = vec![bill.clone(), bill, cash];
    let custodians = [&south, &north, &north];
    for (row, custodian) in book.rows.iter_mut().zip(custodians) {
        row.custodian = custodian.clone();
    }
    book.custodians = vec![north, south];
    book
}

fn sum(lines: &str) -> Result<Vec<u64>, HoldingsError> {
    let index = Index::new(&book(), "north").unwrap();
    let text = format!("{HEADER}\n{lines}");
    aggregate(text.as_bytes(), &index).map(|a| a.quantities.to_vec())
}

#[test]
fn sums_by_isin_cusip_and_cash_account() {
    let lines = "a,US912797RS85,1\nb,912797RS8,0.5\n\"c, inc\",US912797RS85,2.25\r\nd,cash:operating,0.000000000000000001\n";
    assert_eq!(sum(lines).unwrap(), [375, 1]);
    assert_eq!(sum("").unwrap(), [0, 0]);
}

#[test]
fn quantities_are_in_the_order_of_the_book() {
    let index = Index::new(&book(), "north").unwrap();
    assert_eq!(index.positions().collect::<Vec<_>>(), [1, 2]);
    assert_eq!((index.len(), index.is_empty()), (2, false));
}

/// The error of a file whose third line is `text`.
fn bad_third_line(text: &str) -> HoldingsError {
    sum(&format!("a,{BILL},1\n{text}\n")).unwrap_err()
}

#[test]
fn refuses_each_bad_line_by_its_number() {
    let line = 3;
    let bad = bad_third_line;
    assert_eq!(
        bad("a,US912797RS85"),
        HoldingsError::FieldCount { line, found: 2 }
    );
    assert_eq!(
        bad("a,US912797RS85,1,000"),
        HoldingsError::FieldCount { line, found: 4 }
    );
    assert_eq!(bad(" ,US912797RS85,1"), HoldingsError::NoAccount { line });
    assert_eq!(
        bad("a,US912797RS86,1"),
        HoldingsError::CheckDigit {
            line,
            found: "US912797RS86".into()
        }
    );
    assert_eq!(
        bad("a,912797RS7,1"),
        HoldingsError::CheckDigit {
            line,
            found: "912797RS7".into()
        }
    );
    let custodian: Id = "north".parse().unwrap();
    for found in [
        "US912810QT88",
        "912810QT8",
        "cash:other",
        "us912797rs85x",
        "",
    ] {
        let expected = HoldingsError::NoRow {
            line,
            found: found.into(),
            custodian: custodian.clone(),
        };
        assert_eq!(bad(&format!("a,{found},1")), expected);
    }
}

#[test]
fn refuses_each_bad_quantity_by_its_line() {
    let line = 3;
    let bad = bad_third_line;
    assert_eq!(bad("a,US912797RS85,-1"), HoldingsError::Negative { line });
    for quantity in [
        "",
        "+1",
        "1e3",
        ".5",
        "5.",
        "1.2.3",
        "1 000",
        "\"1,000\"",
        "0x1",
        "NaN",
        "١",
    ] {
        assert_eq!(
            bad(&format!("a,{BILL},{quantity}")),
            HoldingsError::Malformed { line },
            "{quantity}"
        );
    }
    let expected = HoldingsError::TooManyDecimals {
        line,
        allowed: 2,
        found: 3,
    };
    assert_eq!(bad("a,US912797RS85,1.000"), expected);
    assert_eq!(
        bad("\"a,US912797RS85,1"),
        HoldingsError::Line(LineError::Broken { line })
    );
}

#[test]
fn quantities_and_sums_stay_below_2_64() {
    let instrument: Id = BILL.parse().unwrap();
    assert_eq!(
        sum("a,912797RS8,184467440737095516.15").unwrap()[0],
        u64::MAX
    );
    let overflow = |line| HoldingsError::Overflow {
        line,
        instrument: instrument.clone(),
    };
    assert_eq!(
        sum("a,912797RS8,184467440737095516.16").unwrap_err(),
        overflow(2)
    );
    assert_eq!(
        sum("a,912797RS8,99999999999999999999999").unwrap_err(),
        overflow(2)
    );
    let lines = "a,912797RS8,184467440737095516.15\nb,912797RS8,0\nc,912797RS8,0.01";
    assert_eq!(sum(lines).unwrap_err(), overflow(4));
    let instrument: Id = CASH.parse().unwrap();
    let overflow = HoldingsError::Overflow {
        line: 2,
        instrument,
    };
    assert_eq!(sum("a,cash:operating,19").unwrap_err(), overflow);
}

#[test]
fn wants_the_header() {
    let index = Index::new(&book(), "north").unwrap();
    let read = |text: &str| aggregate(text.as_bytes(), &index).map(|a| a.lines);
    assert_eq!(read(""), Err(HoldingsError::NoHeader));
    assert_eq!(
        read("a,US912797RS85,1\n"),
        Err(HoldingsError::Header { line: 1 })
    );
    assert_eq!(
        read("\naccount,instrument\n"),
        Err(HoldingsError::Header { line: 2 })
    );
    assert_eq!(read("account, instrument ,quantity"), Ok(0));
}

#[test]
fn wants_a_custodian_of_the_book() {
    let expected = HoldingsError::UnknownCustodian {
        custodian: "east".into(),
        known: "north, south".into(),
    };
    assert_eq!(Index::new(&book(), "east").err(), Some(expected));
}

#[test]
fn messages_tell_neither_account_nor_quantity() {
    let message = sum("secret-account,912797RS8,-777123")
        .unwrap_err()
        .to_string();
    assert!(message.starts_with("line 2: quantity"));
    assert!(!message.contains("secret-account") && !message.contains("777"));
}

proptest! {
    #[test]
    fn sums_agree_with_wide_integers(amounts in proptest::collection::vec((0u64..2, 0u64..1 << 60), 0..40)) {
        let lines: String = amounts
            .iter()
            .map(|(row, q)| match row {
                0 => format!("acct,912797RS8,{}.{:02}\n", q / 100, q % 100),
                _ => format!("acct,{CASH},0.{:018}\n", q % 1_000_000_000_000_000_000),
            })
            .collect();
        let total = |which: u64| -> u128 {
            amounts.iter().filter(|(row, _)| *row == which).map(|(_, q)| u128::from(*q)).sum()
        };
        match sum(&lines) {
            Ok(sums) => {
                prop_assert_eq!(u128::from(sums[0]), total(0));
            }
            Err(e) => {
                let overflow = matches!(e, HoldingsError::Overflow { .. });
                prop_assert!(overflow && (total(0) >> 64 > 0 || total(1) >> 64 > 0));
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let index = Index::new(&book(), "north").unwrap();
        let text = [format!("{HEADER}\n").as_bytes(), &bytes].concat();
        let _ = aggregate(text.as_slice(), &index);
    }
}
