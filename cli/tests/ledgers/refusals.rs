//! Everything that the built-in reader refuses, and types that are not exact.

use std::sync::Arc;

use assay_holdings::ledger::LedgerError;
use datafusion::arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Float32Array, Float64Array, Int64Array,
    UInt64Array,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;

use super::support::*;

/// One good line, then one with these.
fn with_line(
    account: Option<&str>,
    instrument: Option<&str>,
    quantity: Option<&str>,
) -> LedgerError {
    sum_columns(&[
        ("account", texts([Some("A-1"), account])),
        ("instrument", texts([Some(BILL), instrument])),
        ("quantity", texts([Some("1"), quantity])),
    ])
    .unwrap_err()
}

fn quantity(instrument: &str, quantity: &str) -> LedgerError {
    with_line(Some("A-2"), Some(instrument), Some(quantity))
}

fn number(instrument: &str, quantities: ArrayRef) -> LedgerError {
    sum_lines(&vec![instrument; quantities.len()], quantities).unwrap_err()
}

#[test]
fn a_line_without_account() {
    for account in [None, Some(""), Some(" \t")] {
        let expected = LedgerError::NoAccount {
            instrument: id(CASH),
        };
        assert_eq!(
            with_line(account, Some(CASH), Some("1")),
            expected,
            "{account:?}"
        );
    }
    let columns = [
        (
            "account",
            Arc::new(Int64Array::from(vec![Some(1), None])) as ArrayRef,
        ),
        ("instrument", texts([Some(BILL), Some(BOND)])),
        ("quantity", decimals(0, [Some(1), Some(1)])),
    ];
    let expected = LedgerError::NoAccount {
        instrument: id(BOND),
    };
    assert_eq!(sum_columns(&columns), Err(expected));
}

#[test]
fn an_instrument_that_is_not_in_the_book() {
    for found in [
        "US912810RA88",
        "912810RA8",
        "cash:other",
        ELSEWHERE,
        "us912797rs85x",
        "",
    ] {
        let expected = LedgerError::NoRow {
            found: found.into(),
            custodian: id("north"),
        };
        assert_eq!(with_line(Some("A-2"), Some(found), Some("1")), expected);
    }
    let expected = LedgerError::NoRow {
        found: String::new(),
        custodian: id("north"),
    };
    assert_eq!(with_line(Some("A-2"), None, Some("1")), expected);
}

#[test]
fn an_instrument_with_a_wrong_check_digit() {
    for found in ["US912797RS86", "912797RS7"] {
        let expected = LedgerError::CheckDigit {
            found: found.into(),
        };
        assert_eq!(with_line(Some("A-2"), Some(found), Some("1")), expected);
    }
}

