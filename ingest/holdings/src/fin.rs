//! SWIFT FIN messages (ISO 15022): their text blocks, as fields in order.

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
        let parts = self
            .value
            .strip_prefix(':')
            .and_then(|value| value.split_once('/'));
        let bad = InputError::Syntax {
            line: self.line,
            expected: "a qualifier of four letters, as in :STAT//",
        };
        let Some((qualifier, rest)) = parts else {
            return Err(bad);
        };
        let letters = qualifier
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        match rest.strip_prefix('/') {
            Some(rest) if qualifier.len() == 4 && letters => Ok((qualifier, rest)),
            _ => Err(bad),
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

/// One message.
#[derive(Debug)]
pub(crate) struct FinMessage<'a> {
    /// The line of the file where it begins, from 1.
    pub line: u64,
    /// The fields of its text block.
    pub fields: Vec<Field<'a>>,
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

/// Splits a file into messages of some types. The blocks around the text are optional: many systems strip them. Files of
/// several messages have them one after the other, with dollar signs between them (RJE), or between control characters,
/// filled up with spaces (DOS-PCC).
pub(crate) fn messages<'a>(
    text: &'a str,
    types: &FinTypes,
) -> Result<Vec<FinMessage<'a>>, InputError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut messages: Vec<FinMessage<'a>> = Vec::new();
    let mut cursor = Cursor {
        rest: text,
        line: 1,
    };
    loop {
        cursor.skip(|c| c.is_ascii_whitespace() || matches!(c, '$' | '\u{1}' | '\u{3}'));
        if cursor.rest.is_empty() {
            return Ok(messages);
        }
        let line = cursor.line;
        if cursor.rest.starts_with(':') {
            let fields = cursor.fields(false)?;
            messages.push(FinMessage { line, fields });
            continue;
        }
        match cursor.block_number(types)? {
            // Of an acknowledgement or another message of the network itself: blocks in place of fields.
            "{4:"
                if cursor
                    .rest
                    .get(3..)
                    .is_some_and(|rest| rest.trim_start().starts_with('{')) =>
            {
                acknowledged(cursor.block()?, line)?;
            }
            "{4:" => {
                cursor.advance(3);
                let fields = cursor.fields(true)?;
                messages.push(FinMessage { line, fields });
            }
            number => {
                let content = cursor.block()?;
                check_block(number, content, types, line)?;
            }
        }
    }
}

/// Checks a block other than the text: the message must be of one type, and no training message.
fn check_block(number: &str, content: &str, types: &FinTypes, line: u64) -> Result<(), InputError> {
    let found = content.get(1..4).unwrap_or_default();
    if number == "{2:" && !types.numbers.contains(&found) {
        return Err(InputError::Version {
            line,
            expected: types.name,
            found: shown(found),
        });
    }
    if number == "{5:" && content.contains("{TNG:") {
        let what = "a training message";
        return Err(InputError::Forbidden { line, what });
    }
    Ok(())
}

/// Checks that the network accepted a message (`{451:0}`), and did not reject it (`{451:1}`).
fn acknowledged(content: &str, line: u64) -> Result<(), InputError> {
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

struct Cursor<'a> {
    rest: &'a str,
    line: u64,
}

