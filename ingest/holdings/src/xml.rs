//! XML as ISO 20022 messages use it: elements and text, a window of the file at a time. Document type definitions, entities
//! other than the five of XML, and processing instructions are refused.
//!
//! Plain text and tags without attributes are read here; all other markup is read by `quick_xml`.

mod elements;
mod markup;
mod repeated;
mod token;

use zeroize::Zeroizing;

use crate::eight_bytes::markup;
use crate::input_error::InputError;
use crate::instrument::shown;
use crate::window::{Window, AHEAD};
use elements::Elements;
use quick_xml::events::BytesStart;
use std::io::Read;
use token::{Encoding, Token};

pub(crate) use token::predefined;

/// Most levels of elements.
pub(crate) const MAX_DEPTH: usize = 64;

/// Longest text of an element that is read, in bytes: 350 characters, of four bytes each, are the most of one that is.
const MAX_TEXT: usize = 1400;

/// Reads the documents of a file.
pub(crate) struct Xml<'a> {
    window: Window<'a>,
    elements: Elements,
    /// Whether the first token has not been read.
    first: bool,
    /// Whether a tag was read last that begins an element and ends it.
    empty: bool,
    /// The tag that was read last, if it has attributes.
    tag: Zeroizing<String>,
    /// The text that [`Xml::leaf`] returned, if it was in several pieces.
    text: Zeroizing<String>,
    /// Whether the next document is not reached yet.
    seeking: bool,
    /// How many documents have begun.
    documents: u64,
    /// How many elements are open around the document.
    open: usize,
    /// The message that the last business header names.
    header: Option<Zeroizing<String>>,
    /// The line where an encoding is declared that is UTF-8 for ASCII alone.
    ascii_only: Option<u64>,
    /// The line of what is next, from 1.
    line: u64,
}

/// An element that has begun.
#[derive(Clone, Copy)]
pub(crate) struct Element {
    pub line: u64,
}

