//! Spreadsheets that are refused.

use super::support::*;
use super::xlsx::{bill, layout, plain, position, texts};
use crate::holdings_error::HoldingsError;
use crate::input_error::InputError;
use crate::sample::{write_parts, write_xlsx};

/// The refusal of a cell: where, and what it is.
fn cell(error: Result<u64, InputError>) -> (String, &'static str) {
    match error {
        Err(InputError::Cell { place, found }) => (place, found),
        other => panic!("{other:?}"),
    }
}

/// The refusal of a file.
fn file(bytes: &[u8], mapping: Option<&str>) -> &'static str {
    match bill(bytes, mapping) {
        Err(InputError::OtherFile { found }) => found,
        other => panic!("{other:?}"),
    }
}

#[test]
fn cells_without_a_sound_quantity() {
    for (quantity, begins) in [
        ("<c><f>1+1</f><v>2</v></c>", "a formula"),
        ("<c><f>1+1</f><v/></c>", "a formula"),
        (
            "<c t=\"shared\"><f t=\"shared\" si=\"0\"/><v>2</v></c>",
            "a formula",
        ),
        ("<c t=\"e\"><v>#N/A</v></c>", "an error such as #N/A"),
        ("<c t=\"b\"><v>1</v></c>", "true or false"),
        ("<c s=\"1\"><v>46346</v></c>", "a date"),
        (
            "<c><v>0.30000000000000004</v></c>",
            "a number of more than 15 digits",
        ),
        (
            "<c><v>1234567890123456.78</v></c>",
            "a number of more than 15 digits",
        ),
        ("<c><v>1,5</v></c>", "a number that is malformed"),
        (
            "<c><v>.5E-2147483648</v></c>",
            "a number of more than 15 digits",
        ),
        (
            "<c s=\"2\"><v>5</v></c>",
            "a number shown in another currency",
        ),
    ] {
        let (place, found) = cell(bill(&plain(&position(quantity)), None));
        assert_eq!(place, "cell C2", "{quantity}");
        assert!(found.starts_with(begins), "{quantity}: {found}");
    }
    let long = format!("<c t=\"str\"><v>{}</v></c>", "9".repeat(5000));
    assert!(cell(bill(&plain(&position(&long)), None))
        .1
        .starts_with("a text of more"));
    let negative = HoldingsError::Negative { line: 2 }.into();
    assert_eq!(
        bill(&plain(&position("<c><v>-5</v></c>")), None),
        Err(negative)
    );
    let none = Err(HoldingsError::NoQuantity { line: 2 }.into());
    assert_eq!(bill(&plain(&position("<c><v></v></c>")), None), none);
    assert_eq!(bill(&plain(&position("")), None), none);
}

/// What readers do not agree on, or what no sheet has.
#[test]
fn cells_and_rows_that_are_damaged() {
    for quantity in [
        "<c><v>100</v><v>0</v></c>",
        "<c><v>100</v><is><t>5</t></is></c>",
        "<c t=\"inlineStr\"><is><t>50</t></is><v>7</v></c>",
        "<c t=\"inlineStr\"><is><t>50</t></is><is><t>7</t></is></c>",
    ] {
        let found = file(&plain(&position(quantity)), None);
        assert!(found.contains("damaged"), "{quantity}: {found}");
    }
    let far = position("<c><v>1</v></c>").replace("<row>", "<row r=\"18446744073709551615\">");
    assert!(file(&plain(&far), None).contains("damaged"));
    let wide = position(&("<c/>".repeat(16_384) + "<c><v>1</v></c>"));
    assert!(file(&plain(&wide), None).contains("damaged"));
}

#[test]
fn names_that_a_spreadsheet_has_changed() {
    let row = |account: &str| {
        let rest = texts(&["x", BILL, "1"]);
        let begin = texts(&["x"]).replace("</row>", "");
        plain(&rest.replacen(&begin, &format!("<row>{account}"), 1))
    };
    for (account, begins) in [
        ("<c s=\"1\"><v>46031</v></c>", "a date"),
        ("<c><v>1.5</v></c>", "a number with a fraction"),
        ("<c><f>A1</f><v>1</v></c>", "a formula"),
    ] {
        let (place, found) = cell(bill(&row(account), None));
        assert_eq!(place, "cell A2");
        assert!(found.starts_with(begins), "{account}");
    }
    let message = bill(&row("<c s=\"1\"><v>46031</v></c>"), None)
        .unwrap_err()
        .to_string();
    assert_eq!(message, "cell A2: expected what its column in the mapping needs, found a date; spreadsheets make dates of names such as 10-1: have the column formatted as text, and typed again");
}

