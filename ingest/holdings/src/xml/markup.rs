//! Reads the tokens of a file.

use quick_xml::events::Event;
use quick_xml::Reader;

use super::token::{encoding, plain_name, predefined, predefined_name, Token};
use super::{breaks, Xml};
use crate::input_error::InputError;
use crate::window::{longer, AHEAD, MAX_PIECE};

impl Xml<'_> {
    /// The next token. What may not be in any document is refused here.
    pub(super) fn token(&mut self) -> Result<Token, InputError> {
        if core::mem::take(&mut self.empty) {
            self.elements.end();
            return Ok(Token::End);
        }
        self.window.ensure(AHEAD)?;
        if self.first {
            self.first = false;
            // A second mark of the byte order, which `quick_xml` passes over.
            if self.window.rest().starts_with('\u{feff}') {
                self.window.pass('\u{feff}'.len_utf8());
            }
        }
        let rest = self.window.rest();
        match rest.as_bytes() {
            [] => Ok(Token::Eof),
            [b'<', b'/', ..] => match self.elements.ended_by(rest) {
                Some(length) => {
                    self.window.pass(length);
                    self.elements.end();
                    Ok(Token::End)
                }
                None => self.markup(),
            },
            [b'<', tag @ ..] => match plain_name(tag) {
                Some(length) => {
                    let name = rest.get(1..1 + length);
                    self.elements.begin(name.unwrap_or_default());
                    self.window.pass(length + "<>".len());
                    self.tag.clear();
                    self.begun()
                }
                None => self.markup(),
            },
            [b'&', ..] => self.reference(),
            _ => Ok(self.text()),
        }
    }

    /// A reference by a name that every reader knows, or another one, which is read as other markup.
    #[inline(never)]
    fn reference(&mut self) -> Result<Token, InputError> {
        let name = self.window.rest().get(1..).unwrap_or_default();
        let end = name.bytes().take(5).position(|b| b == b';');
        let char = end.and_then(|end| predefined_name(name.get(..end)?));
        match end.zip(char) {
            Some((end, char)) => {
                self.window.pass(end + "&;".len());
                Ok(Token::Reference(char))
            }
            None => self.markup(),
        }
    }

    #[inline]
    fn begun(&mut self) -> Result<Token, InputError> {
        if self.seeking {
            self.elements.set_namespace();
        }
        Ok(Token::Start)
    }

    /// Text up to markup or a reference, or as far as the window has it.
    fn text(&mut self) -> Token {
        let rest = self.window.rest();
        let end = rest.bytes().position(|b| matches!(b, b'<' | b'&'));
        let length = end.unwrap_or(rest.len());
        self.line += breaks(rest.get(..length).unwrap_or_default());
        self.window.pass(length);
        Token::Text(length)
    }

    /// Whether text that has just been passed is nothing but spaces.
    pub(super) fn is_blank(&self, length: usize) -> bool {
        self.window.last_passed(length).trim_ascii().is_empty()
    }

    /// An error of text, with the line where the text ends.
    pub(super) fn after_text(&mut self, error: impl FnOnce(u64) -> InputError) -> InputError {
        loop {
            if let Err(error) = self.window.ensure(AHEAD) {
                return error;
            }
            if self.window.rest().is_empty() || self.window.rest().starts_with(['<', '&']) {
                return error(self.line);
            }
            self.text();
        }
    }

    /// Markup that is not plain: `quick_xml` reads it, once the window has all of it.
    #[cold]
    #[inline(never)]
    fn markup(&mut self) -> Result<Token, InputError> {
        loop {
            let length = self.window.rest().len();
            match self.whole_markup() {
                Err(_) if !self.window.is_last() && length < MAX_PIECE => {
                    self.window.ensure(longer(length))?;
                }
                Ok((Token::Start, length, line)) => {
                    self.window.pass(length);
                    self.line = line;
                    return self.begun();
                }
                Ok((token, length, line)) => {
                    self.window.pass(length);
                    self.line = line;
                    return Ok(token);
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// The markup that the rest begins with, its length, and the line where it ends.
    fn whole_markup(&mut self) -> Result<(Token, usize, u64), InputError> {
        let rest = self.window.rest();
        let mut reader = Reader::from_str(rest);
        let config = reader.config_mut();
        config.enable_all_checks(true);
        config.expand_empty_elements = true;
        // Which elements are open is known here alone.
        config.allow_unmatched_ends = true;
        let event = reader.read_event();
        let length = usize::try_from(reader.buffer_position()).unwrap_or(rest.len());
        let passed = rest.get(..length).unwrap_or(rest);
        let line = self.line + breaks(passed);
        let bad = InputError::NotWellFormed { line };
        let forbidden = |what| InputError::Forbidden { line, what };
        let token = match event.map_err(|_| bad.clone())? {
            Event::Start(start) => {
                self.empty = passed.ends_with("/>");
                self.tag.clear();
                if start.len() == start.name().0.len() {
                    self.elements.begin(start.name().0);
                } else {
                    self.tag.push_str(&start);
                    let begun = self.elements.begin_with_attributes(&start);
                    begun.map_err(|_| bad)?;
                }
                Token::Start
            }
            Event::End(end) if self.elements.is_last(end.name().0) => {
                self.elements.end();
                Token::End
            }
            Event::CData(text) => Token::CData(text.len()),
            Event::GeneralRef(name) => match predefined(&name).filter(|c| !c.is_control()) {
                Some(char) => Token::Reference(char),
                None => return Err(forbidden("an entity of its own")),
            },
            Event::Comment(_) => Token::Comment,
            Event::Decl(declaration) => Token::Declaration(encoding(&declaration)),
            Event::DocType(_) => return Err(forbidden("a document type definition")),
            Event::PI(_) => return Err(forbidden("a processing instruction")),
            _ => return Err(bad),
        };
        Ok((token, length, line))
    }
}
