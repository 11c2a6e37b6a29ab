//! XML as ISO 20022 messages use it: elements and text. Document type definitions, entities other than the five of XML, and
//! processing instructions are refused.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use zeroize::Zeroizing;

use crate::input_error::InputError;
use crate::instrument::shown;

/// Most levels of elements.
pub(crate) const MAX_DEPTH: usize = 64;

/// Longest text of an element that is read, in bytes.
const MAX_TEXT: usize = 1024;

/// Reads a document from its text. It keeps no copy of it.
pub(crate) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    text: &'a str,
    /// The namespace of the document; that of every element in it is compared with it.
    namespace: Option<String>,
    /// Whether the next document is not reached yet.
    seeking: bool,
    /// How many documents have begun.
    documents: u64,
    /// How many elements are open around the document.
    open: usize,
    /// The message that the last business header names.
    header: Option<Zeroizing<String>>,
    /// Lines counted so far.
    line: u64,
    /// The byte up to which they are counted.
    counted: usize,
}

/// An element that has begun.
pub(crate) struct Element<'a> {
    start: BytesStart<'a>,
    pub line: u64,
}

impl Element<'_> {
    /// Its name without a prefix.
    pub fn name(&self) -> &str {
        local(self.start.name().0)
    }

    /// The error for an element that is not expected here.
    pub fn unknown(&self) -> InputError {
        InputError::Unknown {
            line: self.line,
            found: format!("<{}>", shown(self.name())),
        }
    }

    /// The value of an attribute without a prefix, as written.
    pub fn attribute(&self, name: &str) -> Result<Option<Zeroizing<String>>, InputError> {
        let mut found = None;
        for attribute in self.start.attributes() {
            let attribute = attribute.map_err(|_| InputError::NotWellFormed { line: self.line })?;
            if attribute.key.0 == name {
                found = Some(Zeroizing::new(attribute.value.to_string()));
            }
        }
        Ok(found)
    }
}

impl<'a> Xml<'a> {
    /// Reads a file from its beginning.
    pub fn new(text: &'a str) -> Xml<'a> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.enable_all_checks(true);
        Xml {
            reader,
            text,
            namespace: None,
            seeking: true,
            documents: 0,
            open: 0,
            header: None,
            line: 1,
            counted: 0,
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
            match self.event()? {
                (Event::Start(start), _) => {
                    let line = self.line();
                    let element = Element { start, line };
                    match element.name() {
                        "Document" => return self.begin(element).map(Some),
                        "AppHdr" => self.business_header()?,
                        _ if self.open == MAX_DEPTH => {
                            let limit = MAX_DEPTH;
                            return Err(InputError::TooDeep { line, limit });
                        }
                        _ => self.open += 1,
                    }
                }
                (Event::End(_), _) if self.open > 0 => self.open -= 1,
                (Event::Eof, _) if self.open == 0 => return self.end(),
                (Event::Decl(declaration), _) => {
                    let readable = match declaration.encoding() {
                        None => true,
                        Some(Ok(encoding)) => self.is_in(&encoding),
                        Some(Err(_)) => false,
                    };
                    if !readable {
                        let line = self.line();
                        let what = "another encoding than UTF-8";
                        return Err(InputError::Forbidden { line, what });
                    }
                }
                (Event::Text(text), _) if self.open > 0 || text.trim_ascii().is_empty() => {}
                (Event::CData(_) | Event::GeneralRef(_), _) if self.open > 0 => {}
                (Event::Comment(_), _) => {}
                _ => return Err(InputError::NotWellFormed { line: self.line() }),
            }
        }
    }

    /// Whether the text means in an encoding what it does in UTF-8: text of ASCII alone does in those that begin with it.
    fn is_in(&self, encoding: &str) -> bool {
        let is = |other: &&str| encoding.eq_ignore_ascii_case(other);
        let of_ascii = ["us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"];
        is(&"utf-8") || of_ascii.iter().any(is) && self.text.is_ascii()
    }