#[test]
fn rows_that_are_not_seen() {
    let hidden = position("<c><v>1</v></c>").replace("<row>", "<row hidden=\"1\">");
    let (place, found) = cell(bill(&plain(&hidden), None));
    assert_eq!(place, "row 2");
    assert!(found.starts_with("a hidden row"));
    let rows = format!(
        "{}{}",
        texts(&["account", "instrument", "quantity"]),
        position("<c><v>1</v></c>").repeat(2)
    );
    let merged = |area: &str| {
        let after = format!("<mergeCells><mergeCell ref=\"{area}\"/></mergeCells>");
        bill(&write_xlsx(&rows, &after), None)
    };
    for area in ["C2:C3", "A1:A2", "B3:D4"] {
        assert_eq!(cell(merged(area)).0, format!("cells {area}"));
    }
    for area in ["D2:E3", "A1:C1", "A4:C9"] {
        assert_eq!(merged(area), Ok(200), "{area}");
    }
    // The values of one formula in several cells.
    let array = format!(
        "{}{}",
        position("<c><v>1</v></c><c><f t=\"array\" ref=\"C2:D2\">A1</f><v>1</v></c>"),
        ""
    );
    assert_eq!(cell(bill(&plain(&array), None)).0, "cells C2:D2");
}

#[test]
fn lists_without_a_mapping_have_three_columns() {
    for header in [
        &["account", "instrument", "quantity", "available"][..],
        &["Account", "instrument", "quantity"],
    ] {
        let file = write_xlsx(&texts(header), "");
        assert_eq!(
            bill(&file, None),
            Err(HoldingsError::Header { line: 1 }.into())
        );
    }
    assert_eq!(
        bill(&write_xlsx("", ""), None),
        Err(HoldingsError::NoHeader.into())
    );
    // Nor is a position passed over as a header, or before it.
    let mapping = r#"{"assay":"v1","kind":"holdings_mapping","csv":{"skip":1,"header":false,"account":1,"instrument":2,"quantity":3}}"#;
    let file = write_xlsx(&position("<c><v>1</v></c>").repeat(2), "");
    let skipped = Err(HoldingsError::PositionSkipped { line: 1 }.into());
    assert_eq!(bill(&file, Some(mapping)), skipped);
    let by_position = mapping.replace("\"skip\":1,\"header\":false,", "");
    assert_eq!(bill(&file, Some(&by_position)), skipped);
    // Whatever the instrument of the first row is, if it cannot be read.
    let formula = texts(&["10-1", BILL, "1"]).replace(
        &texts(&[BILL]).replace("<row>", "").replace("</row>", ""),
        "<c><f>B2</f><v/></c>",
    );
    assert!(formula.contains("<f>"));
    let file = write_xlsx(&format!("{formula}{}", position("<c><v>1</v></c>")), "");
    assert_eq!(bill(&file, Some(&by_position)), skipped);
    // With a title in its place, it is a header.
    let titles = texts(&["account", "instrument", "quantity"]);
    let file = write_xlsx(&format!("{titles}{}", position("<c><v>1</v></c>")), "");
    assert_eq!(bill(&file, Some(&by_position)), Ok(100));
}

