//! Lines before the list hold no position.

use crate::holdings_error::HoldingsError;
use crate::input_error::InputError;
use crate::tests::support::*;

/// A layout by names, with a header.
fn named(text: &str, skip: u32) -> Result<u64, InputError> {
    let layout = format!(
        r#"{{"assay":"v1","kind":"holdings_mapping","csv":{{"skip":{skip},"account":"Account","instrument":"ISIN","quantity":"Free"}}}}"#
    );
    sums(&[text], Some(&layout)).map(|sums| sums[0])
}

/// A layout by positions.
fn placed(text: &str, header: bool, skip: u32) -> Result<u64, InputError> {
    let layout = format!(
        r#"{{"assay":"v1","kind":"holdings_mapping","csv":{{"skip":{skip},"header":{header},"account":1,"instrument":2,"quantity":3}}}}"#
    );
    sums(&[text], Some(&layout)).map(|sums| sums[0])
}

#[test]
fn a_position_is_not_skipped() {
    let list = format!("a,{BILL},1\nb,{BILL},2\n");
    let skipped = |line| Err(HoldingsError::PositionSkipped { line }.into());
    assert_eq!(placed(&list, false, 0), Ok(300));
    assert_eq!(placed(&list, false, 1), skipped(1));
    assert_eq!(placed(&list, false, 2), skipped(1));
    // Nor taken for the header, where columns have no names.
    assert_eq!(placed(&list, true, 0), skipped(1));
    assert_eq!(placed(&format!("x,y,z\n{list}"), true, 0), Ok(300));
    // A second list, after the first.
    let two = format!("Account,ISIN,Free\na,{BILL},1\n\nAccount,ISIN,Free\nb,{BILL},2\n");
    assert_eq!(named(&two, 3), skipped(2));
    for position in [
        format!("a,\"{BILL}\",\"1,000.50\""),
        format!("a, {BILL} , 1 "),
        "a,912797SB4,1".to_string(),
        "a,cash:operating,1".to_string(),
        format!("a,{BILL},\"1"),
        format!("{BILL},(5)"),
        format!("a,{BILL},USD 5000"),
        format!("a,{BILL},5000 USD"),
        format!("a,{BILL},1.23E+06"),
    ] {
        let text = format!("{position}\nAccount,ISIN,Free\nb,{BILL},2\n");
        assert_eq!(named(&text, 1), skipped(1), "{position}");
    }
}

#[test]
fn what_else_is_before_a_list_is() {
    for line in [
        "\"Holdings report",
        "",
        "As of,2026-11-20",
        "Fund,US0378331005,2026",
        "Security,US912797SB42",
        "US912797SB42,UNITED STATES TREASURY BILL",
        "Page 1 of 2,,,",
    ] {
        let text = format!("{line}\nAccount,ISIN,Free\nb,{BILL},2\n");
        assert_eq!(named(&text, 1), Ok(200), "{line}");
    }
}
