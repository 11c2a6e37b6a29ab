//! Records of BAI2, and the fields that several of them have.

use std::io::{BufRead, Read};

use zeroize::Zeroizing;

use crate::amount::MAX_DIGITS;
use crate::input_error::InputError;
use crate::window::MAX_STATEMENT;

/// Most fields of a record with its continuations.
pub(super) const MAX_FIELDS: usize = 4096;

/// Longest line, in bytes.
const MAX_LINE: usize = 1 << 16;

/// Longest record with its continuations, in bytes.
const MAX_RECORD: usize = 1 << 18;

/// The codes of records, but for 88, which continues one.
const CODES: [&str; 7] = ["01", "02", "03", "16", "49", "98", "99"];

/// A record with its continuations.
pub(super) struct Record<'a> {
    pub line: u64,
    /// Lines it takes.
    pub lines: u64,
    pub code: &'a str,
    pub fields: Vec<&'a str>,
    /// How many fields there are before each line that continues it.
    pub continued: &'a [usize],
}

impl<'a> Record<'a> {
    pub fn get(&self, index: usize) -> &'a str {
        self.fields.get(index).copied().unwrap_or_default()
    }

    pub fn bad<T>(&self, expected: &'static str) -> Result<T, InputError> {
        let line = self.line;
        Err(InputError::Syntax { line, expected })
    }
}

/// The records of a file, one after the other. In memory are one record and the line after it.
pub(super) struct Records<R> {
    reader: R,
    /// The line that was read last, without its end: UTF-8.
    ahead: Zeroizing<Vec<u8>>,
    /// Whether that line is of no record yet.
    pending: bool,
    /// Its number, from 1.
    line: u64,
    /// What a record and its continuations have between code and slash.
    text: Zeroizing<String>,
    /// How many fields the record has before each line that continues it.
    continued: Vec<usize>,
    /// Bytes read before the last line.
    offset: usize,
}

impl<R: BufRead> Records<R> {
    pub fn new(reader: R) -> Records<R> {
        Records {
            reader,
            // Neither ever grows, which would leave a copy behind.
            ahead: Zeroizing::new(Vec::with_capacity(MAX_LINE + 1)),
            pending: false,
            line: 0,
            text: Zeroizing::new(String::with_capacity(MAX_RECORD)),
            continued: Vec::new(),
            offset: 0,
        }
    }

    /// Lines read so far.
    pub fn lines(&self) -> u64 {
        self.line
    }

    /// The next record; `None` after the last. A slash ends a record, except in the text that ends a transaction.
    pub fn next(&mut self) -> Result<Option<Record<'_>>, InputError> {
        if !self.pending && !self.read_line()? {
            return Ok(None);
        }
        self.pending = false;
        let line = self.line;
        let (code, rest) = begin(text(&self.ahead), line)?;
        self.text.clear();
        self.continued.clear();
        let mut fields = append(&mut self.text, rest, 0, line)?;
        let mut lines = 1;
        while self.read_line()? {
            let Some(rest) = text(&self.ahead).strip_prefix("88,") else {
                break;
            };
            self.pending = false;
            lines += 1;
            self.continued.push(fields);
            fields = append(&mut self.text, without_slash(rest), fields, self.line)?;
        }
        Ok(Some(Record {
            line,
            lines,
            code,
            fields: self.text.split(',').collect(),
            continued: &self.continued,
        }))
    }

    /// Reads the next line that is not blank; whether there is one.
    fn read_line(&mut self) -> Result<bool, InputError> {
        loop {
            self.ahead.clear();
            let count = (&mut self.reader)
                .take(MAX_LINE as u64 + 1)
                .read_until(b'\n', &mut self.ahead)
                .map_err(|e| InputError::Read { kind: e.kind() })?;
            if count == 0 {
                return Ok(false);
            }
            self.line += 1;
            if count > MAX_LINE {
                let expected = "a line of at most 65536 bytes";
                let line = self.line;
                return Err(InputError::Syntax { line, expected });
            }
            if let Err(error) = core::str::from_utf8(&self.ahead) {
                let offset = self.offset + error.valid_up_to();
                return Err(InputError::NotUtf8 { offset });
            }
            self.offset += count;
            if self.offset as u64 > MAX_STATEMENT {
                let limit = MAX_STATEMENT;
                return Err(InputError::TooLarge { limit });
            }
            if self.line == 1 && self.ahead.starts_with(b"\xef\xbb\xbf") {
                self.ahead.drain(..3);
            }
            let length = text(&self.ahead).trim_end().len();
            self.ahead.truncate(length);
            if length > 0 {
                self.pending = true;
                return Ok(true);
            }
        }
    }
}

