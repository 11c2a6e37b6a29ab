//! Spreadsheets that are read.

use proptest::prelude::*;

use super::support::*;
use crate::input_error::InputError;
use crate::sample::write_xlsx;

/// The mapping of `mapped.csv`, with more in it.
pub fn layout(more: &str) -> String {
    changed(
        COLUMNS,
        r#""delimiter": ";","#,
        &format!(r#""delimiter": ";",{more}"#),
    )
}

/// A list without a mapping, of the rows after its header.
pub fn plain(rows: &str) -> Vec<u8> {
    write_xlsx(
        &format!("{}{rows}", texts(&["account", "instrument", "quantity"])),
        "",
    )
}

/// A row of texts, without its number.
pub fn texts(values: &[&str]) -> String {
    let cell = |value: &&str| format!(r#"<c t="inlineStr"><is><t>{value}</t></is></c>"#);
    format!("<row>{}</row>", values.iter().map(cell).collect::<String>())
}

/// A position of the bill, of which a cell is the quantity.
pub fn position(quantity: &str) -> String {
    let names = texts(&["10-1", BILL]);
    changed(&names, "</row>", &format!("{quantity}</row>"))
}

/// What the bill sums to.
pub fn bill(file: &[u8], mapping: Option<&str>) -> Result<u64, InputError> {
    collect_bytes(&[file], mapping).map(|found| found.sums.quantities[0])
}

#[test]
fn files_of_independent_software_are_read() {
    // openpyxl 3.1.5: three rows before the header, a line of totals, a hidden column, merged cells and an empty sheet.
    let totals = r#""skip": 3, "totals": [{"column": "Depot", "begins": "summe"}],"#;
    let file = include_bytes!("independent/openpyxl.xlsx");
    let found = collect_bytes(&[file], Some(&layout(totals))).unwrap();
    assert_eq!(*found.sums.quantities, SUMS);
    assert_eq!(found.passed_over.lines, 1);
    let named = format!(r#""sheet": "BESTAND",{totals}"#);
    let found = collect_bytes(&[file], Some(&layout(&named))).unwrap();
    assert_eq!(*found.sums.quantities, SUMS);
    // XlsxWriter 3.3.1: shared and rich texts, zeros before an account, days from 1900 and from 1904.
    for file in [XLSX, include_bytes!("independent/xlsxwriter-1904.xlsx")] {
        let found = collect_bytes(&[file], Some(&layout(""))).unwrap();
        assert_eq!(*found.sums.quantities, SUMS);
    }
}

#[test]
fn lists_need_no_mapping() {
    let rows = [
        position("<c><v>5</v></c>"),
        position(r#"<c t="n"><v>1.1000000000000001</v></c>"#),
        position(r#"<c t="str"><v>0.25</v></c>"#),
        position(r#"<c s="3"><v>1000</v></c>"#),
        "<row/><row><c/><c s=\"1\"/></row>".to_string(),
        texts(&["a", "912797SB4", " 1 "]),
    ];
    assert_eq!(bill(&plain(&rows.concat()), None), Ok(100_735));
    assert_eq!(bill(&plain(""), None), Ok(0));
    // Accounts and instruments may be numbers; the rest of the row is not looked at.
    let account = "<c t=\"inlineStr\"><is><t>10-1</t></is></c>";
    let number = changed(&position("<c><v>2</v></c>"), account, "<c><v>1E2</v></c>");
    let number = changed(&number, "</row>", "<c t=\"e\"><v>#N/A</v></c></row>");
    assert_eq!(bill(&plain(&number), None), Ok(200));
}

#[test]
fn cells_are_where_they_say() {
    let rows = format!(
        r#"<row r="3"><c r="B3" t="inlineStr"><is><t>account</t></is></c><c r="D3" t="inlineStr"><is><t>instrument</t></is></c><c r="AA3" t="inlineStr"><is><r><t>quan</t></r><rPh sb="0" eb="1"><t>x</t></rPh><r><t>tity</t></r></is></c></row><row r="9"><c r="B9"><v>1</v></c><c r="D9" t="inlineStr"><is><t>{BILL}</t></is></c><c r="Z9"><v>7</v></c><c r="AA9"><v>3</v></c></row>"#
    );
    let mapping = r#"{"assay":"v1","kind":"holdings_mapping","csv":{"skip":2,"account":"account","instrument":4,"quantity":"Quantity"}}"#;
    assert_eq!(bill(&write_xlsx(&rows, ""), Some(mapping)), Ok(300));
}

#[test]
fn days_are_days_by_their_style_or_as_text() {
    let mapping = r#"{"assay":"v1","kind":"holdings_mapping","csv":{"account":"a","instrument":"i","quantity":"q","as_of":"d"}}"#;
    let read = |day: &str| {
        let row = position(&format!("<c><v>1</v></c>{day}"));
        let file = write_xlsx(&format!("{}{row}", texts(&["a", "i", "q", "d"])), "");
        bill(&file, Some(mapping))
    };
    for day in [
        r#"<c s="1"><v>46346</v></c>"#,
        r#"<c s="1"><v>46346.729166666664</v></c>"#,
        r#"<c t="d"><v>2026-11-20</v></c>"#,
        r#"<c t="d"><v>2026-11-20T17:30:00</v></c>"#,
        r#"<c t="inlineStr"><is><t>2026-11-20</t></is></c>"#,
        "<c><v>20261120</v></c>",
    ] {
        assert_eq!(read(day), Ok(100), "{day}");
    }
    let other = read(r#"<c s="1"><v>46345</v></c>"#);
    assert!(matches!(other, Err(InputError::Date { line: 2, .. })));
    let number = read("<c><v>46346</v></c>");
    assert!(matches!(number, Err(InputError::DateForm { line: 2, .. })));
    let early = read(r#"<c s="1"><v>60</v></c>"#);
    assert!(matches!(early, Err(InputError::Cell { .. })));
}

proptest! {
    #[test]
    fn what_is_written_reads_back(rows in proptest::collection::vec((0usize..2, 0u64..1 << 46, any::<bool>()), 0..20)) {
        let (mut text, mut expected) = (String::new(), [0; 2]);
        for (row, units, as_text) in rows {
            expected[row] += units;
            let quantity = format!("{}.{:02}", units / 100, units % 100);
            let isin = [BILL, "US912797SC25"][row];
            let cell = match as_text {
                true => format!(r#"<c t="inlineStr"><is><t>{quantity}</t></is></c>"#),
                false => format!("<c><v>{quantity}</v></c>"),
            };
            text += &changed(&texts(&["x", isin]), "</row>", &format!("{cell}</row>"));
        }
        let found = collect_bytes(&[&plain(&text)], None).unwrap();
        prop_assert_eq!(&found.sums.quantities[..2], &expected);
    }

    #[test]
    fn no_bytes_make_it_panic(at in 0usize..7300, byte in any::<u8>(), rest in any::<bool>()) {
        let mut file = XLSX.to_vec();
        let at = at.min(file.len() - 1);
        file[at] = byte;
        if rest {
            file.truncate(at);
        }
        let _ = collect_bytes(&[&file], Some(&layout("")));
    }
}
