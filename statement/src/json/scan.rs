//! JSON that every reader understands alike, onto a [`Tape`]: RFC 8259, without what readers take differently.
//!
//! Written out, so that it costs a bounded number of steps and bytes for each byte of the text, whatever that holds.

use alloc::string::String;
use alloc::vec::Vec;

use zeroize::Zeroizing;

use super::error::ParseError;
use super::integer::MAX_INTEGER;
use super::measure::measure;
use super::tape::Tape;
use super::token::{Token, MOST};
use super::unescape::unescape;

/// Levels of lists and objects within each other that are refused.
const TOO_DEEP: usize = 128;

/// Reads one JSON value.
///
/// # Errors
/// That of the first place which another reader could take for something else, or for no JSON.
pub(crate) fn scan(text: &str) -> Result<Tape<'_>, ParseError> {
    if text.len() > MOST {
        return Err(ParseError::TooLarge {
            limit: MOST,
            found: text.len(),
        });
    }
    let size = measure(text.as_bytes());
    let mut scanner = Scanner {
        at: 0,
        tape: Tape {
            text,
            tokens: Vec::with_capacity(size.values),
            unescaped: Zeroizing::new(String::with_capacity(size.escaped)),
            private: false,
        },
    };
    scanner.value(Container::Document, 0)?;
    scanner.skip_white_space();
    match scanner.at == text.len() {
        true => Ok(scanner.tape),
        false => Err(ParseError::TrailingData),
    }
}

/// What a value is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    /// Nothing: it is the document, or in a list that is the document, which is refused as a whole.
    Document,
    /// An object.
    Object,
    /// A list that is in an object.
    List,
}

struct Scanner<'t> {
    at: usize,
    tape: Tape<'t>,
}

impl<'t> Scanner<'t> {
    fn peek(&self) -> Option<u8> {
        self.tape.text.as_bytes().get(self.at).copied()
    }

    fn skip_white_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    /// White space, and the byte behind it.
    fn next(&mut self) -> Option<u8> {
        self.skip_white_space();
        self.peek()
    }

    /// Takes a byte, if it is next.
    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    #[cold]
    #[inline(never)]
    fn unexpected(&self, expected: &str) -> ParseError {
        let before = self.tape.text.as_bytes().get(..self.at).unwrap_or_default();
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = before.iter().rev().take_while(|byte| **byte != b'\n');
        ParseError::Json {
            message: alloc::format!(
                "expected {expected} at line {line} column {}",
                column.count() + 1
            ),
        }
    }

    /// A fault of the value that would be next on the tape.
    #[cold]
    #[inline(never)]
    fn refuse(&self, fault: fn(String) -> ParseError) -> ParseError {
        fault(self.tape.path(self.tape.tokens.len()))
    }

    /// Lists hold strings and objects: that is all a document needs, and a list of lists is easily another spelling of
    /// one of objects.
    fn refuse_in_list(&self, within: Container) -> Result<(), ParseError> {
        match within {
            Container::List => Err(self.refuse(|path| ParseError::Field {
                path,
                message: "expected a string or an object".into(),
            })),
            _ => Ok(()),
        }
    }

    fn value(&mut self, within: Container, depth: usize) -> Result<(), ParseError> {
        match self.next() {
            Some(b'"') => self.string(),
            Some(b'{') => self.object(depth + 1),
            Some(b'[') => {
                self.refuse_in_list(within)?;
                self.list(within, depth + 1)
            }
            Some(b't') => self
                .word("true", within)
                .map(|()| self.push(Token::bool(true))),
            Some(b'f') => self
                .word("false", within)
                .map(|()| self.push(Token::bool(false))),
            Some(b'n') => {
                self.word("null", Container::Object)?;
                Err(self.refuse(|path| ParseError::Null { path }))
            }
            Some(b'-' | b'0'..=b'9') => self.number(within),
            _ => Err(self.unexpected("a value")),
        }
    }

    fn push(&mut self, token: Token) {
        self.tape.tokens.push(token);
    }

