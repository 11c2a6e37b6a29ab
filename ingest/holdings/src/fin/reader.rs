//! Reads a file of FIN messages field by field.

mod plain_field;
mod repeated;

use std::io::Read;

use self::plain_field::{plain_field, FoundField};
use super::field::{acknowledged, check_block, is_tag, Field, FinTypes};
use crate::input_error::InputError;
use crate::instrument::shown;
use crate::window::{longer, Window, AHEAD, MAX_PIECE};

/// Reads a file of messages of some types, a field at a time. The blocks around the text are optional: many systems strip
/// them. Files of several messages have them one after the other, with dollar signs between them (RJE), or between control
/// characters, filled up with spaces (DOS-PCC).
pub(crate) struct FinReader<'a> {
    window: Window<'a>,
    types: &'static FinTypes,
    /// The line of what is next, from 1.
    line: u64,
    /// The text block that is open.
    text: Option<TextBlock>,
    /// Whether the file itself is wrong, and cannot be read on.
    broken: bool,
}

/// A text block that is open.
#[derive(Clone, Copy)]
struct TextBlock {
    /// The line of its first field.
    line: u64,
    /// Whether it is in braces: it ends with `-}`, otherwise with `-` on a line of its own or with the file.
    braces: bool,
    /// Whether it has had a field.
    begun: bool,
}

/// A line of the window.
#[derive(Clone, Copy)]
struct Line {
    /// Its length, with what ends it.
    length: usize,
    /// Its length without that, and without spaces before it.
    content: usize,
}

