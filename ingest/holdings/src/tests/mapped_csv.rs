use assay_lines::LineError;
use proptest::prelude::*;

use super::support::*;
use crate::holdings_error::HoldingsError;
use crate::input_error::InputError;
use crate::statement_day::StatementDay;

fn bad(from: &str, to: &str) -> InputError {
    refused(&[&changed(MAPPED, from, to)], Some(COLUMNS))
}

fn with(from: &str, to: &str, text: &str) -> Result<Vec<u64>, InputError> {
    sums(&[text], Some(&changed(COLUMNS, from, to)))
}

#[test]
fn reads_by_name_and_by_position() {
    assert_eq!(sums(&[MAPPED], Some(COLUMNS)).unwrap(), SUMS);
    let positions = COLUMNS
        .replace("\"delimiter\"", "\"header\": false, \"delimiter\"")
        .replace("\"Depot\"", "1")
        .replace("\"ISIN\"", "3")
        .replace("\"davon frei\"", "5")
        .replace("\"Stichtag\"", "7")
        .replace("\"Währung\"", "6");
    let (_, body) = MAPPED.split_once('\n').unwrap();
    assert_eq!(sums(&[body], Some(&positions)).unwrap(), SUMS);
    let (tabs, bars) = (
        MAPPED.replace("Sample; ", "").replace(';', "\t"),
        MAPPED.replace("Sample; ", "").replace(';', "|"),
    );
    assert_eq!(with("\";\"", "\"\\t\"", &tabs).unwrap(), SUMS);
    assert_eq!(with("\";\"", "\"|\"", &bars).unwrap(), SUMS);
    // Other separators.
    let swiss = MAPPED
        .replace("1.", "1'")
        .replace("700.", "700'")
        .replace(".000", "'000");
    let swiss = swiss
        .replace("5.", "5'")
        .replace("4.", "4'")
        .replace("900.", "900'")
        .replace("250.", "250'");
    let swiss = swiss.replace("500.", "500'");
    assert_eq!(
        with("\"thousands\": \".\"", "\"thousands\": \"'\"", &swiss).unwrap(),
        SUMS
    );
}

#[test]
fn refuses_what_the_mapping_does_not_say() {
    let no_column = |line, column: &str| InputError::NoColumn {
        line,
        column: column.into(),
    };
    assert_eq!(bad("davon frei", "frei"), no_column(1, "\"davon frei\""));
    assert_eq!(
        bad("Bezeichnung", "ISIN"),
        InputError::ColumnTwice {
            line: 1,
            column: "\"ISIN\"".into()
        }
    );
    assert_eq!(
        bad(";USD;2026-11-20\n10-1", ";USD\n10-1"),
        no_column(2, "\"Stichtag\"")
    );
    assert_eq!(
        refused(&[""], Some(COLUMNS)),
        HoldingsError::NoHeader.into()
    );
    assert_eq!(
        refused(&[MAPPED], None),
        HoldingsError::Header { line: 1 }.into()
    );
    let currency = InputError::Currency {
        line: 2,
        expected: "USD".into(),
        found: "EUR".into(),
    };
    assert_eq!(bad("USD", "EUR"), currency);
    let found = "2026-11-19".parse().unwrap();
    assert_eq!(
        bad("2026-11-20", "2026-11-19"),
        InputError::Date {
            line: 2,
            expected: day(),
            of: StatementDay::Book,
            found
        }
    );
    let form = "YYYY-MM-DD or YYYYMMDD".into();
    assert_eq!(
        bad("2026-11-20", "20.11.2026"),
        InputError::DateForm { line: 2, form }
    );
    let broken = bad("\"Sample; Government Money Fund\"", "\"Sample");
    assert_eq!(broken, LineError::Broken { line: 4 }.into());
}

#[test]
fn refuses_wrong_quantities() {
    let malformed: InputError = HoldingsError::Malformed { line: 2 }.into();
    for wrong in [
        "1.25.000,50",
        "12500.00,50",
        "1.250.0000,50",
        ".250.000,50",
        "1.250.000,",
        "1250000.50",
        "1,250,000.50",
        "1 250 000,50",
        "1..250.000,50",
        "++1",
        "+",
    ] {
        assert_eq!(bad("1.250.000,50", wrong), malformed, "{wrong}");
    }
    assert_eq!(
        bad("1.250.000,50", ""),
        HoldingsError::NoQuantity { line: 2 }.into()
    );
    for negative in [
        "-1.250.000,50",
        "1.250.000,50-",
        "(1.250.000,50)",
        "\u{2212}1",
    ] {
        assert_eq!(
            bad("1.250.000,50", negative),
            HoldingsError::Negative { line: 2 }.into()
        );
    }
}

#[test]
fn refuses_what_its_row_does_not_hold() {
    assert_eq!(
        bad("1.250.000,50", "1.250.000,501"),
        HoldingsError::TooManyDecimals {
            line: 2,
            allowed: 2,
            found: 3
        }
        .into()
    );
    assert!(sums(
        &[&changed(MAPPED, "1.250.000,50", "1.250.000,5000")],
        Some(COLUMNS)
    )
    .is_ok());
    assert_eq!(
        bad("1.250.000,50", "184.467.440.737.095.516,16"),
        HoldingsError::Overflow {
            line: 2,
            instrument: BILL.parse().unwrap()
        }
        .into()
    );
    assert_eq!(
        bad("US912797SB42", "US912797SB43"),
        HoldingsError::CheckDigit {
            line: 2,
            found: "US912797SB43".into()
        }
        .into()
    );
    assert_eq!(
        bad("10-1;T", ";T"),
        HoldingsError::NoAccount { line: 2 }.into()
    );
    let custodian = "northbank".parse().unwrap();
    assert_eq!(
        bad("US912797SB42", "US912797SE80"),
        HoldingsError::NoRow {
            line: 2,
            found: "US912797SE80".into(),
            custodian
        }
        .into()
    );
}

proptest! {
    #[test]
    fn what_is_written_reads_back(rows in proptest::collection::vec((0usize..2, 0u64..1 << 50), 0..20)) {
        let mut text = "Depot;ISIN;davon frei;Stichtag;Währung\n".to_string();
        let mut expected = [0; 2];
        for (row, units) in rows {
            expected[row] += units;
            let whole = (units / 100).to_string();
            let groups: Vec<&str> = whole.as_bytes().rchunks(3).rev().map(|c| std::str::from_utf8(c).unwrap()).collect();
            let isin = [BILL, "US912797SC25"][row];
            text += &format!("x;{isin};{},{:02};20261120;USD\n", groups.join("."), units % 100);
        }
        prop_assert_eq!(&sums(&[&text], Some(COLUMNS)).unwrap()[..2], &expected);
    }
}
