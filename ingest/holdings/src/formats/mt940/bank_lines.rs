//! Lines that banks put into files of MT940 and that are none of the standard.
//!
//! | line | at | becomes |
//! |---|---|---|
//! | `:940:` | before a statement | blank |
//! | a BIC, `940`, a BIC | before a statement, each on a line | blank |
//! | `:NS:` with what follows it | after an entry or a balance | `:86:`, which is passed over |
//!
//! Lines keep their numbers.

use std::io::{self, BufRead, Read};

use zeroize::Zeroizing;

/// Longest line that is looked at, in bytes; longer ones pass as they are.
const MAX_LINE: u64 = 256;

/// A file with such lines, as one without.
pub(super) struct BankLines<R> {
    input: R,
    /// The line, or the piece of one, that is being read, and how much of it has been.
    line: Zeroizing<Vec<u8>>,
    read: usize,
    /// Whether a statement may begin here.
    between: bool,
    /// Whether a line begins here.
    at_line: bool,
}

impl<R: BufRead> BankLines<R> {
    pub fn new(input: R) -> BankLines<R> {
        BankLines {
            input,
            line: Zeroizing::new(Vec::with_capacity(MAX_LINE as usize)),
            read: 0,
            between: true,
            at_line: true,
        }
    }

    fn next(&mut self) -> io::Result<()> {
        self.line.clear();
        self.read = 0;
        let mut piece = (&mut self.input).take(MAX_LINE);
        piece.read_until(b'\n', &mut self.line)?;
        let whole = core::mem::replace(&mut self.at_line, self.line.last() == Some(&b'\n'));
        if !whole || !self.at_line {
            self.between &= self.line.is_empty();
            return Ok(());
        }
        let content = self.line.trim_ascii();
        let header =
            content == b":940:" || content == b":950:" || self.between && is_header(content);
        let between = header || content == b"-" || self.between && content.is_empty();
        if header {
            let end = self.line.len() - 1;
            self.line.drain(..end);
        } else if let Some(tag) = self.line.get_mut(..4).filter(|tag| *tag == b":NS:") {
            tag.copy_from_slice(b":86:");
        }
        self.between = between;
        Ok(())
    }
}

impl<R: BufRead> BufRead for BankLines<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read == self.line.len() {
            self.next()?;
        }
        Ok(self.line.get(self.read..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.read = self.line.len().min(self.read + count);
    }
}

impl<R: BufRead> Read for BankLines<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut unread = self.fill_buf()?;
        let count = unread.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

/// Whether a file begins with such lines.
pub(super) fn begin(start: &[u8]) -> bool {
    let mut lines = start.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    match (lines.next(), lines.next()) {
        (Some(b":940:" | b":950:"), _) => true,
        (Some(first), Some(b"940" | b"950")) => is_bic(first),
        _ => false,
    }
}

fn is_header(line: &[u8]) -> bool {
    matches!(line, b"940" | b"950") || is_bic(line)
}

/// Whether a line is a BIC: six letters, then two or five letters or digits.
fn is_bic(line: &[u8]) -> bool {
    let letters = |part: &[u8]| part.iter().all(u8::is_ascii_uppercase);
    let rest = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    matches!(line.len(), 8 | 11) && line.get(..6).is_some_and(letters) && line.iter().all(rest)
}
