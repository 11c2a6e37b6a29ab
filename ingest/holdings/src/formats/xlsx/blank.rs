//! Sheets that hold nothing.

use super::xml::{local, Piece, Xml};
use crate::input_error::InputError;

/// Whether a sheet has a cell with something in it.
///
/// # Errors
/// [`InputError::OtherFile`].
pub(super) fn holds_anything(part: &str) -> Result<bool, InputError> {
    let mut xml = Xml::new(part);
    let mut inside = false;
    while let Some(piece) = xml.next()? {
        match piece {
            Piece::Start(start) => match local(start.name().0) {
                "sheetData" => inside = true,
                "f" if inside => return Ok(true),
                _ => {}
            },
            Piece::End(end) if local(end.name().0) == "sheetData" => return Ok(false),
            Piece::Text(text) if inside && !text.trim().is_empty() => return Ok(true),
            _ => {}
        }
    }
    Ok(false)
}
