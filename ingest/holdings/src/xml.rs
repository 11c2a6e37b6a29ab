//! XML as these messages use it: elements and text. No DTD, no entities but the five of XML, no processing instructions.

use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;
use zeroize::Zeroizing;

use super::error::InputError;
use crate::holdings::shown;

/// Most levels of elements.
pub(super) const MAX_DEPTH: usize = 64;

/// Longest text of an element that is read, in bytes.
const MAX_TEXT: usize = 1024;

/// Reads a document from its text. It keeps no copy of it.
pub(super) struct Xml<'a> {
    reader: NsReader<&'a [u8]>,
    text: &'a str,
    /// That of the root element, once there is one; then every other is compared with it.
    namespace: Option<String>,
    /// Lines counted so far, and up to which byte.
    line: u64,
    counted: usize,
}

/// An element that has begun.
pub(super) struct Element<'a> {
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
    /// Reads up to the root element, which must be a `Document`. Tells its namespace.
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

/// A calendar day at the beginning of `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ss`, the time with a fraction and a zone if it likes.
pub(super) fn day(
    text: &str,
    with_time: bool,
    line: u64,
) -> Result<assay_statement::Date, InputError> {
    let expected = match with_time {
        true => "a time YYYY-MM-DDThh:mm:ss",
        false => "a date YYYY-MM-DD",
    };
    let error = InputError::Syntax { line, expected };
    let (day, rest) = match text.split_at_checked(10) {
        Some(parts) => parts,
        None => return Err(error),
    };
    if !(if with_time {
        is_time(rest)
    } else {
        rest.is_empty()
    }) {
        return Err(error);
    }
    day.parse().map_err(|_| error)
}

/// `Thh:mm:ss`, then a fraction, then `Z` or `+hh:mm`.
fn is_time(text: &str) -> bool {
    let form = |text: &str, form: &str| {
        let fits = |(t, f): (u8, u8)| {
            if f == b'0' {
                t.is_ascii_digit()
            } else {
                t == f
            }
        };
        text.len() == form.len() && text.bytes().zip(form.bytes()).all(fits)
    };
    let Some((time, rest)) = text.split_at_checked(9) else {
        return false;
    };
    let zone = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            if zone.len() == fraction.len() {
                return false;
            }
            zone
        }
    };
    let zoned = matches!(zone, "" | "Z") || form(zone, "+00:00") || form(zone, "-00:00");
    form(time, "T00:00:00") && zoned
}