#[test]
fn sheets_that_could_be_meant() {
    let one = include_bytes!("independent/openpyxl.xlsx");
    assert!(file(one, Some(&layout(r#""sheet": "Notes","#))).contains("without the sheet"));
    let rows = position("<c><v>1</v></c>");
    let sheet = |rows: &str| format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let two = |second: &str| {
        let book = r#"<workbook xmlns:r="r"><sheets><sheet name="A" r:id="a"/><sheet name="B" state="hidden" r:id="b"/></sheets></workbook>"#;
        let relations = r#"<Relationships><Relationship Id="a" Type="x/worksheet" Target="/xl/a.xml"/><Relationship Id="b" Type="x/worksheet" Target="../xl/./b.xml"/></Relationships>"#;
        let root = r#"<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/w.xml"/></Relationships>"#;
        write_parts(&[
            ("_rels/.rels", root.as_bytes()),
            ("xl/w.xml", book.as_bytes()),
            ("xl/_rels/w.xml.rels", relations.as_bytes()),
            ("xl/a.xml", sheet(&rows).as_bytes()),
            ("xl/b.xml", sheet(second).as_bytes()),
        ])
    };
    let mapping = r#"{"assay":"v1","kind":"holdings_mapping","csv":{"header":false,"account":1,"instrument":2,"quantity":3}}"#;
    assert_eq!(bill(&two("<row><c/></row>"), Some(mapping)), Ok(100));
    let other = position("<c><v>2</v></c>");
    assert!(file(&two(&other), Some(mapping)).contains("csv.sheet"));
    let named = mapping.replace("\"header\"", "\"sheet\":\"b\",\"header\"");
    assert_eq!(bill(&two(&other), Some(&named)), Ok(200));
}

#[test]
fn archives_that_are_no_spreadsheet() {
    let text: &[u8] = b"x";
    assert!(file(&write_parts(&[("a.txt", text)]), None).starts_with("an archive that is no"));
    let ods = write_parts(&[(
        "mimetype",
        b"application/vnd.oasis.opendocument.spreadsheet",
    )]);
    assert!(file(&ods, None).contains("save it as xlsx"));
    let root = |target: &str| {
        let root = format!("<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"{target}\"/></Relationships>");
        write_parts(&[("_rels/.rels", root.as_bytes())])
    };
    assert!(file(&root("xl/workbook.bin"), None).contains("xlsb"));
    assert!(file(&root("word/document.xml"), None).starts_with("an archive that is no"));
    assert!(file(&root("xl/workbook.xml"), None).contains("damaged"));
    let good = plain("");
    for length in [5, 30, good.len() - 1] {
        assert!(file(&good[..length], None).contains("damaged"));
    }
    let twice = write_parts(&[("_rels/.rels", text), ("_RELS/.rels", text)]);
    assert!(file(&twice, None).contains("damaged"));
    let mut wrong = good.clone();
    let at = good.windows(5).position(|w| w == b"quant").unwrap();
    wrong[at] = b'Q';
    assert!(file(&wrong, None).contains("damaged"), "a wrong checksum");
    // A second workbook, of which some readers take the last.
    let relation = |target: &str| {
        format!(
            "<Relationship Id=\"{target}\" Type=\"x/officeDocument\" Target=\"xl/{target}.xml\"/>"
        )
    };
    let both = format!(
        "<Relationships>{}{}</Relationships>",
        relation("a"),
        relation("b")
    );
    let both = write_parts(&[("_rels/.rels", both.as_bytes()), ("xl/a.xml", text)]);
    assert!(file(&both, None).contains("damaged"));
}

/// A reader that goes from part to part takes what is before each; one that goes by the directory does not.
#[test]
fn parts_whose_two_headers_differ() {
    let good = plain(&position("<c><v>1</v></c>"));
    assert_eq!(bill(&good, None), Ok(100));
    let at = |what: &[u8]| good.windows(what.len()).position(|w| w == what).unwrap();
    let part = at(b"xl/worksheets/sheet1.xml") - 30;
    assert_eq!(&good[part..part + 4], b"PK\x03\x04");
    // Flags, method, sum, sizes, name.
    for (offset, value) in [
        (6, 1),
        (8, 8),
        (14, 7),
        (18, 7),
        (22, 7),
        (30, b'X'),
        (49, b'2'),
    ] {
        let mut other = good.clone();
        other[part + offset] ^= value;
        assert!(file(&other, None).contains("damaged"), "{offset}");
    }
    // Sum and sizes may follow the part, and are nothing before it then.
    let mut later = good.clone();
    later[part + 6] |= 8;
    later[part + 14..part + 26].fill(0);
    assert_eq!(bill(&later, None), Ok(100));
    later[part + 22] = 7;
    assert!(file(&later, None).contains("damaged"));
}

#[test]
fn content_that_depends_on_the_program() {
    let alternate = |inside: &str| {
        format!("<mc:AlternateContent><mc:Choice Requires=\"x14\">{inside}</mc:Choice><mc:Fallback/></mc:AlternateContent>")
    };
    let row = position("<c><v>1</v></c>");
    let cell = "<c><v>1</v></c>";
    for rows in [
        alternate(&row),
        row.replace(cell, &alternate(cell)),
        row.replace("<v>1</v>", &alternate("<v>1</v>")),
    ] {
        assert!(
            file(&plain(&rows), None).contains("AlternateContent"),
            "{rows}"
        );
    }
    // Elsewhere it says nothing of the sheet, and what follows it is for all.
    let header = texts(&["account", "instrument", "quantity"]);
    let after = alternate("<controls><control/></controls>");
    let rows = format!("{header}{}{row}", alternate("<x/>"));
    assert_eq!(bill(&write_xlsx(&rows, &after), None), Ok(100));
    let merged = alternate("<mergeCell ref=\"A1:A2\"/>");
    assert!(file(&write_xlsx(&rows, &merged), None).contains("AlternateContent"));
}

#[test]
fn sheets_that_are_damaged() {
    let row = position("<c><v>1</v></c>");
    for (rows, after) in [
        (row.replace("<row>", "<row r=\"1\">").repeat(2), ""),
        (
            row.replacen("<c ", "<c r=\"B1\" ", 1)
                .replace("<row>", "<row r=\"2\">"),
            "",
        ),
        (
            changed(&row, "</row>", "<c r=\"A1\"><v>1</v></c></row>"),
            "",
        ),
        (row.replace("inlineStr", "x"), ""),
        (
            row.replace("<v>", "<row><v>").replace("</v>", "</v></row>"),
            "",
        ),
        (
            row.clone(),
            "<mergeCells><mergeCell ref=\"A\"/></mergeCells>",
        ),
        (position("<c t=\"s\"><v>0</v></c>"), ""),
        (position("<c><v>&other;</v></c>"), ""),
        (format!("{row}</sheetData>"), ""),
    ] {
        let header = texts(&["account", "instrument", "quantity"]);
        let found = file(&write_xlsx(&format!("{header}{rows}"), after), None);
        assert!(found.contains("damaged"), "{rows}");
    }
}

#[test]
fn what_unpacks_to_too_much() {
    // A directory that promises more than a part can unpack to, or than is read.
    let good = plain("");
    let at = good
        .windows(5)
        .rposition(|w| w == b"PK\x01\x02\x14")
        .unwrap();
    for size in [u32::MAX - 1, 300 << 20] {
        let mut large = good.clone();
        large[at + 24..at + 28].copy_from_slice(&size.to_le_bytes());
        assert!(file(&large, None).contains("too large"));
    }
}
