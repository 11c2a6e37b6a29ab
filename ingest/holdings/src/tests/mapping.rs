use assay_statement::{parse_document, pretty, ParseError};

use super::support::*;
use crate::mapping::HoldingsMapping;
use crate::mapping_error::MappingError;

fn validate(from: &str, to: &str) -> Result<(), MappingError> {
    let text = changed(COLUMNS, from, to);
    parse_document::<HoldingsMapping>(text.as_bytes())
        .unwrap()
        .validate()
}

#[test]
fn reads_and_writes_itself() {
    for text in [COLUMNS, ACCOUNTS] {
        let mapping: HoldingsMapping = parse_document(text.as_bytes()).unwrap();
        let again = parse_document(pretty(&mapping).unwrap().as_bytes()).unwrap();
        assert_eq!(mapping, again);
    }
}

#[test]
fn is_read_strictly_and_shows_no_account() {
    let refused = |text: &str| parse_document::<HoldingsMapping>(text.as_bytes()).unwrap_err();
    let error = refused(&ACCOUNTS.replace("\"row\"", "\"line\""));
    assert!(matches!(error, ParseError::Field { .. }));
    assert!(!error.to_string().contains("1234567890"));
    let message =
        "cash[0].line: unknown field, expected one of `account`, `row` (contents not shown)";
    assert_eq!(error.to_string(), message);
    let error = refused(&changed(ACCOUNTS, ", \"row\": \"cash:operating\"", ""));
    let message = "cash[0]: missing field `row` (contents not shown)";
    assert_eq!(error.to_string(), message);
    let error = refused(&format!("\u{feff}{ACCOUNTS}")).to_string();
    assert!(error.contains("found a byte order mark; save the file as UTF-8"));
    let error = refused(&ACCOUNTS.replace("holdings_mapping", "book"));
    assert!(matches!(error, ParseError::Kind { .. }));
    let error = refused(&COLUMNS.replace("\"ISIN\"", "true"));
    assert!(matches!(error, ParseError::Field { .. }));
}

#[test]
fn says_what_belongs_there() {
    let refused = |from: &str, to: &str| {
        let text = changed(COLUMNS, from, to);
        let error = parse_document::<HoldingsMapping>(text.as_bytes());
        error.unwrap_err().to_string()
    };
    for skip in ["\"3\"", "-1", "4294967296", "[]"] {
        let message = "csv.skip: expected how many lines are before the header, such as 3, found something else (contents not shown)";
        let skip = format!("\"skip\": {skip}, \"delimiter\"");
        assert_eq!(refused("\"delimiter\"", &skip), message);
    }
    let message = "csv.instrument: expected a column by its name or position, found something else (contents not shown)";
    assert_eq!(refused("\"ISIN\"", "true"), message);
    let message = "csv.decimal: expected a string, found something else (contents not shown)";
    assert_eq!(refused("\"decimal\": \",\"", "\"decimal\": 1"), message);
}

#[test]
fn refuses_what_makes_no_sense() {
    use MappingError::*;
    assert_eq!(validate("\";\"", "\":\""), Err(Delimiter));
    assert_eq!(validate("\";\"", "\"\""), Err(Delimiter));
    assert_eq!(
        validate("\"decimal\": \",\"", "\"decimal\": \";\""),
        Err(Decimal)
    );
    assert_eq!(
        validate("\"thousands\": \".\"", "\"thousands\": \",\""),
        Err(Thousands)
    );
    assert_eq!(
        validate("\"thousands\": \".\"", "\"thousands\": \"0\""),
        Err(Thousands)
    );
    for wrong in ["\"\"", "\" ISIN\"", "0", "129"] {
        assert_eq!(
            validate("\"ISIN\"", wrong),
            Err(Column {
                field: "instrument"
            })
        );
    }
    assert_eq!(
        validate("\"delimiter\"", "\"header\": false, \"delimiter\""),
        Err(NoHeader { field: "account" })
    );
    assert_eq!(
        validate("\"ISIN\"", "\"Depot\""),
        Err(SameColumn {
            field: "instrument",
            other: "account"
        })
    );
    for (from, to, error) in [
        ("\"decimal\"", "\"date\": \"MM/DD\", \"decimal\"", DateForm),
        (
            "\"decimal\"",
            "\"totals\": [{\"column\": 0, \"begins\": \"x\"}], \"decimal\"",
            Total { index: 0 },
        ),
        (
            "\"decimal\"",
            "\"totals\": [{\"column\": 1, \"begins\": \"\"}], \"decimal\"",
            Total { index: 0 },
        ),
        ("\"csv\"", "\"accounts\": [\"a\", \"a\"], \"csv\"", Lists),
        ("\"csv\"", "\"accounts\": [\"\"], \"csv\"", Lists),
        (
            "\"csv\"",
            "\"accounts\": [\"a\"], \"pass_over\": {\"accounts\": [\"a\"]}, \"csv\"",
            Lists,
        ),
    ] {
        assert_eq!(validate(from, to), Err(error));
    }
    let cash = |text: &str| {
        parse_document::<HoldingsMapping>(text.as_bytes())
            .unwrap()
            .validate()
    };
    let twice = cash(&ACCOUNTS.replace("GB82WEST12345698765432", "1234567890"));
    assert_eq!(twice, Err(AccountTwice { index: 1 }));
    assert_eq!(
        cash(&ACCOUNTS.replace("1234567890", "")),
        Err(NoAccount { index: 0 })
    );
    assert_eq!(
        cash(r#"{"assay":"v1","kind":"holdings_mapping"}"#),
        Err(Empty)
    );
    for wrong in [
        r#"{"number":"0798059","instrument":"US912797SB42"}"#,
        r#"{"number":"GB/","instrument":"US912797SB42"}"#,
        r#"{"number":"GB/0798059","instrument":"912797SB4"}"#,
        r#"{"number":"GB/1","instrument":"US912797SB42"},{"number":"GB/1","instrument":"US912797SB42"}"#,
    ] {
        let text = format!(r#"{{"assay":"v1","kind":"holdings_mapping","securities":[{wrong}]}}"#);
        assert!(matches!(cash(&text), Err(Security { .. })), "{wrong}");
    }
}
