//! One value of a tape, in eight bytes: a document may be nothing but values of three bytes.

/// A value: its kind, and two numbers of 30 bits, or one integer.
#[derive(Clone, Copy)]
pub(super) struct Token(u64);

/// What a token is.
#[derive(Clone, Copy)]
pub(super) enum Item {
    Bool(bool),
    /// Of at most [`MAX_INTEGER`](super::integer::MAX_INTEGER), either way.
    Integer(i64),
    /// A string that is so in the text: where it begins, and its bytes.
    Text(usize, usize),
    /// A string that the text has with escapes: the same among the strings without them.
    Escaped(usize, usize),
    /// The values up to this position.
    List(usize),
    /// The names and values up to this position, in turn.
    Object(usize),
}

/// Bits of a position or a length.
const BITS: u32 = 30;

/// Most bytes of a text, hence most values of it.
pub(super) const MOST: usize = (1 << BITS) - 1;

const KIND: u64 = 0b111;

impl Token {
    pub(super) fn bool(value: bool) -> Token {
        Token(u64::from(value) << 3)
    }

    /// Of at most 60 bits.
    pub(super) fn integer(value: i64) -> Token {
        Token((value << 3) as u64 | 1)
    }

    pub(super) fn text(at: usize, length: usize) -> Token {
        Token::pair(2, at, length)
    }

    pub(super) fn escaped(at: usize, length: usize) -> Token {
        Token::pair(3, at, length)
    }

    pub(super) fn list(end: usize) -> Token {
        Token::pair(4, 0, end)
    }

    pub(super) fn object(end: usize) -> Token {
        Token::pair(5, 0, end)
    }

    /// Neither is above [`MOST`].
    fn pair(kind: u64, first: usize, second: usize) -> Token {
        Token((first as u64) << (BITS + 3) | (second as u64) << 3 | kind)
    }

    pub(super) fn item(self) -> Item {
        let first = (self.0 >> (BITS + 3)) as usize;
        let second = (self.0 >> 3) as usize & MOST;
        match self.0 & KIND {
            0 => Item::Bool(self.0 >> 3 == 1),
            // The shift keeps the sign.
            1 => Item::Integer(self.0 as i64 >> 3),
            2 => Item::Text(first, second),
            3 => Item::Escaped(first, second),
            4 => Item::List(second),
            _ => Item::Object(second),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::integer::MAX_INTEGER;
    use super::*;

    #[test]
    fn tokens_keep_what_they_are_made_of() {
        for value in [0, 1, -1, MAX_INTEGER as i64, -(MAX_INTEGER as i64)] {
            assert!(matches!(Token::integer(value).item(), Item::Integer(found) if found == value));
        }
        for value in [false, true] {
            assert!(matches!(Token::bool(value).item(), Item::Bool(found) if found == value));
        }
        for pair in [(0, 0), (0, MOST), (MOST, 0), (MOST, MOST), (3, 5)] {
            let (at, length) = pair;
            assert!(matches!(Token::text(at, length).item(), Item::Text(a, l) if (a, l) == pair));
            assert!(
                matches!(Token::escaped(at, length).item(), Item::Escaped(a, l) if (a, l) == pair)
            );
            assert!(matches!(Token::list(length).item(), Item::List(end) if end == length));
            assert!(matches!(Token::object(length).item(), Item::Object(end) if end == length));
        }
    }
}