    fn word(&mut self, word: &str, within: Container) -> Result<(), ParseError> {
        let rest = self.tape.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(self.unexpected(word));
        }
        self.at += word.len();
        self.refuse_in_list(within)
    }

    /// Begins a list or object whose end is not known yet.
    fn open(&mut self, token: fn(usize) -> Token, depth: usize) -> Result<usize, ParseError> {
        if depth >= TOO_DEEP {
            return Err(self.unexpected("fewer than 128 levels of lists and objects"));
        }
        self.at += 1;
        let opened = self.tape.tokens.len();
        self.push(token(MOST));
        Ok(opened)
    }

    fn close(&mut self, opened: usize, token: fn(usize) -> Token) {
        let end = self.tape.tokens.len();
        if let Some(place) = self.tape.tokens.get_mut(opened) {
            *place = token(end);
        }
    }

    fn list(&mut self, within: Container, depth: usize) -> Result<(), ParseError> {
        let opened = self.open(Token::list, depth)?;
        let within = match within {
            Container::Object => Container::List,
            other => other,
        };
        if self.next() == Some(b']') {
            self.at += 1;
        } else {
            loop {
                self.value(within, depth)?;
                match self.next() {
                    Some(b',') => self.at += 1,
                    Some(b']') => {
                        self.at += 1;
                        break;
                    }
                    _ => return Err(self.unexpected("`,` or `]`")),
                }
            }
        }
        self.close(opened, Token::list);
        Ok(())
    }

    fn object(&mut self, depth: usize) -> Result<(), ParseError> {
        let opened = self.open(Token::object, depth)?;
        if self.next() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                if self.next() != Some(b'"') {
                    return Err(self.unexpected("the name of a field"));
                }
                self.string()?;
                if self.next() != Some(b':') {
                    return Err(self.unexpected("`:`"));
                }
                self.at += 1;
                self.value(Container::Object, depth)?;
                match self.next() {
                    Some(b',') => self.at += 1,
                    Some(b'}') => {
                        self.at += 1;
                        break;
                    }
                    _ => return Err(self.unexpected("`,` or `}`")),
                }
            }
        }
        self.close(opened, Token::object);
        Ok(())
    }

    /// A string, its opening quote being next.
    fn string(&mut self) -> Result<(), ParseError> {
        self.at += 1;
        let begin = self.at;
        let rest = self.tape.text.as_bytes().get(begin..).unwrap_or_default();
        let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
        let length = rest.iter().position(special).unwrap_or(rest.len());
        self.at += length;
        match self.peek() {
            Some(b'"') => {
                self.at += 1;
                self.push(Token::text(begin, length));
                Ok(())
            }
            Some(b'\\') => {
                let into = self.tape.unescaped.len();
                match unescape(self.tape.text, begin, &mut self.tape.unescaped) {
                    Ok(end) => self.at = end,
                    Err((at, expected)) => {
                        self.at = at;
                        return Err(self.unexpected(expected));
                    }
                }
                let length = self.tape.unescaped.len() - into;
                self.push(Token::escaped(into, length));
                Ok(())
            }
            _ => Err(self.unexpected("the end of a string, and no control character in it")),
        }
    }

    fn digits(&mut self) -> Result<&'t str, ParseError> {
        let text: &'t str = self.tape.text;
        let rest = text.get(self.at..).unwrap_or_default();
        let other = |byte: u8| !byte.is_ascii_digit();
        let length = rest.bytes().position(other).unwrap_or(rest.len());
        match rest.get(..length) {
            Some(digits) if length > 0 => {
                self.at += length;
                Ok(digits)
            }
            _ => Err(self.unexpected("a digit")),
        }
    }

    fn number(&mut self, within: Container) -> Result<(), ParseError> {
        let begin = self.at;
        let negative = self.take(b'-');
        let digits = self.digits()?;
        let leading_zero = digits.len() > 1 && digits.starts_with('0');
        // None is an integer of more than 64 bits.
        let magnitude: Option<u64> = digits.parse().ok();
        if leading_zero {
            self.at = begin;
            return Err(self.unexpected("a number without leading zeros"));
        }
        let mut is_float = false;
        if self.take(b'.') {
            is_float = true;
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            is_float = true;
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let minus_zero = negative && magnitude == Some(0);
        let Some(magnitude) = magnitude.filter(|_| !is_float && !minus_zero) else {
            return Err(self.refuse(|path| ParseError::Float { path }));
        };
        if magnitude > MAX_INTEGER {
            return Err(self.refuse(|path| ParseError::IntegerTooLarge { path }));
        }
        self.refuse_in_list(within)?;
        let value = magnitude as i64; // below 2^53
        self.push(Token::integer(if negative { -value } else { value }));
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests;
