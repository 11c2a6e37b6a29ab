//! Lists as systems export them.

use crate::holdings_error::HoldingsError;
use crate::input_error::InputError;
use crate::tests::support::*;

const LAYOUT: &str = include_str!("exported.mapping.json");
const PREAMBLE: &str = include_str!("preamble.csv");
const FOOTER: &str = include_str!("footer.csv");
const US_DATE: &str = include_str!("usdate.csv");
const EMPTY_QUANTITY: &str = include_str!("emptyqty.csv");

/// The bill, by the layout with more in it.
fn bill(more: &str, text: &str) -> Result<u64, InputError> {
    let layout = changed(LAYOUT, r#""csv":{"#, &format!(r#""csv":{{{more}"#));
    sums(&[text], Some(&layout)).map(|sums| sums[0])
}

/// The position in a list that needs nothing said about it.
fn plain() -> String {
    changed(US_DATE, "11/20/2026", "2026-11-20")
}

#[test]
fn lines_before_the_header_are_skipped() {
    assert_eq!(bill(r#""skip":3,"#, PREAMBLE), Ok(125_000_050));
    let quotes = changed(PREAMBLE, "Holdings report", "Holdings \"report");
    assert_eq!(bill(r#""skip":3,"#, &quotes), Ok(125_000_050));
    assert_eq!(bill("", &plain()), Ok(125_000_050));
    let column = |line| {
        Err(InputError::NoColumn {
            line,
            column: "\"Account\"".into(),
        })
    };
    assert_eq!(bill("", PREAMBLE), column(1));
    assert_eq!(bill(r#""skip":2,"#, PREAMBLE), Ok(125_000_050));
    let position = Err(HoldingsError::PositionSkipped { line: 5 }.into());
    assert_eq!(bill(r#""skip":4,"#, PREAMBLE), position);
    assert!(bill(r#""skip":9,"#, PREAMBLE).is_err());
    assert!(bill(r#""skip":0,"#, &plain()).is_ok());
}

#[test]
fn totals_and_footers_are_told_by_a_column() {
    let totals =
        r#""totals":[{"column":1,"begins":"confidential"},{"column":"account","begins":"TOTAL"}],"#;
    assert_eq!(bill(totals, FOOTER), Ok(125_000_050));
    let total = format!("{FOOTER}Total USD,,,\"1,500,000.50\",\"1,250,000.50\",USD,\n\n");
    assert_eq!(bill(totals, &total), Ok(125_000_050));
    let layout = changed(LAYOUT, r#""csv":{"#, &format!(r#""csv":{{{totals}"#));
    let found = collect(&[&total], Some(&layout)).unwrap();
    assert_eq!(found.passed_over.lines, 2);
    // Without it, nothing that looks like less than a position is passed over in silence.
    assert!(matches!(
        bill("", FOOTER),
        Err(InputError::NoColumn { line: 4, .. })
    ));
    let quiet = format!(
        "{}Total USD,,,\"1,500,000.50\",\"1,250,000.50\",USD,\n",
        plain()
    );
    assert!(bill("", &quiet).is_err());
}

#[test]
fn days_are_read_as_the_mapping_says() {
    assert_eq!(bill(r#""date":"MM/DD/YYYY","#, US_DATE), Ok(125_000_050));
    let form = |line, form: &str| {
        Err(InputError::DateForm {
            line,
            form: form.into(),
        })
    };
    assert_eq!(bill("", US_DATE), form(2, "YYYY-MM-DD or YYYYMMDD"));
    for (time, fits) in [
        ("2026-11-20T17:30:00", true),
        ("2026-11-20T24:00:00Z", true),
        ("2026-11-20T17", false),
        ("2026-11-20 ", true),
        ("2026-11-21T00:00:00+01:00", false),
    ] {
        let text = changed(US_DATE, "11/20/2026", time);
        assert_eq!(bill("", &text).is_ok(), fits, "{time}");
    }
    let words = changed(US_DATE, "11/20/2026", "\"Nov 20, 2026\"");
    assert_eq!(bill(r#""date":"MMM DD, YYYY","#, &words), Ok(125_000_050));
    assert_eq!(
        bill(r#""date":"DD/MM/YYYY","#, US_DATE),
        form(2, "DD/MM/YYYY")
    );
    let european = changed(US_DATE, "11/20/2026", "20-Nov-26");
    assert_eq!(bill(r#""date":"DD-MMM-YY","#, &european), Ok(125_000_050));
    let other = changed(US_DATE, "11/20/2026", "11/19/2026");
    let found = bill(r#""date":"MM/DD/YYYY","#, &other);
    assert!(matches!(found, Err(InputError::Date { line: 2, .. })));
}

#[test]
fn columns_are_found_without_regard_to_capital_letters() {
    let header = "Account,CUSIP,Description,Par,Available,Ccy,Date";
    for other in [
        header.to_uppercase(),
        header.to_lowercase(),
        // As it is written goes first.
        header.replace("Description", "AVAILABLE"),
    ] {
        assert_eq!(
            bill("", &changed(&plain(), header, &other)),
            Ok(125_000_050)
        );
    }
    let two = changed(
        &plain(),
        header,
        "Account,CUSIP,AVAILABLE,Par,available,Ccy,Date",
    );
    let column = "\"Available\"".into();
    assert_eq!(
        bill("", &two),
        Err(InputError::ColumnTwice { line: 1, column })
    );
    let umlaut = changed(MAPPED, "Währung", "WÄHRUNG");
    assert_eq!(sums(&[&umlaut], Some(COLUMNS)).unwrap(), SUMS);
}

#[test]
fn a_position_without_a_quantity_is_refused() {
    assert_eq!(
        bill("", EMPTY_QUANTITY),
        Err(HoldingsError::NoQuantity { line: 3 }.into())
    );
}

#[test]
fn a_separator_inside_a_field_moves_no_column() {
    let comma = |line: &str| changed(&plain(), "\"1,500,000.50\"", line);
    assert!(bill("", &plain()).is_ok());
    // What is pledged too would be in the column of what is available.
    let moved = comma("of 2026,\"1,500,000.50\"");
    let fields = |most, found| {
        let line = 2;
        Err(InputError::Fields { line, most, found })
    };
    assert_eq!(bill("", &moved), fields(7, 8));
    let (mut lines, position) = (
        String::from("Account,CUSIP,Name,Par,Available,Ccy,Date,Note\n"),
        plain(),
    );
    let position = position.lines().nth(1).unwrap();
    lines.push_str(&position.replace("\"1,500,000.50\"", "x,\"1,500,000.50\""));
    lines.push(',');
    assert_eq!(bill("", &lines), fields(8, 9));
    // Without a header, the first line tells how many there are.
    let layout = r#"{"assay":"v1","kind":"holdings_mapping","csv":{"header":false,"account":1,"instrument":2,"quantity":3}}"#;
    let read = |text: &str| sums(&[text], Some(layout)).map(|sums| sums[0]);
    let list = format!("a,{BILL},1\nb,{BILL},2\n");
    assert_eq!(read(&list), Ok(300));
    assert_eq!(read(&list.replace("b,", "b,c,")), fields(3, 4));
    assert_eq!(read(&list.replace(",2", ",2,5")), fields(3, 4));
    // So does it where lines end with a separator, and the header does not.
    let ends = list.replace('\n', ",\n");
    let layout = layout.replace(r#""header":false"#, r#""header":false,"skip":1"#);
    let read = |text: &str| sums(&[text], Some(&layout)).map(|sums| sums[0]);
    assert_eq!(
        read(&format!("account,instrument,quantity\n{ends}")),
        Ok(300)
    );
}

#[test]
fn a_fraction_is_no_group_of_thousands() {
    let read = |quantity: &str| {
        let text = changed(&plain(), "1,250,000.50", quantity);
        bill("", &text)
    };
    assert_eq!(read("1,125"), Ok(112_500));
    let malformed = Err(HoldingsError::Malformed { line: 2 }.into());
    for fraction in ["0,125", "00,125", "000,125.5"] {
        assert_eq!(read(fraction), malformed, "{fraction}");
    }
    assert_eq!(read("0.5"), Ok(50));
}

/// `25.000` may be 25 or 25,000, and so may every number of the list.
#[test]
fn a_point_that_may_separate_thousands_is_asked_about() {
    let layout = LAYOUT.replace(r#""thousands":",","#, "");
    assert!(!layout.contains("thousands"));
    let list = |quantities: &[&str], layout: &str| {
        let mut text = String::from("Account,CUSIP,Available,Ccy,Date\n");
        for quantity in quantities {
            text += &format!("10-1,912797SB4,{quantity},USD,2026-11-20\n");
        }
        sums(&[&text], Some(layout)).map(|sums| sums[0])
    };
    for quantities in [
        &["25.000"][..],
        &["7", "250.000", "1.000"],
        &["0", "999.000"],
    ] {
        let found = list(quantities, &layout);
        let Err(InputError::Cell { place, found }) = found else {
            panic!("{quantities:?}: {found:?}");
        };
        let with_point = quantities.iter().position(|q| q.contains('.')).unwrap();
        assert_eq!(place, format!("line {}: quantity", with_point + 2));
        assert!(found.contains("csv.thousands"), "{found}");
    }
    // One number that has no groups of three says it of all.
    for (quantities, cents) in [
        (&["25.000", "1250.000"][..], 127_500),
        (&["25.000", "5.50"], 3_050),
        (&["25.000", "0.000"], 2_500),
        (&["5000", "25.000"], 502_500),
        (&["25"], 2_500),
        (&["25.00"], 2_500),
    ] {
        assert_eq!(list(quantities, &layout), Ok(cents), "{quantities:?}");
    }
    // And so does the mapping.
    assert_eq!(list(&["25.000"], LAYOUT), Ok(2_500));
    let points = LAYOUT.replace(
        r#""decimal":".","thousands":",""#,
        r#""decimal":",","thousands":".""#,
    );
    assert_eq!(list(&["25.000"], &points), Ok(2_500_000));
    // A comma is as good as a point.
    let comma = layout.replace(r#""decimal":".""#, r#""decimal":",""#);
    assert!(matches!(
        list(&["\"25,000\""], &comma),
        Err(InputError::Cell { .. })
    ));
    assert_eq!(list(&["\"25,000\"", "\"2,5\""], &comma), Ok(2_750));
}

/// What is left out in a line moves all after it: here the price would be the quantity.
#[test]
fn a_line_that_is_too_short_is_refused_unless_the_mapping_says_what_it_lacks() {
    let mapping = r#"{"assay":"v1","kind":"holdings_mapping","csv":{"account":"a","instrument":"i","quantity":"q"}}"#;
    let trimmed = changed(mapping, r#""csv":{"#, r#""csv":{"short_lines":true,"#);
    let read = |line: &str, mapping: &str| {
        let text = format!("a,i,q,price\n10-1,912797SB4,5,99.5\n{line}\n");
        sums(&[&text], Some(mapping)).map(|sums| sums[0])
    };
    let found = read("10-1,912797SB4,99.5", mapping);
    let Err(InputError::Cell { place, found }) = found else {
        panic!("{found:?}");
    };
    assert_eq!(place, "line 3");
    assert!(found.contains("\"csv.short_lines\": true"), "{found}");
    assert_eq!(read("10-1,912797SB4,99.5", &trimmed), Ok(10_450));
    assert_eq!(read("10-1,912797SB4,99.5,", mapping), Ok(10_450));
    for mapping in [mapping, &trimmed] {
        let found = read("10-1,912797SB4", mapping);
        assert!(
            matches!(found, Err(InputError::NoColumn { line: 3, .. })),
            "{found:?}"
        );
    }
}
