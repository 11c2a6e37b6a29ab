//! Numbers as lists write them.

use crate::holdings_error::HoldingsError;
use crate::input_error::InputError;
use crate::tests::support::*;

const LAYOUT: &str = include_str!("exported.mapping.json");

/// The bill, of whose quantity a text says how much it is.
fn bill(more: &str, quantity: &str) -> Result<u64, InputError> {
    let layout = changed(LAYOUT, r#""csv":{"#, &format!(r#""csv":{{{more}"#));
    let text =
        format!("Account,CUSIP,Available,Ccy,Date\n10-1,{BILL},\"{quantity}\",USD,2026-11-20\n");
    sums(&[&text], Some(&layout)).map(|sums| sums[0])
}

#[test]
fn signs_change_nothing() {
    for quantity in [
        "+5",
        "$5",
        "$ 5.00",
        "US$5",
        "5 $",
        "USD 5",
        "5 USD",
        "USD\u{a0}5",
        "+$5",
        "$+5",
        "5",
    ] {
        assert_eq!(bill("", quantity), Ok(500), "{quantity}");
    }
    assert_eq!(bill("", "$1,250,000.50"), Ok(125_000_050));
    let negative = Err(HoldingsError::Negative { line: 2 }.into());
    for quantity in [
        "-5", "$-5", "-$5", "($5)", "$(5)", "USD -5", "5- USD", "-5 USD",
    ] {
        assert_eq!(bill("", quantity), negative, "{quantity}");
    }
}

#[test]
fn what_could_mislead_is_refused() {
    let found = |quantity: &str| match bill("", quantity) {
        Err(InputError::Cell { place, found }) if place == "line 2: quantity" => found,
        other => panic!("{quantity}: {other:?}"),
    };
    for exponent in ["1E+06", "1.23E+6", "1e6", "2E-3", "$1E+06"] {
        assert!(found(exponent).starts_with("one with an exponent"));
    }
    for other in ["€5", "EUR 5", "£1,000", "n/a", "N/A", "CAD5"] {
        assert!(found(other).starts_with("a word, or the sign"), "{other}");
    }
    for dash in ["-", "--", "\u{2013}", "\u{2014}"] {
        assert!(found(dash).contains("csv.zero"));
    }
    let malformed = Err(HoldingsError::Malformed { line: 2 }.into());
    for wrong in ["+", "$", "5 %", "5$5", "1 2", "E+06", "5+", "++5"] {
        assert!(bill("", wrong).is_err(), "{wrong}");
    }
    assert_eq!(bill("", "5 %"), malformed);
}

#[test]
fn a_dash_is_zero_if_the_mapping_says_so() {
    assert_eq!(bill(r#""zero":"-","#, "-"), Ok(0));
    assert_eq!(bill(r#""zero":"nil","#, "nil"), Ok(0));
    assert!(bill(r#""zero":"nil","#, "-").is_err());
    assert_eq!(bill(r#""zero":"-","#, "5"), Ok(500));
    assert!(bill(r#""zero":"-","#, "-5").is_err());
    // In a plain list it is no number, and not one below zero.
    let plain = format!("account,instrument,quantity\na,{BILL},-\n");
    let malformed = HoldingsError::Malformed { line: 2 }.into();
    assert_eq!(sums(&[&plain], None), Err(malformed));
}
