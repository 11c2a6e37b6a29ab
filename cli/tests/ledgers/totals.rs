//! Whatever the types of the columns, the totals are those of the built-in reader.

use std::sync::Arc;

use assay_holdings::ledger::{self, Ledger, LedgerError};
use assay_holdings::{aggregate, HoldingsError, Index, HEADER};
use assay_statement::{Digest, Income, IncomeRow};
use datafusion::arrow::array::{
    ArrayRef, Decimal128Array, Int16Array, Int32Array, Int64Array, Int8Array, UInt16Array,
    UInt32Array, UInt64Array, UInt8Array,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::DataType;
use proptest::prelude::*;
use tempfile::TempDir;

use super::support::*;

/// One line: the instrument and the quantity as text.
type Line = (&'static str, String);

/// What the built-in reader makes of the lines.
fn built_in(lines: &[Line]) -> Result<Totals, HoldingsError> {
    let index = index();
    let sums = aggregate(csv(lines).as_bytes(), &index)?;
    Ok(totals(&sums))
}

fn csv(lines: &[Line]) -> String {
    let mut text = format!("{}\n", HEADER);
    for (i, (instrument, quantity)) in lines.iter().enumerate() {
        text.push_str(&format!("\"A, {i}\",{instrument},{quantity}\n"));
    }
    text
}

/// What the engine makes of the lines, written as CSV and as Parquet with every type that holds them.
fn engine(lines: &[Line]) -> Vec<(String, Result<Totals, LedgerError>)> {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("ledger.csv");
    std::fs::write(&path, csv(lines)).unwrap();
    let mut all = vec![("csv".to_string(), sum(&path))];
    let names: Vec<&str> = lines.iter().map(|(name, _)| *name).collect();
    for quantities in quantities(lines) {
        let kind = quantities.data_type().to_string();
        all.push((kind, sum_lines(&names, quantities)));
    }
    all
}

fn quantities(lines: &[Line]) -> Vec<ArrayRef> {
    let text = texts(lines.iter().map(|(_, quantity)| Some(quantity.as_str())));
    let dictionary = |values| DataType::Dictionary(Box::new(DataType::Int32), Box::new(values));
    let mut all: Vec<ArrayRef> = [
        DataType::Utf8,
        DataType::LargeUtf8,
        DataType::Utf8View,
        dictionary(DataType::Utf8),
        dictionary(DataType::LargeUtf8),
    ]
    .iter()
    .map(|kind| cast(&text, kind).unwrap())
    .collect();
    // At 18 decimals each is a whole number; it may have more digits than a decimal of 128 bits.
    let whole: Option<Vec<Option<i128>>> = lines.iter().map(|(_, q)| Some(scaled(q, 18))).collect();
    if let Some(values) = whole.filter(|values| values.iter().all(Option::is_some)) {
        all.push(decimals(18, values));
    }
    all
}

/// The quantity as an integer with so many decimals, if it has no more and fits 38 digits.
fn scaled(quantity: &str, scale: usize) -> Option<i128> {
    let (whole, fraction) = quantity.split_once('.').unwrap_or((quantity, ""));
    let digits = format!("{whole}{fraction:0<scale$}");
    (fraction.len() <= scale)
        .then(|| digits.parse().ok())
        .flatten()
        .filter(|value: &i128| *value < 10i128.pow(38))
}

fn line() -> impl Strategy<Value = Line> {
    let quantity = |decimals: usize, most: u64| {
        (0..=most, 0..=decimals, 0usize..4).prop_map(move |(units, shown, zeros)| {
            let digits = format!("{units:0width$}", width = shown + 1);
            let (whole, fraction) = digits.split_at(digits.len() - shown);
            let zeros = "0".repeat(zeros * zeros * zeros);
            match fraction.is_empty() {
                true => format!("{zeros}{whole}"),
                false => format!("{zeros}{whole}.{fraction}"),
            }
        })
    };
    let bill = || quantity(2, 1 << 50);
    prop_oneof![
        bill().prop_map(|q| (BILL, q)),
        bill().prop_map(|q| (BILL_CUSIP, q)),
        quantity(0, 1 << 60).prop_map(|q| (BOND, q)),
        quantity(18, 20).prop_map(|q| (CASH, q)),
        quantity(0, u64::MAX).prop_map(|q| (BOND, q)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn are_those_of_the_built_in_reader(lines in proptest::collection::vec(line(), 0..40)) {
        let expected = built_in(&lines);
        for (kind, found) in engine(&lines) {
            match (&expected, found) {
                (Ok(expected), Ok(found)) => prop_assert_eq!(expected, &found, "{}", kind),
                (Err(HoldingsError::Overflow { .. }), Err(LedgerError::Overflow { .. })) => {}
                (_, found) => prop_assert!(false, "{kind}: expected {expected:?}, found {found:?}"),
            }
        }
    }
}

#[test]
fn integers_are_whole_quantities() {
    let names = [BILL, BILL_CUSIP, BOND];
    let columns: [ArrayRef; 8] = [
        Arc::new(Int8Array::from(vec![3, 4, 5])),
        Arc::new(Int16Array::from(vec![3, 4, 5])),
        Arc::new(Int32Array::from(vec![3, 4, 5])),
        Arc::new(Int64Array::from(vec![3, 4, 5])),
        Arc::new(UInt8Array::from(vec![3, 4, 5])),
        Arc::new(UInt16Array::from(vec![3, 4, 5])),
        Arc::new(UInt32Array::from(vec![3, 4, 5])),
        Arc::new(UInt64Array::from(vec![3, 4, 5])),
    ];
    for column in columns {
        let kind = column.data_type().clone();
        assert_eq!(
            sum_lines(&names, column),
            Ok((vec![700, 5, 0], 3)),
            "{kind}"
        );
    }
}

#[test]
fn decimals_of_any_width_are_exact() {
    let wide: ArrayRef = decimals(2, [Some(375), Some(1_00)]);
    for kind in [
        DataType::Decimal32(9, 2),
        DataType::Decimal64(18, 2),
        DataType::Decimal128(12, 2),
        DataType::Decimal128(20, 4),
        DataType::Decimal128(30, 20),
    ] {
        let column = cast(&wide, &kind).unwrap();
        assert_eq!(
            sum_lines(&[BILL, BOND], column),
            Ok((vec![375, 1, 0], 2)),
            "{kind}"
        );
    }
    // All digits behind the point: only zero is a whole number of units.
    let tiny = decimals(38, [Some(0)]);
    assert_eq!(sum_lines(&[BOND], tiny), Ok((vec![0, 0, 0], 1)));
}

#[test]
fn the_largest_sums_are_exact() {
    let most = u64::MAX;
    let halves: ArrayRef = Arc::new(Int64Array::from(vec![i64::MAX, i64::MAX, 1]));
    assert_eq!(sum_lines(&[BOND; 3], halves), Ok((vec![0, most, 0], 3)));
    let whole: ArrayRef = Arc::new(UInt64Array::from(vec![most, 0]));
    assert_eq!(sum_lines(&[BOND; 2], whole), Ok((vec![0, most, 0], 2)));
    let unit = decimals(18, [Some(i128::from(most) - 1), Some(1)]);
    assert_eq!(sum_lines(&[CASH; 2], unit), Ok((vec![0, 0, most], 2)));
    // More units than 128 bits hold at this scale: 2^64 - 1 units of 10^0 at 30 decimals would be 165 bits.
    let scale = 30;
    let large = 10i128.pow(37);
    let many = Decimal128Array::from(vec![large; 50]).with_precision_and_scale(38, scale);
    let many: ArrayRef = Arc::new(many.unwrap());
    assert_eq!(
        sum_lines(&[BOND; 50], many),
        Ok((vec![0, 500_000_000, 0], 50))
    );
}

#[test]
fn names_may_be_dictionaries_and_accounts_numbers() {
    let kind = DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8));
    let instruments = cast(&texts([Some(BILL), Some(" 912797RS8 "), Some(CASH)]), &kind).unwrap();
    for accounts in [
        Arc::new(Int64Array::from(vec![1, 2, 3])) as ArrayRef,
        cast(&texts([Some("a"), Some("a"), Some("b")]), &kind).unwrap(),
        cast(
            &texts([Some("a"), Some("a"), Some("b")]),
            &DataType::Utf8View,
        )
        .unwrap(),
    ] {
        let found = sum_columns(&[
            ("quantity", decimals(1, [Some(15), Some(1), Some(10)])),
            ("currency", texts([Some("USD"), None, None])),
            ("instrument", instruments.clone()),
            ("account", accounts),
        ]);
        assert_eq!(found, Ok((vec![160, 0, 10u64.pow(18)], 3)));
    }
}

#[test]
fn no_lines_are_no_holdings() {
    assert_eq!(sum_lines(&[], decimals(2, [])), Ok((vec![0, 0, 0], 0)));
}

#[test]
fn zeros_before_a_number_do_not_matter() {
    for zeros in [1, 20, 37, 38, 39, 60, 75, 76, 77, 78, 200, 4000] {
        let text = format!("{}1.25", "0".repeat(zeros));
        let found = sum_lines(
            &[BILL, CASH],
            texts([Some(text.as_str()), Some(text.as_str())]),
        );
        assert_eq!(
            found,
            Ok((vec![125, 0, 1_250_000_000_000_000_000], 2)),
            "{zeros}"
        );
    }
}

#[test]
fn a_book_of_many_rows() {
    let mut book = book();
    let mut row = book.rows[0].clone();
    book.rows.clear();
    for i in 0..16_000 {
        row.instrument = id(&format!("cash:{i:05}"));
        row.quantity_decimals = (i % 19) as u8;
        book.rows.push(row.clone());
    }
    let index = Index::new(&book, "south").unwrap();
    let names: Vec<String> = book
        .rows
        .iter()
        .map(|row| row.instrument.to_string())
        .collect();
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("ledger.parquet");
    write(
        &path,
        &[
            ("account", texts(names.iter().map(|_| Some("A")))),
            (
                "instrument",
                texts(names.iter().map(|name| Some(name.as_str()))),
            ),
            ("quantity", texts(names.iter().map(|_| Some("3")))),
        ],
    );
    let sums = ledger::sum(&Ledger::open(&path).unwrap(), &index);
    let expected: Vec<u64> = (0..16_000).map(|i| 3 * 10u64.pow(i % 19)).collect();
    assert_eq!(totals(&sums.unwrap()), (expected, 16_000));
}

/// A ledger of before the book's day: the lines that have no row of the income are counted, unless a name could be mistyped.
#[test]
fn lines_without_income_are_passed_over() {
    let mut book = book();
    book.income = Some(Income {
        since: "2026-10-20T22:00:00Z".parse().unwrap(),
        book: Digest([7; 32]),
        rows: vec![IncomeRow {
            custodian: id("north"),
            instrument: id(BILL),
            per_unit: "0.01".parse().unwrap(),
            quantity_decimals: 2,
            until: None,
        }],
    });
    let index = Index::of_income(&book, "north").unwrap();
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("ledger.parquet");
    let sums = |names: &[&str]| {
        let columns = [
            ("account", texts(names.iter().map(|_| Some("A")))),
            ("instrument", texts(names.iter().map(|name| Some(*name)))),
            ("quantity", texts(names.iter().map(|_| Some("3")))),
        ];
        write(&path, &columns);
        ledger::sum(&Ledger::open(&path).unwrap(), &index)
    };
    let found = sums(&[BILL, "sold since", BILL_CUSIP, BOND, CASH]).unwrap();
    assert_eq!((totals(&found), found.others), ((vec![600], 2), 3));
    let wrong = "US912797RS86";
    let refused = sums(&[BILL, wrong, "sold since"]).err();
    let found = wrong.to_string();
    assert_eq!(refused, Some(LedgerError::CheckDigit { found }));
}
