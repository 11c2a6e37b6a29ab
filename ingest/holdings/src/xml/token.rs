//! The tokens of XML: tags, text, and what else there may be.

use quick_xml::events::BytesDecl;

use crate::eight_bytes::letters;

/// Longest name of which all letters are looked at first, in bytes.
const MAX_NAME: usize = 256;

/// One token, which has been passed.
#[derive(Clone, Copy)]
pub(super) enum Token {
    /// An element begins.
    Start,
    /// The innermost element ends.
    End,
    /// Text, or a piece of it, of so many bytes.
    Text(usize),
    /// A section of character data, whose text has so many bytes, before `]]>`.
    CData(usize),
    /// A reference to a character.
    Reference(char),
    Comment,
    /// The declaration of XML.
    Declaration(Encoding),
    /// The end of the file.
    Eof,
}

/// What a declaration says of the encoding of the file.
#[derive(Clone, Copy)]
pub(super) enum Encoding {
    /// UTF-8, or nothing.
    Utf8,
    /// One in which ASCII alone means what it does in UTF-8.
    OfAscii,
    /// Any other.
    Other,
}

pub(super) fn encoding(declaration: &BytesDecl<'_>) -> Encoding {
    let encoding = match declaration.encoding() {
        None => return Encoding::Utf8,
        Some(Ok(encoding)) => encoding,
        Some(Err(_)) => return Encoding::Other,
    };
    let is = |other: &&str| encoding.eq_ignore_ascii_case(other);
    match ["us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"] {
        _ if is(&"utf-8") => Encoding::Utf8,
        of_ascii if of_ascii.iter().any(is) => Encoding::OfAscii,
        _ => Encoding::Other,
    }
}

/// The bytes of names that are plain.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        let other = matches!(byte, b'_' | b':' | b'-' | b'.');
        plain[byte as usize] = byte.is_ascii_alphanumeric() || other;
        byte += 1;
    }
    plain
};

/// The length of the name in a tag without attributes, from behind its bracket; `None` for every other tag.
pub(super) fn plain_name(tag: &[u8]) -> Option<usize> {
    // Names of ISO 20022 are letters.
    let length = letters(tag, MAX_NAME).unwrap_or(0);
    if length > 0 && tag.get(length) == Some(&b'>') {
        return Some(length);
    }
    let is_plain = |b: &u8| PLAIN.get(usize::from(*b)) == Some(&true);
    let length = tag.iter().position(|b| !is_plain(b))?;
    let plain = length > 0 && tag.get(length) == Some(&b'>');
    plain.then_some(length)
}

/// The character of a reference that every XML reader knows, by its name or its number.
pub(crate) fn predefined(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return predefined_name(name);
    };
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

/// The character of a reference by its name.
pub(super) fn predefined_name(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}
