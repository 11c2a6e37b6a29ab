//! Checks on free text, and text that is fit for a terminal.

use alloc::string::String;

/// Longest free text (names, sources, reasons), in bytes.
pub const MAX_TEXT: usize = 4096;

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

/// Text from a file, fit for a terminal.
pub(crate) fn printable(text: &str) -> String {
    const LONGEST: usize = 400;
    text.chars()
        .take(LONGEST)
        .map(|c| if steers(c) { '\u{fffd}' } else { c })
        .collect()
}