impl<'a> Xml<'a> {
    /// Reads a file from its beginning.
    pub fn new(reader: &'a mut dyn Read) -> Xml<'a> {
        Xml {
            window: Window::new(reader),
            elements: Elements::default(),
            first: true,
            empty: false,
            tag: Zeroizing::new(String::new()),
            // Never grows.
            text: Zeroizing::new(String::with_capacity(MAX_TEXT + 4)),
            seeking: true,
            documents: 0,
            open: 0,
            header: None,
            ascii_only: None,
            line: 1,
        }
    }

    /// What was read of the file, if all of it can be read: of a file that is cut short, or in another encoding, that is said
    /// first, and then what is wrong with its content.
    ///
    /// # Errors
    /// The error of what was read, too.
    pub fn close<T>(mut self, read: Result<T, InputError>) -> Result<T, InputError> {
        self.window.read_out()?;
        match self.ascii_only {
            Some(line) if !self.window.is_ascii() => Err(other_encoding(line)),
            _ => read,
        }
    }

    /// Reads up to the next `Document`, and returns its namespace; `None` at the end of the file. It is the root element, or
    /// in an envelope, beside a business header (`AppHdr`) that has to name the same message.
    ///
    /// # Errors
    /// That there is no document at all, too.
    pub fn document(&mut self) -> Result<Option<String>, InputError> {
        self.seeking = true;
        loop {
            match self.token()? {
                Token::Start => match self.elements.name() {
                    "Document" => return self.begin().map(Some),
                    "AppHdr" => self.business_header()?,
                    _ if self.open == MAX_DEPTH => {
                        let (line, limit) = (self.line, MAX_DEPTH);
                        return Err(InputError::TooDeep { line, limit });
                    }
                    _ => self.open += 1,
                },
                Token::End if self.open > 0 => self.open -= 1,
                Token::Eof if self.open == 0 => return self.end(),
                Token::Declaration(Encoding::Utf8) => {}
                Token::Declaration(Encoding::OfAscii) => {
                    self.ascii_only.get_or_insert(self.line);
                }
                Token::Declaration(Encoding::Other) => return Err(other_encoding(self.line)),
                Token::Text(_) | Token::CData(_) | Token::Reference(_) if self.open > 0 => {}
                Token::Text(length) if self.is_blank(length) => {}
                Token::Comment => {}
                Token::Text(_) => {
                    return Err(self.after_text(|line| InputError::NotWellFormed { line }))
                }
                _ => return Err(InputError::NotWellFormed { line: self.line }),
            }
        }
    }

    /// Begins a document, whose namespace must be that of its header.
    fn begin(&mut self) -> Result<String, InputError> {
        self.seeking = false;
        self.documents += 1;
        let line = self.line;
        let namespace = match self.elements.namespace() {
            Some(namespace) => namespace.to_string(),
            None => return Err(self.unknown()),
        };
        match self.header.take() {
            Some(message) if !namespace.ends_with(message.as_str()) => {
                let expected = "the business header and the document to be of one message";
                Err(InputError::Syntax { line, expected })
            }
            _ => Ok(namespace),
        }
    }

    /// Reads a business header for the message that it names.
    fn business_header(&mut self) -> Result<(), InputError> {
        let mut depth = 1;
        while depth > 0 {
            match self.token()? {
                Token::Start => {
                    if self.name() == "MsgDefIdr" && depth == 1 {
                        self.header = Some(self.leaf_text()?);
                    } else if depth == MAX_DEPTH {
                        let (line, limit) = (self.line, MAX_DEPTH);
                        return Err(InputError::TooDeep { line, limit });
                    } else {
                        depth += 1;
                    }
                }
                Token::End => depth -= 1,
                Token::Eof | Token::Declaration(_) => {
                    return Err(InputError::NotWellFormed { line: self.line })
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The end of the file, which must have had a document.
    fn end(&self) -> Result<Option<String>, InputError> {
        let line = self.line;
        let field = "element Document";
        match self.documents {
            0 => Err(InputError::Missing { line, field }),
            _ => Ok(None),
        }
    }

    /// The line of the reader, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The name of the element that is open, without a prefix.
    pub fn name(&self) -> &str {
        self.elements.name()
    }

    /// The error for the element that has just begun, and is not expected here.
    pub fn unknown(&self) -> InputError {
        InputError::Unknown {
            line: self.line,
            found: format!("<{}>", shown(self.name())),
        }
    }

    /// The value of an attribute without a prefix of the element that has just begun, as written.
    pub fn attribute(&self, name: &str) -> Result<Option<Zeroizing<String>>, InputError> {
        let mut found = None;
        for attribute in start(&self.tag).attributes() {
            let attribute = attribute.map_err(|_| InputError::NotWellFormed { line: self.line })?;
            if attribute.key.0 == name {
                found = Some(Zeroizing::new(attribute.value.to_string()));
            }
        }
        Ok(found)
    }

    /// The next element inside the one that is open; `None` at its end.
    pub fn child(&mut self) -> Result<Option<Element>, InputError> {
        loop {
            match self.token()? {
                Token::Start if self.elements.is_of_document() => {
                    return Ok(Some(Element { line: self.line }))
                }
                Token::Start => return Err(self.unknown()),
                Token::End => return Ok(None),
                Token::Text(length) if self.is_blank(length) => {}
                Token::Comment => {}
                Token::Text(_) => return Err(self.after_text(elements_not_text)),
                Token::CData(_) | Token::Reference(_) => return Err(elements_not_text(self.line)),
                Token::Eof | Token::Declaration(_) => {
                    return Err(InputError::NotWellFormed { line: self.line })
                }
            }
        }
    }

    /// The text of the element that is open, without the spaces around it; it may hold nothing else.
    pub fn leaf(&mut self) -> Result<&str, InputError> {
        if !self.empty {
            self.window.ensure(AHEAD)?;
            let rest = self.window.rest();
            let length = markup(rest.as_bytes(), MAX_TEXT).unwrap_or(rest.len());
            let end = rest
                .get(length..)
                .and_then(|tag| self.elements.ended_by(tag));
            if let Some(tag) = end.filter(|_| length <= MAX_TEXT) {
                let breaks = breaks(rest.get(..length).unwrap_or_default());
                self.line += breaks;
                self.elements.end();
                self.window.pass(length + tag);
                let passed = self.window.last_passed(length + tag);
                return Ok(passed.get(..length).unwrap_or_default().trim());
            }
        }
        self.leaf_of_pieces()?;
        Ok(self.text.trim())
    }

    /// As [`Xml::leaf`], to be kept.
    pub fn leaf_text(&mut self) -> Result<Zeroizing<String>, InputError> {
        Ok(Zeroizing::new(self.leaf()?.into()))
    }

    /// The text of the element that is open, which references, comments and the like may divide.
    fn leaf_of_pieces(&mut self) -> Result<(), InputError> {
        self.text.clear();
        loop {
            let line = self.line;
            let expected = "a short text";
            let (length, after, char) = match self.token()? {
                Token::End => return Ok(()),
                Token::Comment => continue,
                Token::Text(length) => (length, 0, None),
                Token::CData(length) => (length, "]]>".len(), None),
                Token::Reference(char) => (0, 0, Some(char)),
                Token::Start => return Err(InputError::Syntax { line, expected }),
                Token::Eof | Token::Declaration(_) => {
                    return Err(InputError::NotWellFormed { line })
                }
            };
            if self.text.len() + length > MAX_TEXT {
                return Err(InputError::Syntax { line, expected });
            }
            let passed = self.window.last_passed(length + after);
            self.text.push_str(passed.get(..length).unwrap_or_default());
            self.text.extend(char);
        }
    }

    /// Passes over what is in the element that is open. It must be well-formed all the same.
    pub fn skip(&mut self) -> Result<(), InputError> {
        self.skip_to(|_| Ok(None)).map(|_| ())
    }

    /// As [`Xml::skip`]; stops at an element with a name that is refused, or an attribute, and returns the name.
    pub fn skip_unless(
        &mut self,
        refused: impl Fn(&str) -> bool,
    ) -> Result<Option<String>, InputError> {
        self.skip_to(|xml| {
            if refused(xml.name()) {
                return Ok(Some(xml.name().into()));
            }
            let line = xml.line;
            for attribute in start(&xml.tag).attributes() {
                let attribute = attribute.map_err(|_| InputError::NotWellFormed { line })?;
                let name = attribute.key.0;
                // Namespaces have no names of their own.
                if !name.starts_with("xmlns") && refused(local(name)) {
                    return Ok(Some(local(name).into()));
                }
            }
            Ok(None)
        })
    }

    /// Passes over what is in the element that is open, up to an element of which something is found.
    fn skip_to(
        &mut self,
        find: impl Fn(&Xml<'_>) -> Result<Option<String>, InputError>,
    ) -> Result<Option<String>, InputError> {
        let mut depth = 1;
        while depth > 0 {
            match self.token()? {
                Token::Start if depth == MAX_DEPTH => {
                    let (line, limit) = (self.line, MAX_DEPTH);
                    return Err(InputError::TooDeep { line, limit });
                }
                Token::Start => {
                    depth += 1;
                    if let Some(found) = find(self)? {
                        return Ok(Some(found));
                    }
                }
                Token::End => depth -= 1,
                Token::Eof | Token::Declaration(_) => {
                    return Err(InputError::NotWellFormed { line: self.line })
                }
                _ => {}
            }
        }
        Ok(None)
    }
}

fn elements_not_text(line: u64) -> InputError {
    let expected = "elements, not text";
    InputError::Syntax { line, expected }
}

fn other_encoding(line: u64) -> InputError {
    let what = "another encoding than UTF-8";
    InputError::Forbidden { line, what }
}

/// What a tag says, from between its brackets.
fn start(tag: &str) -> BytesStart<'_> {
    let name = tag.find([' ', '\t', '\r', '\n']).unwrap_or(tag.len());
    BytesStart::from_content(tag, name)
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

/// How many lines end in a text.
fn breaks(text: &str) -> u64 {
    text.bytes().filter(|b| *b == b'\n').count() as u64
}
