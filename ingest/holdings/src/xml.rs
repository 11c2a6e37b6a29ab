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
    /// The namespace of the root element once it has been read; that of every other element is compared with it.
    namespace: Option<String>,
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
        let name = self.start.name().0;
        name.rsplit_once(':').map_or(name, |(_, name)| name)
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
    /// Reads up to the root element, which must be a `Document`, and returns its namespace too.
    pub fn open(text: &'a str) -> Result<(Xml<'a>, String), InputError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = NsReader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.enable_all_checks(true);
        let mut xml = Xml {
            reader,
            text,
            namespace: None,
            line: 1,
            counted: 0,
        };
        loop {
            match xml.event()? {
                (Event::Start(start), _) => {
                    let element = Element {
                        start,
                        line: xml.line(),
                    };
                    return match xml.namespace.clone() {
                        Some(namespace) if element.name() == "Document" => Ok((xml, namespace)),
                        _ => Err(element.unknown()),
                    };
                }
                (Event::Decl(declaration), _) => {
                    let utf8 = match declaration.encoding() {
                        None => true,
                        Some(Ok(encoding)) => encoding.eq_ignore_ascii_case("utf-8"),
                        Some(Err(_)) => false,
                    };
                    if !utf8 {
                        let line = xml.line();
                        let what = "another encoding than UTF-8";
                        return Err(InputError::Forbidden { line, what });
                    }
                }
                (Event::Text(text), _) if text.trim_ascii().is_empty() => {}
                (Event::Comment(_), _) => {}
                _ => return Err(InputError::NotWellFormed { line: xml.line() }),
            }
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
        let namespace = &mut self.namespace;
        let read = self.reader.read_resolved_event();
        let read = read.map(|(resolved, event)| match resolved {
            ResolveResult::Bound(Namespace(found)) => {
                let root = namespace.get_or_insert_with(|| found.to_string());
                (event, *root == found)
            }
            _ => (event, false),
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
        let mut depth = 1;
        while depth > 0 {
            match self.event()?.0 {
                Event::Start(_) if depth == MAX_DEPTH => {
                    let line = self.line();
                    let limit = MAX_DEPTH;
                    return Err(InputError::TooDeep { line, limit });
                }
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                Event::Eof | Event::Decl(_) => {
                    return Err(InputError::NotWellFormed { line: self.line() })
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Checks that nothing follows the root element.
    pub fn close(mut self) -> Result<(), InputError> {
        loop {
            match self.event()?.0 {
                Event::Eof => return Ok(()),
                Event::Text(text) if text.trim_ascii().is_empty() => {}
                Event::Comment(_) => {}
                _ => return Err(InputError::NotWellFormed { line: self.line() }),
            }
        }
    }
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