    /// Begins a document, whose namespace must be that of its header.
    fn begin(&mut self, element: Element<'a>) -> Result<String, InputError> {
        self.seeking = false;
        self.documents += 1;
        let line = element.line;
        let namespace = self.namespace.clone().ok_or_else(|| element.unknown())?;
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
            match self.event()?.0 {
                Event::Start(start) => {
                    let line = self.line();
                    let named = Element { start, line }.name() == "MsgDefIdr";
                    if named && depth == 1 {
                        self.header = Some(self.leaf()?);
                    } else if depth == MAX_DEPTH {
                        let limit = MAX_DEPTH;
                        return Err(InputError::TooDeep { line, limit });
                    } else {
                        depth += 1;
                    }
                }
                Event::End(_) => depth -= 1,
                Event::Eof | Event::Decl(_) => {
                    return Err(InputError::NotWellFormed { line: self.line() })
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The end of the file, which must have had a document.
    fn end(&mut self) -> Result<Option<String>, InputError> {
        let line = self.line();
        let field = "element Document";
        match self.documents {
            0 => Err(InputError::Missing { line, field }),
            _ => Ok(None),
        }
    }

    /// The line of the reader, from 1.
    pub fn line(&mut self) -> u64 {
        let position = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let bytes = self.text.as_bytes();
        let passed = bytes.get(self.counted..position.max(self.counted));
        let breaks = passed.unwrap_or_default().iter().filter(|b| **b == b'\n');
        self.line += breaks.count() as u64;
        self.counted = self.counted.max(position.min(bytes.len()));
        self.line
    }

    /// The next event, and whether an element is in the namespace of the root. What may not be in any document is refused here.
    fn event(&mut self) -> Result<(Event<'a>, bool), InputError> {
        let (namespace, seeking) = (&mut self.namespace, self.seeking);
        let read = self.reader.read_resolved_event();
        let read = read.map(|(resolved, event)| {
            let found = match resolved {
                ResolveResult::Bound(Namespace(found)) => Some(found),
                _ => None,
            };
            if seeking && matches!(event, Event::Start(_)) {
                *namespace = found.map(String::from);
            }
            let ours = found.is_some() && found == namespace.as_deref();
            (event, ours)
        });
        let line = self.line();
        let forbidden = |what| Err(InputError::Forbidden { line, what });
        match read {
            Err(_) => Err(InputError::NotWellFormed { line }),
            Ok((Event::DocType(_), _)) => forbidden("a document type definition"),
            Ok((Event::PI(_), _)) => forbidden("a processing instruction"),
            Ok((Event::GeneralRef(name), _)) if predefined(&name).is_none() => {
                forbidden("an entity of its own")
            }
            Ok(event) => Ok(event),
        }
    }

    /// The next element inside the one that is open; `None` at its end.
    pub fn child(&mut self) -> Result<Option<Element<'a>>, InputError> {
        loop {
            match self.event()? {
                (Event::Start(start), ours) => {
                    let element = Element {
                        start,
                        line: self.line(),
                    };
                    return match ours {
                        true => Ok(Some(element)),
                        false => Err(element.unknown()),
                    };
                }
                (Event::End(_), _) => return Ok(None),
                (Event::Text(text), _) if text.trim_ascii().is_empty() => {}
                (Event::Comment(_), _) => {}
                (Event::Text(_) | Event::CData(_) | Event::GeneralRef(_), _) => {
                    let expected = "elements, not text";
                    let line = self.line();
                    return Err(InputError::Syntax { line, expected });
                }
                _ => return Err(InputError::NotWellFormed { line: self.line() }),
            }
        }
    }

    /// The text of the element that is open, without the spaces around it; it may hold nothing else.
    pub fn leaf(&mut self) -> Result<Zeroizing<String>, InputError> {
        // Never grows.
        let mut leaf = Zeroizing::new(String::with_capacity(MAX_TEXT + 4));
        loop {
            let line = self.line();
            let expected = "a short text";
            let event = self.event()?.0;
            let (piece, char) = match &event {
                Event::End(_) => break,
                Event::Comment(_) => continue,
                Event::Text(text) => (&**text, None),
                Event::CData(text) => (&**text, None),
                Event::GeneralRef(name) => ("", predefined(name)),
                Event::Start(_) => return Err(InputError::Syntax { line, expected }),
                _ => return Err(InputError::NotWellFormed { line }),
            };
            if leaf.len() + piece.len() > MAX_TEXT {
                return Err(InputError::Syntax { line, expected });
            }
            leaf.push_str(piece);
            leaf.extend(char);
        }
        let trimmed = leaf.trim();
        if trimmed.len() == leaf.len() {
            return Ok(leaf);
        }
        Ok(Zeroizing::new(trimmed.to_string()))
    }

    /// Passes over what is in the element that is open. It must be well-formed all the same.
    pub fn skip(&mut self) -> Result<(), InputError> {
        self.pass(|_, _| Ok(None)).map(|_| ())
    }

    /// As [`Xml::skip`]; stops at an element with a name that is refused, or an attribute, and returns the name.
    pub fn skip_unless(
        &mut self,
        refused: impl Fn(&str) -> bool,
    ) -> Result<Option<String>, InputError> {
        self.pass(|start, line| {
            if refused(local(start.name().0)) {
                return Ok(Some(local(start.name().0).into()));
            }
            for attribute in start.attributes() {
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
    fn pass(
        &mut self,
        find: impl Fn(&BytesStart<'_>, u64) -> Result<Option<String>, InputError>,
    ) -> Result<Option<String>, InputError> {
        let mut depth = 1;
        while depth > 0 {
            match self.event()?.0 {
                Event::Start(_) if depth == MAX_DEPTH => {
                    let line = self.line();
                    let limit = MAX_DEPTH;
                    return Err(InputError::TooDeep { line, limit });
                }
                Event::Start(start) => {
                    depth += 1;
                    if let Some(found) = find(&start, self.line())? {
                        return Ok(Some(found));
                    }
                }
                Event::End(_) => depth -= 1,
                Event::Eof | Event::Decl(_) => {
                    return Err(InputError::NotWellFormed { line: self.line() })
                }
                _ => {}
            }
        }
        Ok(None)
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

/// The character of a reference that every XML reader knows.
fn predefined(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| !c.is_control())
        }
    }
}