/// A line, which is known to be UTF-8.
fn text(line: &[u8]) -> &str {
    core::str::from_utf8(line).unwrap_or_default()
}

fn without_slash(rest: &str) -> &str {
    rest.strip_suffix('/').unwrap_or(rest)
}

/// The code of the record that a line begins, and what follows without the slash.
fn begin(content: &str, line: u64) -> Result<(&'static str, &str), InputError> {
    let expected = "a record, as in 01,";
    let bad = InputError::Syntax { line, expected };
    let (found, rest) = match content.split_once(',') {
        Some(("88", _)) | None => return Err(bad),
        Some(parts) => parts,
    };
    match CODES.into_iter().find(|code| *code == found) {
        Some("16") => Ok(("16", without_slash(rest))),
        Some(code) => match rest.strip_suffix('/') {
            Some(rest) => Ok((code, rest)),
            None => {
                let expected = "a record that ends with a slash";
                Err(InputError::Syntax { line, expected })
            }
        },
        None => Err(InputError::Unknown {
            line,
            found: format!("a record {}", digits(found)),
        }),
    }
}

/// Appends fields to those of a record; how many it has then.
fn append(record: &mut String, more: &str, before: usize, line: u64) -> Result<usize, InputError> {
    let fields = before + more.split(',').count();
    if fields > MAX_FIELDS {
        let expected = "at most 4096 fields of a record";
        return Err(InputError::Syntax { line, expected });
    }
    if record.len() + 1 + more.len() > MAX_RECORD {
        let expected = "at most 262144 bytes of a record";
        return Err(InputError::Syntax { line, expected });
    }
    if before > 0 {
        record.push(',');
    }
    record.push_str(more);
    Ok(fields)
}

/// A code of one or two digits as a message shows it; in a file that is out of order, anything could be in its place.
pub(super) fn digits(code: &str) -> String {
    let digits = code.bytes().all(|b| b.is_ascii_digit());
    match digits && (1..=2).contains(&code.len()) {
        true => code.into(),
        false => "of another kind".into(),
    }
}

/// Digits with a sign if there is one; `None` if the field is empty.
pub(super) fn amount(text: &str, line: u64) -> Result<Option<Zeroizing<i128>>, InputError> {
    if text.is_empty() {
        return Ok(None);
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let fits =
        (1..=MAX_DIGITS).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let expected = "an amount of digits, with a sign if need be";
    let bad = InputError::Syntax { line, expected };
    match text.parse() {
        Ok(value) if fits => Ok(Some(Zeroizing::new(value))),
        _ => Err(bad),
    }
}

/// The control total of a trailer. Where nothing was summed, it may be blank.
pub(super) fn total(record: &Record<'_>, sum: i128) -> Result<Zeroizing<i128>, InputError> {
    let line = record.line;
    match amount(record.get(0), line)? {
        None if sum == 0 => Ok(Zeroizing::new(0)),
        None => Err(InputError::Missing {
            line,
            field: "control total",
        }),
        Some(total) => Ok(total),
    }
}

pub(super) fn count(
    record: &Record<'_>,
    field: usize,
    what: &'static str,
    expected: u64,
) -> Result<(), InputError> {
    let line = record.line;
    let text = record.get(field);
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let found = match text.parse::<u64>() {
        Ok(found) if digits => found,
        _ => return record.bad("a number of records, accounts or groups"),
    };
    match found == expected {
        true => Ok(()),
        false => Err(InputError::Count {
            line,
            what,
            expected,
            found,
        }),
    }
}

/// Decimals that amounts of a currency have: ISO 4217, minor units.
pub(super) fn decimals(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "UYI" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}
