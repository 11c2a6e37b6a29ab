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
mod tests;
