//! Where texts end, found eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The highest bit of each byte that is below another, which is at most 128; right up to the first one that is.
#[inline]
const fn below(bytes: u64, other: u8) -> u64 {
    bytes.wrapping_sub(ONES * other as u64) & !bytes & HIGH
}

/// The highest bit of each byte that is another; right up to the first one.
#[inline]
const fn is(bytes: u64, other: u8) -> u64 {
    below(bytes ^ (ONES * other as u64), 1)
}

/// Where the first byte is that `ends` says, of eight as the highest bits of a word, and of one; nothing if there is none in a text,
/// or in about `most` bytes of it.
#[inline]
fn first(
    text: &[u8],
    most: usize,
    ends: impl Fn(u64) -> u64,
    ends_one: impl Fn(&u8) -> bool,
) -> Option<usize> {
    let (chunks, rest) = text.as_chunks::<8>();
    for (at, chunk) in chunks.iter().enumerate() {
        let found = ends(u64::from_le_bytes(*chunk));
        if found != 0 {
            return Some(at * 8 + found.trailing_zeros() as usize / 8);
        }
        if at * 8 > most {
            return None;
        }
    }
    Some(text.len() - rest.len() + rest.iter().position(ends_one)?)
}

/// How many bytes there are before markup or a reference of XML; nothing if there is none in a text, or in about `most` bytes of it.
#[inline]
pub(crate) fn markup(text: &[u8], most: usize) -> Option<usize> {
    let ends = |bytes| is(bytes, b'<') | is(bytes, b'&');
    first(text, most, ends, |b| matches!(b, b'<' | b'&'))
}

/// The same before that or a byte below a space.
#[inline]
pub(crate) fn plain(text: &[u8], most: usize) -> Option<usize> {
    let ends = |bytes| below(bytes, b' ') | is(bytes, b'<') | is(bytes, b'&');
    first(text, most, ends, |b| *b < b' ' || matches!(b, b'<' | b'&'))
}

/// How many letters of ASCII a text begins with, if another byte follows in about `most` bytes.
#[inline]
pub(crate) fn letters(text: &[u8], most: usize) -> Option<usize> {
    let ends = |bytes: u64| {
        let small = bytes | (ONES * 0x20);
        let above = (small & !HIGH).wrapping_add(ONES * u64::from(0x7f - b'z'));
        below(small, b'a') | ((above | bytes) & HIGH)
    };
    first(text, most, ends, |b| !b.is_ascii_alphabetic())
}