impl<'a> Cursor<'a> {
    fn advance(&mut self, count: usize) -> &'a str {
        let (passed, rest) = self.rest.split_at_checked(count).unwrap_or((self.rest, ""));
        self.rest = rest;
        self.line += passed.bytes().filter(|b| *b == b'\n').count() as u64;
        passed
    }

    fn skip(&mut self, which: impl Fn(char) -> bool) {
        let kept = self.rest.trim_start_matches(which).len();
        self.advance(self.rest.len() - kept);
    }

    /// The beginning of the block that is next, such as `{4:`.
    fn block_number(&self, types: &FinTypes) -> Result<&'a str, InputError> {
        let line = self.line;
        let expected = types.beginning;
        let bad = InputError::Syntax { line, expected };
        let number = self.rest.get(..3).ok_or_else(|| bad.clone())?;
        match number {
            "{1:" | "{2:" | "{3:" | "{4:" | "{5:" | "{S:" => Ok(number),
            _ if number.starts_with('{') && number.ends_with(':') => Err(InputError::Unknown {
                line,
                found: format!("block {}", shown(number)),
            }),
            _ => Err(bad),
        }
    }

    /// A block other than the text, `{1:F01...}`, without its number. Blocks inside it are passed over.
    fn block(&mut self) -> Result<&'a str, InputError> {
        let line = self.line;
        let mut depth = 0usize;
        for (at, byte) in self.rest.bytes().enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                let whole = self.advance(at + 1);
                return Ok(whole.get(3..at).unwrap_or_default());
            }
        }
        let expected = "the end of the block";
        Err(InputError::Syntax { line, expected })
    }

    /// The fields of a text block: up to `-}` if it is in braces, otherwise up to `-` on a line of its own or the end.
    fn fields(&mut self, braces: bool) -> Result<Vec<Field<'a>>, InputError> {
        let start = self.line;
        let mut block = TextBlock {
            text: self.rest,
            fields: Vec::new(),
            value: 0..0,
        };
        let mut at = 0usize;
        loop {
            let rest = self.rest;
            let length = rest.find('\n').map_or(rest.len(), |n| n + 1);
            let line = rest.get(..length).unwrap_or_default();
            let line = line.trim_end_matches(|c: char| c.is_whitespace() || c == '\u{3}');
            let ended = match braces {
                true => line.starts_with("-}"),
                false => line == "-" || line.starts_with(['$', '{', '\u{1}', '\u{3}']),
            };
            if ended || (rest.is_empty() && !braces) {
                self.advance(match (braces, line) {
                    (true, _) => 2,
                    (false, "-") => 1,
                    _ => 0,
                });
                return Ok(block.finish());
            }
            if rest.is_empty() {
                let expected = "the end of the text block, -}";
                let line = start;
                return Err(InputError::Syntax { line, expected });
            }
            block.line(line, at, self.line)?;
            self.advance(length);
            at += length;
        }
    }
}

/// The fields of a text block as its lines are read.
struct TextBlock<'a> {
    /// The text from the beginning of the block.
    text: &'a str,
    fields: Vec<Field<'a>>,
    /// Where the value of the last field is in the text.
    value: core::ops::Range<usize>,
}

impl<'a> TextBlock<'a> {
    /// Reads one line that begins at byte `at` of the text: a field, or the continuation of one.
    fn line(&mut self, line: &'a str, at: usize, number: u64) -> Result<(), InputError> {
        let bad = InputError::Syntax {
            line: number,
            expected: "a field, as in :16R:",
        };
        let Some(field) = line.strip_prefix(':') else {
            return match (self.fields.is_empty(), line.is_empty()) {
                (true, true) => Ok(()),
                (true, false) => Err(bad),
                (false, _) => {
                    self.value.end = at + line.len();
                    Ok(())
                }
            };
        };
        self.close();
        let tagged = field.split_once(':').filter(|(tag, _)| is_tag(tag));
        let (tag, value) = tagged.ok_or(bad)?;
        let begin = at + 1 + tag.len() + 1;
        self.value = begin..begin + value.len();
        self.fields.push(Field {
            tag,
            value,
            line: number,
        });
        Ok(())
    }

    /// Gives the last field its value with all lines that continue it.
    fn close(&mut self) {
        if let Some(last) = self.fields.last_mut() {
            last.value = self.text.get(self.value.clone()).unwrap_or_default();
        }
    }

    fn finish(mut self) -> Vec<Field<'a>> {
        self.close();
        self.fields
    }
}

/// A decimal of SWIFT, as in `1234,5` or `1234,`: the comma is there even if nothing follows it.
pub(crate) fn decimal(text: &str) -> Result<Amount, NotAnAmount> {
    let (whole, fraction) = text.split_once(',').ok_or(NotAnAmount::Malformed)?;
    Amount::parse(if fraction.is_empty() { whole } else { text }, ',')
}

/// Whether a tag is two digits, then a letter or none.
fn is_tag(tag: &str) -> bool {
    let mut bytes = tag.bytes();
    let digits = bytes.by_ref().take(2).filter(u8::is_ascii_digit).count() == 2;
    digits && matches!(bytes.next(), None | Some(b'A'..=b'Z')) && bytes.next().is_none()
}
