//! Fields as nearly all are: with what follows them in the window, and of lines that can end no block.

use crate::window::AHEAD;

/// A field that has been passed.
pub(super) struct FoundField {
    /// Its length, with what ends its last line.
    pub length: usize,
    /// Where its tag ends.
    pub tag: usize,
    /// Where its value ends.
    pub value: usize,
    /// The line where it begins.
    pub line: u64,
}

/// The field that a text begins with, and how many lines it has, if all of them and the next field are there: lines that can end
/// no block.
#[inline]
pub(super) fn plain_field(text: &[u8], line: u64) -> Option<(FoundField, u64)> {
    let text = text.get(..AHEAD).unwrap_or(text);
    let tag = match text {
        [b':', a, b, b':', ..] if a.is_ascii_digit() && b.is_ascii_digit() => 3,
        [b':', a, b, b'A'..=b'Z', b':', ..] if a.is_ascii_digit() && b.is_ascii_digit() => 4,
        _ => return None,
    };
    let (mut length, mut lines) = (0, 0);
    loop {
        let rest = text.get(length..)?;
        length += 1 + rest.iter().position(|b| *b == b'\n')?;
        lines += 1;
        match text.get(length)? {
            b':' => break,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'/' | b'(' | b'+' | b'.' => {}
            _ => return None,
        }
    }
    let value = match text.get(..length)? {
        [before @ .., b'\r', b'\n'] | [before @ .., b'\n'] => before,
        _ => return None,
    };
    let ends = value.last().is_some_and(u8::is_ascii_graphic);
    let found = FoundField {
        length,
        tag,
        value: value.len(),
        line,
    };
    (ends && value.len() > tag).then_some((found, lines))
}
