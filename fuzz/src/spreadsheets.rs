//! Spreadsheets: any bytes as a file, as the rows of a sheet, and as a list that is read as one and as CSV.

use assay_holdings::sample::write_xlsx;
use assay_holdings::{Format, InputError};

use crate::inputs::{is_blank, layouts, sums};
use crate::message;

/// Any bytes: no message is long or steers a terminal; of a list without quotes that is read as CSV, the sheet with the same
/// texts in its cells has the same sums, and so has one with the rows twice twice these.
pub fn check(bytes: &[u8]) {
    let read = |file: &[u8]| {
        let found = sums(Format::Xlsx, file, &layouts()[0]);
        if let Err(error) = &found {
            message::check(error);
            assert!(error.to_string().len() < 400, "{error}");
        }
        found
    };
    let _ = read(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let _ = read(&write_xlsx(text, ""));
    // In quotes, fields and lines are others.
    if text.contains(['"', '\r', '\u{feff}']) {
        return;
    }
    let Ok(expected) = sums(Format::Csv, bytes, &layouts()[0]) else {
        return;
    };
    let lines = text.split('\n').filter(|line| !is_blank(line.as_bytes()));
    let rows: Vec<String> = lines.map(row).collect();
    assert_eq!(read(&write_xlsx(&rows.concat(), "")), Ok(expected.clone()));
    let again = rows.concat() + &rows[1..].concat();
    match read(&write_xlsx(&again, "")) {
        Ok(twice) => assert!(twice.iter().zip(&expected).all(|(t, e)| *t == 2 * e)),
        Err(error) => assert!(matches!(error, InputError::Holdings(_)), "{error}"),
    }
}

/// A line as a row of texts.
fn row(line: &str) -> String {
    let cell = |field: &str| {
        let field = field.replace('&', "&amp;").replace('<', "&lt;");
        let field = field.replace('>', "&gt;");
        format!(r#"<c t="inlineStr"><is><t>{field}</t></is></c>"#)
    };
    format!(
        "<row>{}</row>",
        line.split(';').map(cell).collect::<String>()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_hold() {
        let list = "Depot;ISIN;frei;Stichtag;W\n1;US912797SC23;1.234,5;2026-11-20;USD\n";
        assert_eq!(
            sums(Format::Csv, list.as_bytes(), &layouts()[0]).unwrap()[0],
            123_450
        );
        check(list.as_bytes());
        check(list.replace("1;", "<&>;").as_bytes());
        let number = r#"<row><c><v>0.10000000000000001</v></c></row>"#;
        check(number.as_bytes());
        check(&write_xlsx(number, ""));
        check(include_bytes!("../../testkit/inputs/mapped.xlsx"));
    }
}
