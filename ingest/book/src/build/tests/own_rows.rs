//! Rows that the custodians file prices itself, beside securities that a source quotes.

use super::*;

/// One custodian with every note, and one row more.
pub(super) fn with_other(row: &str) -> Result<BuiltBook, BuildError> {
    built(&format!(
        r#"[{{"id":"north","securities":{{"kinds":["note"]}},"other":[{row}]}}]"#
    ))
}

#[test]
fn one_security_is_one_row_however_spelt() {
    let same = |row: &str, instrument: &str| {
        let refused = BookError::SameSecurity {
            row: 1,
            custodian: "north".parse().unwrap(),
            instrument: instrument.parse().unwrap(),
            named: NOTE.parse().unwrap(),
        };
        let row = format!(r#"{{"instrument":"{instrument}",{row}}}"#);
        assert_eq!(with_other(&row).unwrap_err(), BuildError::Book(refused));
    };
    // A bill at a price per 100 beside the note that it is.
    same(
        r#""kind":"bill","maturity":"2026-11-30","price":"99.99""#,
        "91282CNT4",
    );
    same(
        r#""kind":"note","maturity":"2026-11-30","price":"0.9999""#,
        "us91282cnt44",
    );
    same(r#""kind":"fund","price":"1""#, "91282cnt4");
}

#[test]
fn check_digits_of_what_looks_like_a_code() {
    let refused = |list: &'static str, row: String, instrument: &str, code| {
        let custodian =
            r#"[{"id":"north","cash":[{"account":"a","institution":"x"}],"LIST":[ROW]}]"#;
        let built = built(&custodian.replace("LIST", list).replace("ROW", &row));
        let refused = BuildError::CheckDigit {
            custodian: "north".parse().unwrap(),
            list,
            instrument: instrument.parse().unwrap(),
            code,
        };
        assert_eq!(built.unwrap_err(), refused);
    };
    let other = |instrument: &str| {
        format!(
            r#"{{"instrument":"{instrument}","kind":"bill","maturity":"2026-12-03","price":"1"}}"#
        )
    };
    refused("other", other("US912797RS86"), "US912797RS86", "ISIN");
    refused("other", other("912797RS9"), "912797RS9", "CUSIP");
    let fund = r#"{"fund":"IE00B4L5Y984","nav":"1"}"#;
    refused("funds", fund.into(), "IE00B4L5Y984", "ISIN");
    let listed = north(r#"{"instruments":["US912797RS86"]}"#).unwrap_err();
    let message = "custodian north: securities: expected a right check digit if it is the ISIN that it looks like, \
                   or another name, found US912797RS86";
    assert_eq!(listed.to_string(), message);
    let fund = r#"{"fund":"FUND00001","nav":"1"}"#;
    let custodian = format!(r#"[{{"id":"north","funds":[{fund}]}}]"#);
    assert_eq!(instruments(&built(&custodian).unwrap()), ["FUND00001"]);
}

#[test]
fn rows_that_look_wrong_are_named() {
    let doubts = |row: &str| {
        let built = with_other(row).unwrap();
        let doubts = built.doubts.iter();
        doubts.map(ToString::to_string).collect::<Vec<_>>()
    };
    let bill = |price: &str| {
        format!(r#"{{"instrument":"x","kind":"bill","maturity":"2026-12-03","price":"{price}"}}"#)
    };
    let per_hundred = |price: &str| {
        format!("row 1 (north, x): the price {price} looks like one per 100 of face, and is taken per 1")
    };
    assert_eq!(doubts(&bill("99.867")), [per_hundred("99.867")]);
    assert_eq!(doubts(&bill("10")), [per_hundred("10")]);
    assert_eq!(doubts(&bill("9.999")), [""; 0]);
    let per_one =
        "row 1 (north, x): the price 0.09 for 1 of face is below a tenth; see whether it was taken per 100 and is per 1";
    assert_eq!(doubts(&bill("0.09")), [per_one]);
    assert_eq!(doubts(&bill("0.1")), [""; 0]);
    assert_eq!(
        doubts(r#"{"instrument":"x","kind":"fund","price":"101.5"}"#),
        [""; 0]
    );
    let quoted =
        r#"{"instrument":"912797RS8","kind":"bill","maturity":"2026-12-03","price":"0.9"}"#;
    let quoted_elsewhere = "row 1 (north, 912797RS8): has a price of its own, but line 2 of the price file quotes it; \
                            list it under \"securities\"";
    assert_eq!(doubts(quoted), [quoted_elsewhere]);
}
