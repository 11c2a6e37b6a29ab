//! Strings that have escapes.

use alloc::string::String;

/// Adds the string whose bytes begin at `begin` to `out`, without its escapes. Gives the position behind its closing
/// quote.
///
/// # Errors
/// Where another byte was expected, and which.
pub(super) fn unescape(
    text: &str,
    begin: usize,
    out: &mut String,
) -> Result<usize, (usize, &'static str)> {
    let bytes = text.as_bytes();
    let mut at = begin;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
        let length = rest.iter().position(special).unwrap_or(rest.len());
        out.push_str(text.get(at..at + length).unwrap_or_default());
        at += length;
        match bytes.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => {
                let (c, behind) = escape(bytes, at + 1)?;
                out.push(c);
                at = behind;
            }
            _ => return Err((at, "the end of a string, and no control character in it")),
        }
    }
}

/// The character of the escape whose letter is at `at`, and the position behind it.
fn escape(bytes: &[u8], at: usize) -> Result<(char, usize), (usize, &'static str)> {
    let plain = match bytes.get(at) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return unicode(bytes, at),
        _ => return Err((at, "an escape of JSON")),
    };
    Ok((plain, at + 1))
}

/// The character of an escape, `u` and four hex digits, or of the two escapes of a surrogate pair, which begins at `at`.
fn unicode(bytes: &[u8], at: usize) -> Result<(char, usize), (usize, &'static str)> {
    let unit = |at: usize| {
        let digits = bytes.get(at..at + 4).unwrap_or_default();
        let digit =
            |value: Option<u32>, digit: &u8| Some(value? << 4 | char::from(*digit).to_digit(16)?);
        let value = digits.iter().fold(Some(0), digit);
        value
            .filter(|_| digits.len() == 4)
            .ok_or((at, "four hexadecimal digits"))
    };
    let first = unit(at + 1)?;
    if let Some(c) = char::from_u32(first) {
        return Ok((c, at + 5));
    }
    let lone = (at, "a high surrogate and a low one");
    if first >= 0xdc00 || bytes.get(at + 5..at + 7) != Some(b"\\u") {
        return Err(lone);
    }
    let second = unit(at + 7)?;
    if !(0xdc00..=0xdfff).contains(&second) {
        return Err(lone);
    }
    let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
    char::from_u32(code).map(|c| (c, at + 11)).ok_or(lone)
}
