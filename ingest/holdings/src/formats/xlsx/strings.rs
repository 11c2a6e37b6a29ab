//! Texts that cells share.

use core::ops::Range;

use zeroize::Zeroizing;

use super::xml::{local, Piece, Xml};
use crate::input_error::InputError;

/// The texts of `sharedStrings.xml`, in their order.
#[derive(Default)]
pub(super) struct Strings {
    text: Zeroizing<String>,
    ends: Vec<Range<usize>>,
}

impl Strings {
    /// Reads the part.
    pub fn read(part: &str) -> Result<Strings, InputError> {
        // What is decoded is never longer than what it is decoded from.
        let mut text = Zeroizing::new(String::with_capacity(part.len()));
        let mut ends = Vec::new();
        let mut xml = Xml::new(part);
        let (mut start, mut reading) = (0, TextOf::default());
        while let Some(piece) = xml.next()? {
            match &piece {
                Piece::Start(element) if local(element.name().0) == "si" => start = text.len(),
                Piece::End(element) if local(element.name().0) == "si" => {
                    ends.push(start..text.len());
                }
                _ => {}
            }
            if let Some(piece) = reading.piece(&piece) {
                text.push_str(piece);
            }
        }
        Ok(Strings { text, ends })
    }

    /// The text of a number.
    pub fn get(&self, at: usize) -> Option<&str> {
        self.text.get(self.ends.get(at)?.clone())
    }
}

/// Tells which text of a rich text is its own: what is in `t`, but not how it is pronounced (`rPh`).
#[derive(Default)]
pub(super) struct TextOf {
    text: bool,
    pronounced: bool,
}

impl TextOf {
    /// The text of a piece, if it counts.
    pub fn piece<'p>(&mut self, piece: &'p Piece<'_>) -> Option<&'p str> {
        match piece {
            Piece::Start(start) => self.at(local(start.name().0), true),
            Piece::End(end) => self.at(local(end.name().0), false),
            Piece::Text(text) if self.text && !self.pronounced => return Some(text),
            Piece::Text(_) => {}
        }
        None
    }

    fn at(&mut self, name: &str, begins: bool) {
        match name {
            "t" => self.text = begins,
            "rPh" => self.pronounced = begins,
            _ => {}
        }
    }
}
