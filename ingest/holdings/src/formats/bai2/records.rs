//! Records of BAI2, and the fields that several of them have.

use zeroize::Zeroizing;

use crate::amount::MAX_DIGITS;
use crate::input_error::InputError;

/// Most fields of a record with its continuations.
pub(super) const MAX_FIELDS: usize = 4096;

/// A record with its continuations.
pub(super) struct Record<'a> {
    pub line: u64,
    /// Lines it takes.
    pub lines: u64,
    pub code: &'a str,
    pub fields: Vec<&'a str>,
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

/// Splits the file into records. A slash ends a record, except in the text that ends a transaction.
pub(super) fn records(text: &str) -> Result<Vec<Record<'_>>, InputError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut records: Vec<Record<'_>> = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let content = content.trim_end();
        if content.is_empty() {
            continue;
        }
        let expected = "a record, as in 01,";
        let bad = InputError::Syntax { line, expected };
        let (code, rest) = match content.split_once(',') {
            Some(parts) => parts,
            None => return Err(bad),
        };
        let ended = rest.strip_suffix('/');
        let fields = ended.unwrap_or(rest).split(',');
        match (code, records.last_mut()) {
            ("88", Some(last)) => {
                last.lines += 1;
                last.fields.extend(fields);
                if last.fields.len() > MAX_FIELDS {
                    let expected = "at most 4096 fields of a record";
                    return Err(InputError::Syntax { line, expected });
                }
            }
            ("01" | "02" | "03" | "49" | "98" | "99", _) if ended.is_none() => {
                let expected = "a record that ends with a slash";
                return Err(InputError::Syntax { line, expected });
            }
            ("01" | "02" | "03" | "16" | "49" | "98" | "99", _) => records.push(Record {
                line,
                lines: 1,
                code,
                fields: fields.collect(),
            }),
            ("88", None) => return Err(bad),
            _ => {
                return Err(InputError::Unknown {
                    line,
                    found: format!("a record {}", digits(code)),
                })
            }
        }
    }
    Ok(records)
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

pub(super) fn total(record: &Record<'_>) -> Result<Zeroizing<i128>, InputError> {
    let line = record.line;
    amount(record.get(0), line)?.ok_or(InputError::Missing {
        line,
        field: "control total",
    })
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
