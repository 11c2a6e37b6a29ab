//! Fields of messages, the types of messages, and what is checked of the blocks around them.

use crate::amount::{Amount, NotAnAmount};
use crate::input_error::InputError;
use crate::instrument::shown;

/// One field, `:35B:ISIN US...` with the lines that continue it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field<'a> {
    /// The tag, such as `35B`.
    pub tag: &'a str,
    /// What follows the second colon, up to the next field.
    pub value: &'a str,
    /// The line of the file where it begins, from 1.
    pub line: u64,
}

impl<'a> Field<'a> {
    /// The qualifier and the rest of `:STAT//20261120`, as in `("STAT", "20261120")`; the data source scheme between the
    /// slashes must be empty.
    pub fn qualified(&self) -> Result<(&'a str, &'a str), InputError> {
        let letter = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
        let expected = "a qualifier of four letters, as in :STAT//";
        let parts = match self.value.as_bytes() {
            [b':', a, b, c, d, b'/', b'/', ..] if [a, b, c, d].into_iter().all(letter) => {
                self.value.get(1..5).zip(self.value.get(7..))
            }
            _ => None,
        };
        match parts {
            Some(parts) => Ok(parts),
            None => Err(InputError::Syntax {
                line: self.line,
                expected,
            }),
        }
    }

    /// Its qualifier, if it has one, whatever follows.
    pub fn qualifier(&self) -> &'a str {
        let value = self.value.strip_prefix(':').unwrap_or_default();
        value.split_once('/').map_or("", |(qualifier, _)| qualifier)
    }

    /// The error for a field that is not expected here.
    pub fn unknown(&self) -> InputError {
        InputError::Unknown {
            line: self.line,
            found: format!(":{}:", shown(self.tag)),
        }
    }
}

/// The messages that a format reads.
pub(crate) struct FinTypes {
    /// Their numbers, such as `535`.
    pub numbers: &'static [&'static str],
    /// What messages call them.
    pub name: &'static str,
    /// What a message has to begin with, for messages.
    pub beginning: &'static str,
}

/// The type of the message that a file begins with, by the header in its first bytes or by its first field. An
/// acknowledgement may come before it.
pub(crate) fn type_at(start: &[u8]) -> Option<&[u8]> {
    let start = start.strip_prefix(b"\x01").unwrap_or(start);
    if start.starts_with(b":16R:") {
        return Some(b"535");
    }
    if start.starts_with(b":20:") {
        return Some(b"940");
    }
    if !start.starts_with(b"{1:") && !start.starts_with(b"{4:") {
        return None;
    }
    let header = |window: &[u8]| matches!(window, b"{2:I" | b"{2:O");
    let at = start.windows(4).position(header).map(|at| at + 4);
    let number = at.and_then(|at| start.get(at..at + 3));
    let has = |field: &[u8]| start.windows(field.len()).any(|window| window == field);
    match number {
        None if has(b":20:") && !has(b":16R:") => Some(b"940"),
        None => Some(b"535"),
        number => number,
    }
}

/// Checks a block other than the text: the message must be of one type, and no training message.
pub(super) fn check_block(
    number: [u8; 3],
    content: &str,
    types: &FinTypes,
    line: u64,
) -> Result<(), InputError> {
    let found = content.get(1..4).unwrap_or_default();
    if number == *b"{2:" && !types.numbers.contains(&found) {
        return Err(InputError::Version {
            line,
            expected: types.name,
            found: shown(found),
        });
    }
    if number == *b"{5:" && content.contains("{TNG:") {
        let what = "a training message";
        return Err(InputError::Forbidden { line, what });
    }
    Ok(())
}

/// Checks that the network accepted a message (`{451:0}`), and did not reject it (`{451:1}`).
pub(super) fn acknowledged(content: &str, line: u64) -> Result<(), InputError> {
    let what = "a message that the network rejected ({451:1}); ask for the one that it accepted";
    if content.contains("{451:1}") {
        return Err(InputError::Forbidden { line, what });
    }
    match content.contains("{451:0}") {
        true => Ok(()),
        false => {
            let expected = "an acknowledgement with {451:0}, or fields of a message after {4:";
            Err(InputError::Syntax { line, expected })
        }
    }
}

/// A decimal of SWIFT, as in `1234,5` or `1234,`: the comma is there even if nothing follows it.
pub(crate) fn decimal(text: &str) -> Result<Amount, NotAnAmount> {
    let comma = text.bytes().position(|b| b == b',');
    let comma = comma.ok_or(NotAnAmount::Malformed)?;
    let whole = text.get(..comma).filter(|_| comma + 1 == text.len());
    Amount::parse(whole.unwrap_or(text), ',')
}

/// Whether a tag is two digits, then a letter or none.
pub(super) fn is_tag(tag: &str) -> bool {
    let mut bytes = tag.bytes();
    let digits = bytes.by_ref().take(2).filter(u8::is_ascii_digit).count() == 2;
    digits && matches!(bytes.next(), None | Some(b'A'..=b'Z')) && bytes.next().is_none()
}
