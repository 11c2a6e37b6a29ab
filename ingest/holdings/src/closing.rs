//! The closing balance of a cash account, which several pages of a statement may tell.

use super::error::InputError;
use super::statement::{Message, Position};

/// The one position of a cash statement.
pub(super) fn counting<'a>(
    pages: &[&'a (usize, Message)],
) -> Result<Vec<(usize, &'a Position)>, (usize, InputError)> {
    let mut found: Option<(usize, &Position)> = None;
    for (file, message) in pages {
        for position in &message.positions {
            let same = found.is_none_or(|(_, first)| {
                first.aggregate == position.aggregate && first.counted == position.counted
            });
            if !same {
                let line = position.line;
                return Err((*file, InputError::ClosingTwice { line }));
            }
            found = Some(found.unwrap_or((*file, position)));
        }
    }
    let none = || {
        pages
            .first()
            .map_or((0, 0), |(file, message)| (*file, message.line))
    };
    match found {
        Some(position) => Ok(vec![position]),
        None => {
            let (file, line) = none();
            Err((file, InputError::NoClosing { line }))
        }
    }
}