impl<'a> FinReader<'a> {
    /// Reads a file from its beginning.
    pub fn new(reader: &'a mut dyn Read, types: &'static FinTypes) -> FinReader<'a> {
        FinReader {
            window: Window::new(reader),
            types,
            line: 1,
            text: None,
            broken: false,
        }
    }

    /// What was read of the file, if all of it can be read: of a file that is cut short, or in another encoding, that is said
    /// first, and then what is wrong with its messages.
    ///
    /// # Errors
    /// The error of what was read, too.
    pub fn close<T>(mut self, read: Result<T, InputError>) -> Result<T, InputError> {
        let rest = match self.broken {
            true => Ok(()),
            false => self.pass_messages(),
        };
        self.window.read_out()?;
        rest.and(read)
    }

    fn pass_messages(&mut self) -> Result<(), InputError> {
        while self.field()?.is_some() || self.message()?.is_some() {}
        Ok(())
    }

    /// Goes to the next message, and returns its line; `None` after the last. The one before must have been read to its end.
    ///
    /// # Errors
    /// [`InputError`], for what is wrong with the file.
    pub fn message(&mut self) -> Result<Option<u64>, InputError> {
        let message = self.next_message();
        self.broken |= message.is_err();
        message
    }

    /// The next field of the message; `None` after the last.
    ///
    /// # Errors
    /// [`InputError`], for what is wrong with the file.
    #[inline]
    pub fn field(&mut self) -> Result<Option<Field<'_>>, InputError> {
        let found = match self.plain_field() {
            Some(found) => found,
            None => {
                let found = self.next_field();
                self.broken |= found.is_err();
                match found? {
                    Some(found) => found,
                    None => return Ok(None),
                }
            }
        };
        let text = self.window.last_passed(found.length);
        Ok(Some(Field {
            tag: text.get(1..found.tag).unwrap_or_default(),
            value: text.get(found.tag + 1..found.value).unwrap_or_default(),
            line: found.line,
        }))
    }

    /// Passes the field that is next, if it is a plain one.
    #[inline]
    fn plain_field(&mut self) -> Option<FoundField> {
        let block = self.text.as_mut()?;
        let (found, lines) = plain_field(self.window.rest().as_bytes(), self.line)?;
        block.begun = true;
        self.window.pass(found.length);
        self.line += lines;
        Some(found)
    }

    /// Passes a part of the rest.
    fn pass(&mut self, count: usize) {
        self.window.pass(count);
        self.line += breaks(self.window.last_passed(count));
    }

    fn next_message(&mut self) -> Result<Option<u64>, InputError> {
        loop {
            self.pass_between()?;
            let (rest, line) = (self.window.rest(), self.line);
            if rest.is_empty() {
                return Ok(None);
            }
            let braces = !rest.starts_with(':');
            if braces {
                let number = self.block_number()?;
                if number != *b"{4:" {
                    let types = self.types;
                    check_block(number, self.block()?, types, line)?;
                    continue;
                }
                if self.is_of_network()? {
                    acknowledged(self.block()?, line)?;
                    continue;
                }
                self.pass(number.len());
            }
            self.text = Some(TextBlock {
                line,
                braces,
                begun: false,
            });
            return Ok(Some(line));
        }
    }

    /// Passes what may be between messages.
    fn pass_between(&mut self) -> Result<(), InputError> {
        loop {
            self.window.ensure(AHEAD)?;
            let bytes = self.window.rest().bytes();
            let between = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'$' | 1 | 3);
            match bytes.take_while(between).count() {
                0 => return Ok(()),
                count => self.pass(count),
            }
        }
    }

    /// The beginning of the block that is next, such as `{4:`.
    fn block_number(&self) -> Result<[u8; 3], InputError> {
        let line = self.line;
        let expected = self.types.beginning;
        let bad = InputError::Syntax { line, expected };
        let number = self.window.rest().get(..3).ok_or_else(|| bad.clone())?;
        match number.as_bytes() {
            [b'{', b'1'..=b'5' | b'S', b':'] => {}
            [b'{', _, b':'] => {
                return Err(InputError::Unknown {
                    line,
                    found: format!("block {}", shown(number)),
                })
            }
            _ => return Err(bad),
        }
        number.as_bytes().try_into().map_err(|_| bad)
    }

    /// Whether the block that is next is of an acknowledgement or another message of the network itself: it has blocks in place
    /// of fields.
    fn is_of_network(&mut self) -> Result<bool, InputError> {
        loop {
            let rest = self.window.rest();
            let text = rest.get(3..).unwrap_or_default().trim_start();
            if !text.is_empty() || self.window.is_last() || rest.len() >= MAX_PIECE {
                return Ok(text.starts_with('{'));
            }
            let longer = longer(rest.len());
            self.window.ensure(longer)?;
        }
    }

    /// A block other than the text, `{1:F01...}`, without its number. Blocks inside it are passed over.
    fn block(&mut self) -> Result<&str, InputError> {
        let line = self.line;
        let (mut depth, mut at) = (0usize, 0);
        loop {
            let rest = self.window.rest();
            for byte in rest.bytes().skip(at) {
                at += 1;
                match byte {
                    b'{' => depth += 1,
                    b'}' => depth = depth.saturating_sub(1),
                    _ => continue,
                }
                if depth == 0 {
                    self.pass(at);
                    let whole = self.window.last_passed(at);
                    return Ok(whole.get(3..at - 1).unwrap_or_default());
                }
            }
            if self.window.is_last() || at >= MAX_PIECE {
                let expected = "the end of the block";
                return Err(InputError::Syntax { line, expected });
            }
            self.window.ensure(longer(at))?;
        }
    }

    fn next_field(&mut self) -> Result<Option<FoundField>, InputError> {
        let Some(mut block) = self.text else {
            return Ok(None);
        };
        loop {
            self.window.ensure(AHEAD)?;
            let line = self.line_at(0)?;
            let rest = self.window.rest();
            let content = rest.get(..line.content).unwrap_or_default();
            if rest.is_empty() || block.is_ended_by(content) {
                return self.end(block);
            }
            let bad = || InputError::Syntax {
                line: self.line,
                expected: "a field, as in :16R:",
            };
            if let Some(field) = content.strip_prefix(':') {
                // Tags have three characters at most.
                let colon = field.bytes().take(4).position(|b| b == b':');
                let colon = colon.filter(|at| is_tag(field.get(..*at).unwrap_or_default()));
                let tag = 1 + colon.ok_or_else(bad)?;
                block.begun = true;
                self.text = Some(block);
                return self.whole_field(block, tag, line).map(Some);
            }
            // Before the first field, there may be nothing but blank lines.
            if block.begun || !content.is_empty() {
                return Err(bad());
            }
            self.pass(line.length);
        }
    }

    /// The field that begins with a line, and the lines that continue it.
    fn whole_field(
        &mut self,
        block: TextBlock,
        tag: usize,
        first: Line,
    ) -> Result<FoundField, InputError> {
        let number = self.line;
        let mut found = FoundField {
            length: first.length,
            tag,
            value: first.content,
            line: number,
        };
        let mut lines = 1;
        while !self.begins_at(found.length, b':') {
            let line = self.line_at(found.length)?;
            let rest = self.window.rest().get(found.length..);
            let content = rest.and_then(|rest| rest.get(..line.content));
            let content = content.unwrap_or_default();
            // It may have been read only now.
            let next = content.starts_with(':');
            if line.length == 0 || next || block.is_ended_by(content) {
                break;
            }
            found.value = found.length + line.content;
            found.length += line.length;
            lines += 1;
        }
        self.window.pass(found.length);
        // The last line of a file may end with the file.
        let ended = self.window.last_passed(found.length).ends_with('\n');
        self.line += lines - u64::from(!ended);
        Ok(found)
    }

    /// Whether the rest has a byte at a place.
    fn begins_at(&self, at: usize, byte: u8) -> bool {
        self.window.rest().as_bytes().get(at) == Some(&byte)
    }

    /// The line that begins at a place of the rest; of no length at the end of the file.
    fn line_at(&mut self, at: usize) -> Result<Line, InputError> {
        loop {
            let rest = self.window.rest();
            let line = rest.get(at..).unwrap_or_default();
            let length = match line.find('\n') {
                Some(end) => end + 1,
                None if self.window.is_last() => line.len(),
                None if rest.len() < MAX_PIECE => {
                    let longer = longer(rest.len());
                    self.window.ensure(longer)?;
                    continue;
                }
                None => {
                    let line = self.line;
                    let expected = "a field of at most 1048576 bytes";
                    return Err(InputError::Syntax { line, expected });
                }
            };
            let line = line.get(..length).unwrap_or_default();
            // Nearly every line has its end and nothing before it that is trimmed.
            let content = match line.strip_suffix("\r\n") {
                Some(content)
                    if content
                        .bytes()
                        .next_back()
                        .is_some_and(|b| b.is_ascii_graphic()) =>
                {
                    content
                }
                _ => line.trim_end_matches(|c: char| c.is_whitespace() || c == '\u{3}'),
            };
            return Ok(Line {
                length,
                content: content.len(),
            });
        }
    }

    /// Ends the text block that is open.
    fn end(&mut self, block: TextBlock) -> Result<Option<FoundField>, InputError> {
        let rest = self.window.rest();
        if rest.is_empty() && block.braces {
            let expected = "the end of the text block, -}";
            let line = block.line;
            return Err(InputError::Syntax { line, expected });
        }
        let end = match block.braces {
            true => "-}".len(),
            false => usize::from(rest.starts_with('-')),
        };
        self.pass(end);
        self.text = None;
        Ok(None)
    }
}

impl TextBlock {
    /// Whether a line without what ends it ends the block.
    fn is_ended_by(&self, line: &str) -> bool {
        match self.braces {
            true => line.starts_with("-}"),
            false => line == "-" || line.starts_with(['$', '{', '\u{1}', '\u{3}']),
        }
    }
}

/// How many lines end in a text.
fn breaks(text: &str) -> u64 {
    text.bytes().filter(|b| *b == b'\n').count() as u64
}
