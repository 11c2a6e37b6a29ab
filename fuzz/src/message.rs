//! What an error message may show.

use std::fmt::Display;

/// Longest message, in bytes: a few parts, each cut at 400 characters of up to four bytes.
const LONGEST: usize = 4_000;

/// Asserts that the message is short, and has no characters that steer the terminal it is printed on, whatever the input
/// held.
pub fn check(error: &impl Display) {
    let text = error.to_string();
    assert!(!text.is_empty(), "an error without a message");
    assert!(text.len() <= LONGEST, "a message of {} bytes", text.len());
    if let Some(c) = text.chars().find(|c| steers(*c)) {
        panic!("{c:?} in the message {text:?}");
    }
}

/// Control characters, and those that separate lines or turn the direction of what follows.
pub fn steers(c: char) -> bool {
    const DIRECTIONS: [char; 4] = ['\u{61c}', '\u{200e}', '\u{200f}', '\u{feff}'];
    c.is_control()
        || DIRECTIONS.contains(&c)
        || ('\u{2028}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}