#[test]
fn many_unknown_instruments_by_the_least() {
    let names: Vec<String> = (0..20_000).rev().map(|i| format!("cash:{i:05}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let quantities = decimals(0, vec![Some(1); names.len()]);
    let expected = LedgerError::NoRow {
        found: "cash:00000".into(),
        custodian: id("north"),
    };
    assert_eq!(sum_lines(&names, quantities), Err(expected));
}

#[test]
fn a_line_without_quantity() {
    let expected = LedgerError::NoQuantity {
        instrument: id(BILL),
    };
    for quantity in [None, Some(""), Some("  ")] {
        assert_eq!(with_line(Some("A-2"), Some(BILL_CUSIP), quantity), expected);
    }
    assert_eq!(number(BILL, decimals(2, [Some(1), None])), expected);
    assert_eq!(number(BILL, decimals(2, [None])), expected);
}

#[test]
fn a_short_position() {
    let instrument = id(BOND);
    let expected = LedgerError::Negative { instrument };
    for text in ["-1", "-0.001", "-1e3"] {
        assert_eq!(quantity(BOND, text), expected);
    }
    // Also where the sum would be positive.
    assert_eq!(number(BOND, decimals(0, [Some(5), Some(-1)])), expected);
    assert_eq!(
        number(BOND, Arc::new(Int64Array::from(vec![7, -1]))),
        expected
    );
    assert_eq!(
        number(BOND, Arc::new(Int64Array::from(vec![i64::MIN]))),
        expected
    );
}

#[test]
fn text_that_is_no_decimal() {
    for text in [
        "+1", "1e3", ".5", "5.", "1.2.3", "1 000", "1,000", "0x1", "NaN", "inf", "١", "1-", ".",
    ] {
        let expected = LedgerError::Malformed {
            instrument: id(CASH),
        };
        assert_eq!(quantity(CASH, text), expected, "{text}");
    }
}

#[test]
fn more_decimals_than_the_row() {
    let expected = |name: &str, allowed| LedgerError::TooManyDecimals {
        instrument: id(name),
        allowed,
    };
    // Text is taken as it is written.
    for text in [
        "1.001",
        "1.000",
        "0.00000000000000000000000000000000000000000001",
    ] {
        assert_eq!(quantity(BILL, text), expected(BILL, 2));
    }
    assert_eq!(quantity(BOND, "1.0"), expected(BOND, 0));
    assert_eq!(quantity(CASH, "0.0000000000000000001"), expected(CASH, 18));
    // Numbers by their value, and line by line: these two would add up to a whole unit.
    assert_eq!(
        number(BILL, decimals(3, [Some(5), Some(5)])),
        expected(BILL, 2)
    );
    assert_eq!(number(BOND, decimals(38, [Some(1)])), expected(BOND, 0));
    assert_eq!(number(CASH, decimals(20, [Some(101)])), expected(CASH, 18));
    let both = sum_lines(
        &[CASH, BILL, BOND],
        decimals(2, [Some(123), Some(123), Some(123)]),
    );
    assert_eq!(both, Err(expected(BOND, 0)));
}

#[test]
fn sums_of_2_64_units_and_more() {
    let overflow = |name: &str| LedgerError::Overflow {
        instrument: id(name),
    };
    assert_eq!(quantity(BILL, "184467440737095516.16"), overflow(BILL));
    assert_eq!(quantity(CASH, "19"), overflow(CASH));
    // The sum, one above the most; aliases count together.
    let sums = sum_lines(
        &[BILL, BILL_CUSIP],
        decimals(2, [Some(i128::from(u64::MAX)), Some(1)]),
    );
    assert_eq!(sums, Err(overflow(BILL)));
    let most: ArrayRef = Arc::new(UInt64Array::from(vec![u64::MAX, 1]));
    assert_eq!(number(BOND, most), overflow(BOND));
    // Sums that 64 and 128 bits would wrap to something small.
    let wide: ArrayRef = Arc::new(UInt64Array::from(vec![u64::MAX, u64::MAX, 7]));
    assert_eq!(number(BOND, wide), overflow(BOND));
    let third = i128::MAX / 3 + 1;
    let wrapping = [
        Some(third),
        Some(third),
        Some(third),
        Some(third),
        Some(third),
        Some(third),
        Some(7),
    ];
    assert_eq!(number(BOND, decimals(0, wrapping)), overflow(BOND));
    // 2^238 * 10^18 is a multiple of 2^256.
    let two_238 = "441711766194596082395824375185729628956870974218904739530401550323154944";
    assert_eq!(quantity(CASH, two_238), overflow(CASH));
    assert_eq!(quantity(CASH, &"9".repeat(500)), overflow(CASH));
}

#[test]
fn types_that_are_not_exact() {
    let inexact = "an exact type, such as decimal(38, 2); binary fractions do not hold money";
    let other = "a decimal of at most 38 digits, an integer, or decimals in text";
    let wide = cast(&decimals(2, [Some(100)]), &DataType::Decimal256(60, 2)).unwrap();
    let columns: [(ArrayRef, &'static str, &str); 6] = [
        (Arc::new(Float64Array::from(vec![1.0])), inexact, "Float64"),
        (Arc::new(Float32Array::from(vec![1.0])), inexact, "Float32"),
        (wide, other, "Decimal256(60, 2)"),
        (Arc::new(BooleanArray::from(vec![true])), other, "Boolean"),
        (Arc::new(Date32Array::from(vec![1])), other, "Date32"),
        (
            Arc::new(BinaryArray::from(vec![b"1".as_slice()])),
            other,
            "BinaryView",
        ),
    ];
    for (column, expected, found) in columns {
        let expected = LedgerError::ColumnType {
            column: "quantity",
            expected,
            found: found.into(),
        };
        assert_eq!(number(BILL, column), expected);
    }
}

#[test]
fn accounts_and_instruments_that_are_no_names() {
    let expected = |column| LedgerError::ColumnType {
        column,
        expected: "text",
        found: "Float64".into(),
    };
    let float: ArrayRef = Arc::new(Float64Array::from(vec![1.0]));
    let (name, one) = (texts([Some(BILL)]), decimals(0, [Some(1)]));
    let columns = |account: &ArrayRef, instrument: &ArrayRef| {
        sum_columns(&[
            ("account", account.clone()),
            ("instrument", instrument.clone()),
            ("quantity", one.clone()),
        ])
    };
    assert_eq!(columns(&float, &name), Err(expected("account")));
    assert_eq!(columns(&name, &float), Err(expected("instrument")));
}

#[test]
fn missing_columns() {
    let columns = [
        ("account", texts([Some("A-1")])),
        ("instrument", texts([Some(BILL)])),
        ("quantity", decimals(0, [Some(1)])),
    ];
    for (missing, (column, _)) in columns.iter().enumerate() {
        let mut others = columns.to_vec();
        others.remove(missing);
        assert_eq!(sum_columns(&others), Err(LedgerError::NoColumn { column }));
        // Names are taken as they are written.
        others.push((
            ["ACCOUNT", "Instrument", "quantity "][missing],
            columns[missing].1.clone(),
        ));
        assert_eq!(sum_columns(&others), Err(LedgerError::NoColumn { column }));
    }
}

#[test]
fn messages_tell_neither_account_nor_quantity() {
    let errors = [
        with_line(Some("secret"), Some(BILL), Some("-777123")),
        with_line(Some("secret"), Some(BILL), Some("777123x")),
        with_line(Some("secret"), Some(BILL), Some("777123.777")),
        with_line(
            Some("secret\n"),
            Some(BILL),
            Some("777123777123777123777123"),
        ),
        with_line(Some("secret"), Some("cash:unknown"), Some("777123")),
        with_line(None, Some(BILL), Some("777123")),
        number(BILL, decimals(0, [Some(777_123), Some(-777_123)])),
        number(BILL, decimals(4, [Some(777_123)])),
    ];
    for error in errors {
        for message in [error.to_string(), format!("{error:?}")] {
            assert!(
                !message.contains("secret") && !message.contains("777"),
                "{message}"
            );
        }
    }
}
