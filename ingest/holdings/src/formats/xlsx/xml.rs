//! XML of the parts of a spreadsheet, event by event.

use std::borrow::Cow;

use quick_xml::events::{BytesEnd, BytesStart, Event};
use quick_xml::reader::Reader;
use quick_xml::XmlVersion;
use zeroize::Zeroizing;

use super::faults::{refused, ALTERNATE, DAMAGED};
use crate::input_error::InputError;
use crate::xml::predefined;

/// Most levels of elements.
const MAX_DEPTH: usize = 64;

/// Elements that say what a sheet holds. Inside `mc:AlternateContent` each program takes those that it knows, or others in their
/// place.
const MEANT_FOR_ALL: [&str; 16] = [
    "Relationship",
    "workbookPr",
    "sheet",
    "numFmt",
    "cellXfs",
    "xf",
    "si",
    "sheetData",
    "row",
    "c",
    "f",
    "v",
    "is",
    "t",
    "rPh",
    "mergeCell",
];

/// Reads a part.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    depth: usize,
    /// At which level content begins that depends on the program.
    alternate: Option<usize>,
}

/// What comes next in a part.
pub(super) enum Piece<'a> {
    /// An element begins.
    Start(BytesStart<'a>),
    /// One ends.
    End(BytesEnd<'a>),
    /// Text, or the character of a reference. It is in the part itself, or of one character.
    Text(Cow<'a, str>),
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Xml<'a> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.enable_all_checks(true);
        Xml {
            reader,
            depth: 0,
            alternate: None,
        }
    }

    /// The next piece; `None` at the end of the part.
    pub fn next(&mut self) -> Result<Option<Piece<'a>>, InputError> {
        loop {
            return Ok(Some(match self.reader.read_event() {
                Ok(Event::Start(start)) if self.depth < MAX_DEPTH => {
                    self.depth += 1;
                    let name = local(start.name().0);
                    if self.alternate.is_some() && MEANT_FOR_ALL.contains(&name) {
                        return refused(ALTERNATE);
                    }
                    if name == "AlternateContent" {
                        self.alternate.get_or_insert(self.depth);
                    }
                    Piece::Start(start)
                }
                Ok(Event::End(end)) if self.depth > 0 => {
                    self.alternate = self.alternate.filter(|level| *level != self.depth);
                    self.depth -= 1;
                    Piece::End(end)
                }
                Ok(Event::Text(text)) => Piece::Text(text.into_inner()),
                Ok(Event::CData(text)) => Piece::Text(text.into_inner()),
                Ok(Event::GeneralRef(name)) => match predefined(&name) {
                    Some(char) => Piece::Text(Cow::Owned(char.into())),
                    None => return refused(DAMAGED),
                },
                Ok(Event::Comment(_) | Event::Decl(_)) => continue,
                Ok(Event::Eof) if self.depth == 0 => return Ok(None),
                // Document type definitions and processing instructions too.
                _ => return refused(DAMAGED),
            }));
        }
    }

    /// The next element, wherever it is; `None` at the end of the part.
    pub fn element(&mut self) -> Result<Option<BytesStart<'a>>, InputError> {
        while let Some(piece) = self.next()? {
            if let Piece::Start(start) = piece {
                return Ok(Some(start));
            }
        }
        Ok(None)
    }
}

/// A name without its prefix.
pub(super) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, name)| name)
}

/// The value of an attribute, by its name without a prefix.
pub(super) fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, InputError> {
    for attribute in start.attributes() {
        let Ok(attribute) = attribute else {
            return refused(DAMAGED);
        };
        if local(attribute.key.0) == name {
            return match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => Ok(Some(value.into_owned())),
                Err(_) => refused(DAMAGED),
            };
        }
    }
    Ok(None)
}

/// Whether an attribute is true.
pub(super) fn flag(start: &BytesStart<'_>, name: &str) -> Result<bool, InputError> {
    let value = attribute(start, name)?;
    Ok(matches!(value.as_deref(), Some("1" | "true" | "on")))
}

/// A text that grows, and leaves nothing behind where it was.
#[derive(Default)]
pub(super) struct Grown(Zeroizing<String>);

impl Grown {
    pub fn push(&mut self, piece: &str) {
        if self.0.capacity() - self.0.len() < piece.len() {
            let room = 2 * (self.0.len() + piece.len()).max(512);
            let mut larger = Zeroizing::new(String::with_capacity(room));
            larger.push_str(&self.0);
            self.0 = larger;
        }
        self.0.push_str(piece);
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
