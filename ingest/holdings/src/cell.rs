//! A row of a list, whatever file it is in: cells by their columns.

use assay_lines::Fields;
use assay_statement::Date;

use crate::input_error::InputError;

/// What is in a cell.
#[derive(Clone, Copy)]
pub(crate) enum Cell<'a> {
    /// Text, without the spaces around it, which the layout says how to read; empty if there is nothing.
    Text(&'a [u8]),
    /// A number as a plain decimal: digits with a point or none, after a minus sign or none.
    Number(&'a str),
    /// A day.
    Day(Date),
    /// What cannot be read: what it is, and what to do about it.
    Other(&'static str),
}

/// A row.
pub(crate) trait Row {
    /// Whether cells are apart by separators, so that one too many of these moves all that follow.
    const SEPARATED: bool;

    /// Its number in the file, from 1.
    fn number(&self) -> u64;

    /// How many cells it has, empty ones too.
    fn len(&self) -> usize;

    /// The cell of a column, from 0; empty text if there is none.
    fn cell(&self, column: usize) -> Cell<'_>;

    /// A name of a cell for messages, such as `cell E7`.
    fn place(&self, column: usize) -> String;

    /// What says that the row is no position to be read, and what to do about it.
    fn fault(&self) -> Option<&'static str> {
        None
    }

    /// A cell that is a name.
    ///
    /// # Errors
    /// [`InputError::Cell`].
    #[inline]
    fn name(&self, column: usize) -> Result<&[u8], InputError> {
        match self.cell(column) {
            Cell::Text(text) => Ok(text),
            other => self.other_name(column, other),
        }
    }

    /// A cell that is a name and no text.
    ///
    /// # Errors
    /// [`InputError::Cell`].
    fn other_name<'c>(&self, column: usize, cell: Cell<'c>) -> Result<&'c [u8], InputError> {
        match cell {
            Cell::Text(text) => Ok(text),
            Cell::Number(number) if number.bytes().all(|b| b.is_ascii_digit()) => {
                Ok(number.as_bytes())
            }
            Cell::Number(_) => Err(self.wrong(column, "a number with a fraction or a sign; take the column that has the name")),
            Cell::Day(_) => Err(self.wrong(column, "a date; spreadsheets make dates of names such as 10-1: have the column formatted as text, and typed again")),
            Cell::Other(found) => Err(self.wrong(column, found)),
        }
    }

    /// The text or the number of a cell; nothing for all else.
    fn shown(&self, column: usize) -> &[u8] {
        match self.cell(column) {
            Cell::Text(text) => text,
            Cell::Number(number) => number.as_bytes(),
            Cell::Day(_) | Cell::Other(_) => b"",
        }
    }

    /// The error for a cell.
    #[cold]
    fn wrong(&self, column: usize, found: &'static str) -> InputError {
        let place = self.place(column);
        InputError::Cell { place, found }
    }
}

impl Row for Fields<'_> {
    const SEPARATED: bool = true;

    fn number(&self) -> u64 {
        self.line
    }

    fn len(&self) -> usize {
        Fields::len(self)
    }

    #[inline]
    fn cell(&self, column: usize) -> Cell<'_> {
        Cell::Text(self.get(column))
    }

    fn place(&self, column: usize) -> String {
        format!("line {}: field {}", self.line, column + 1)
    }
}
