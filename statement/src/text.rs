//! Checks on free text, and text that is fit for a terminal.

use alloc::string::String;
use core::fmt::{self, Write};

/// Longest free text (names, sources, reasons), in bytes.
pub const MAX_TEXT: usize = 4096;

/// Most characters that a message shows of one thing from a document: a place, a label, what was found there. What is
/// longer is cut, and ends with an ellipsis. No message is longer than a few of these.
pub const MAX_SHOWN: usize = 400;

/// Whether text may stand in a document: 1 to [`MAX_TEXT`] bytes without characters that [steer](steers) a terminal.
pub(crate) fn is_free_text(text: &str) -> bool {
    (1..=MAX_TEXT).contains(&text.len()) && !text.chars().any(steers)
}

/// Characters that no text for a terminal may hold: control characters, line separators, and the invisible ones that
/// turn the direction of what follows.
pub fn steers(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

/// Text from a file, fit for a terminal and at most [`MAX_SHOWN`] characters long. Of a text as long as the file no
/// more is written than is shown.
pub(crate) fn shown(text: fmt::Arguments<'_>) -> String {
    let mut shown = Shown(String::new(), MAX_SHOWN);
    // An error is the end of the room.
    match shown.write_fmt(text) {
        Ok(()) => shown.0,
        Err(fmt::Error) => {
            shown.0.pop();
            shown.0.push('…');
            shown.0
        }
    }
}

/// What is shown, and room for so many characters more.
struct Shown(String, usize);

impl Write for Shown {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            self.1 = self.1.checked_sub(1).ok_or(fmt::Error)?;
            self.0.push(if steers(c) { '\u{fffd}' } else { c });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_a_bounded_part() {
        let whole = "a".repeat(MAX_SHOWN);
        assert_eq!(shown(format_args!("{whole}")), whole);
        let cut = shown(format_args!("{whole}a"));
        assert_eq!(cut.chars().count(), MAX_SHOWN);
        assert!(cut.ends_with("a…"));
        let long = "\u{1f600}".repeat(1 << 20);
        assert_eq!(shown(format_args!("{long:?}")).chars().count(), MAX_SHOWN);
        assert_eq!(shown(format_args!("a\nb\u{2028}")), "a\u{fffd}b\u{fffd}");
    }
}
