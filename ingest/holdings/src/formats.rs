//! The list of formats.

use crate::format::RECOGNISED_BYTES;
use crate::format_list::formats;
use crate::input_error::InputError;

// One line a format: its file and its type. They are recognised in this order, so `csv`, which takes any text, is last.
formats! {
    semt002::Semt002,
    mt535::Mt535,
    mt940::Mt940,
    camt053::Camt053,
    camt052::Camt052,
    bai2::Bai2,
    xlsx::Xlsx,
    csv::Csv,
}

/// Files that hold statements or lists in a way that is not read: what they begin with, what they are, and what to do.
const OTHER_FILES: [(&[u8], &str); 5] = [
    (b"\xff\xfe", "UTF-16; save the file as UTF-8"),
    (b"\xfe\xff", "UTF-16; save the file as UTF-8"),
    (
        b"\xd0\xcf\x11\xe0",
        "a spreadsheet of before 2007 (xls), or one with a password; save it as xlsx without a password, or the sheet as CSV",
    ),
    (b"\x1f\x8b", "a compressed file; unpack it"),
    (
        b"%PDF",
        "a PDF; ask the custodian for the statement as data",
    ),
];

impl Format {
    /// Recognises the format of a file by its first bytes, of which at most 4096 are looked at.
    ///
    /// # Errors
    /// [`InputError::UnknownFormat`], [`InputError::OtherFile`].
    pub fn recognise(start: &[u8]) -> Result<Format, InputError> {
        let mut others = OTHER_FILES.iter();
        if let Some((_, found)) = others.find(|(magic, _)| start.starts_with(magic)) {
            return Err(InputError::OtherFile { found });
        }
        let start = start.get(..RECOGNISED_BYTES).unwrap_or(start);
        let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
        let start = start.trim_ascii_start();
        let mut formats = Format::ALL.iter().copied();
        formats
            .find(|format| format.recognises(start))
            .ok_or_else(|| InputError::UnknownFormat {
                expected: either(Format::TITLES),
                found: kind(start),
            })
    }
}

/// What a file is that is in no format, by its first bytes.
fn kind(start: &[u8]) -> String {
    let text = String::from_utf8_lossy(start);
    let message = text.split_once("iso:std:iso:20022:tech:xsd:");
    let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '.';
    match message {
        Some((_, name)) => {
            let name: String = name.chars().take_while(is_name).take(20).collect();
            format!("the message {name} of ISO 20022")
        }
        None if text.starts_with('<') => "another XML document".into(),
        None => "bytes that are no text".into(),
    }
}

/// A choice in words: `a, b or c`.
fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [name] => (*name).into(),
        [names @ .., last] => format!("{} or {last}", names.join(", ")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn recognises_by_content() {
        let xml = |name: &str| {
            format!("\u{feff}<?xml version=\"1.0\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{name}\">")
        };
        for (text, format) in [
            (xml("semt.002.001.11"), Some(Format::Semt002)),
            (xml("camt.053.001.08"), Some(Format::Camt053)),
            (xml("pain.001.001.09"), None),
            (
                "{1:F01AAAAUS33AXXX0000000000}{2:O535".into(),
                Some(Format::Mt535),
            ),
            (":16R:GENL\r\n".into(), Some(Format::Mt535)),
            (":20:1\r\n:25:1".into(), Some(Format::Mt940)),
            ("{1:F01A}{2:I950A}{4:\n:20:1".into(), Some(Format::Mt940)),
            ("{4:\n:20:1\n".into(), Some(Format::Mt940)),
            ("{1:F01A}{2:O9421}".into(), Some(Format::Mt940)),
            ("{1:F01A}{2:O5361}".into(), Some(Format::Mt535)),
            (
                "{1:F21A}{4:{451:0}}{1:F01A}{2:O5351}".into(),
                Some(Format::Mt535),
            ),
            ("\u{1}{1:F01A}{2:O5351".into(), Some(Format::Mt535)),
            (xml("camt.052.001.08"), Some(Format::Camt052)),
            (
                "01,BANK,FUND,261120,2200,1,,,2/\r\n02,".into(),
                Some(Format::Bai2),
            ),
            ("01,US912797RS85,5\n".into(), Some(Format::Csv)),
            ("PK\u{3}\u{4}\u{14}".into(), Some(Format::Xlsx)),
            ("account,instrument,quantity\n".into(), Some(Format::Csv)),
            (String::new(), Some(Format::Csv)),
            ("PAR1\0\0".into(), None),
        ] {
            assert_eq!(Format::recognise(text.as_bytes()).ok(), format, "{text}");
        }
    }

    #[test]
    fn says_what_a_file_is_that_is_not_read() {
        for start in [&b"\xd0\xcf\x11\xe0"[..], b"%PDF-1.7\n"] {
            let found = Format::recognise(start);
            assert!(matches!(found, Err(InputError::OtherFile { .. })));
        }
        let found = Format::recognise(b"\xff\xfea\0c\0");
        let message = "expected a statement or a list, found UTF-16; save the file as UTF-8";
        assert_eq!(found.unwrap_err().to_string(), message);
    }

    #[test]
    fn messages_name_every_format() {
        let error = Format::recognise(b"\0").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected semt.002, MT535, MT940, camt.053, camt.052, BAI2, xlsx or CSV, found bytes that are no text; ask the custodian for one of these"
        );
        let found = |text: &str| Format::recognise(text.as_bytes()).unwrap_err().to_string();
        let pain = "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">";
        assert!(found(pain).contains("found the message pain.001.001.09 of ISO 20022; ask"));
        assert!(found("<html>").contains("found another XML document; ask"));
    }
}
