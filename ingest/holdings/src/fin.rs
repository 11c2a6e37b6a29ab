//! SWIFT FIN messages (ISO 15022): their text blocks, as fields in order.

use super::error::InputError;
use crate::holdings::shown;

/// One field, `:35B:ISIN US...` with the lines that continue it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'a> {
    /// `35B`.
    pub tag: &'a str,
    /// What follows the second colon, up to the next field.
    pub value: &'a str,
    /// Where it begins, from 1.
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
pub(super) struct Fin<'a> {
    /// Where it begins, from 1.
    pub line: u64,
    /// Its text block.
    pub fields: Vec<Field<'a>>,
}

/// Splits a file into messages of one type, such as `535`. The blocks around the text are optional: many systems strip them.
pub(super) fn messages<'a>(text: &'a str, kind: &str) -> Result<Vec<Fin<'a>>, InputError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut messages: Vec<Fin<'a>> = Vec::new();
    let mut cursor = Cursor {
        rest: text,
        line: 1,
    };
    loop {
        // Messages of a file may be separated by a dollar sign.
        cursor.skip(|c| c.is_ascii_whitespace() || c == '$');
        if cursor.rest.is_empty() {
            return Ok(messages);
        }
        let line = cursor.line;
        if cursor.rest.starts_with(':') {
            let fields = cursor.fields(false)?;
            messages.push(Fin { line, fields });
            continue;
        }
        let Some(block) = cursor
            .rest
            .get(..3)
            .filter(|b| b.starts_with('{') && b.ends_with(':'))
        else {
            let expected = "a message, beginning with {1: or :16R:GENL";
            return Err(InputError::Syntax { line, expected });
        };
        match block {
            "{4:" => {
                cursor.advance(3);
                let fields = cursor.fields(true)?;
                messages.push(Fin { line, fields });
            }
            "{1:" | "{2:" | "{3:" | "{5:" | "{S:" => {
                let content = cursor.block()?;
                if block == "{2:" && content.get(1..4) != Some(kind) {
                    return Err(InputError::Version {
                        line,
                        expected: "MT535",
                        found: shown(content.get(1..4).unwrap_or_default()),
                    });
                }
                if block == "{5:" && content.contains("{TNG:") {
                    let what = "a training message";
                    return Err(InputError::Forbidden { line, what });
                }
            }
            _ => {
                return Err(InputError::Unknown {
                    line,
                    found: format!("block {}", shown(block)),
                })
            }
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
        let mut fields: Vec<Field<'a>> = Vec::new();
        // Where the value of the last field begins and ends in `rest`, as it was at the start.
        let (text, mut at) = (self.rest, 0usize);
        let mut value = (0usize, 0usize);
        let close = |fields: &mut Vec<Field<'a>>, value: (usize, usize)| {
            if let Some(last) = fields.last_mut() {
                last.value = text.get(value.0..value.1).unwrap_or_default();
            }
        };
        loop {
            let rest = text.get(at..).unwrap_or_default();
            let length = rest.find('\n').map_or(rest.len(), |n| n + 1);
            let line = rest.get(..length).unwrap_or_default().trim_end();
            let number = self.line;
            let ended = match braces {
                true => line.starts_with("-}"),
                false => line == "-" || line.starts_with('$') || line.starts_with('{'),
            };
            if ended || (rest.is_empty() && !braces) {
                close(&mut fields, value);
                self.advance(match (braces, line) {
                    (true, _) => 2,
                    (false, "-") => 1,
                    _ => 0,
                });
                return Ok(fields);
            }
            if rest.is_empty() {
                let expected = "the end of the text block, -}";
                return Err(InputError::Syntax {
                    line: start,
                    expected,
                });
            }
            if let Some(field) = line.strip_prefix(':') {
                close(&mut fields, value);
                let tagged = field.split_once(':').filter(|(tag, _)| is_tag(tag));
                let expected = "a field, as in :16R:";
                let (tag, content) = tagged.ok_or(InputError::Syntax {
                    line: number,
                    expected,
                })?;
                let begin = at + 1 + tag.len() + 1;
                value = (begin, begin + content.len());
                fields.push(Field {
                    tag,
                    value: content,
                    line: number,
                });
            } else if fields.is_empty() {
                if !line.is_empty() {
                    let expected = "a field, as in :16R:";
                    return Err(InputError::Syntax {
                        line: number,
                        expected,
                    });
                }
            } else {
                value.1 = at + line.len();
            }
            self.advance(length);
            at += length;
        }
    }
}

/// Two digits, then a letter or none.
fn is_tag(tag: &str) -> bool {
    let mut bytes = tag.bytes();
    let digits = bytes.by_ref().take(2).filter(u8::is_ascii_digit).count() == 2;
    digits && matches!(bytes.next(), None | Some(b'A'..=b'Z')) && bytes.next().is_none()
}
