//! CSV files of any layout, by the columns of a mapping.

use std::io::BufRead;

use assay_lines::Lines;

use crate::cell::{Cell, Row};
use crate::format::ReadContext;
use crate::input_error::InputError;
use crate::layout::Layout;
use crate::table::Table;

/// Adds every line of a file.
///
/// # Errors
/// [`InputError`], for the first line that is wrong.
pub(crate) fn add_lines(
    reader: impl BufRead,
    layout: &Layout,
    context: ReadContext<'_>,
) -> Result<(), InputError> {
    let delimiter = layout.delimiter.bytes().next().unwrap_or(b',');
    let mut lines = Lines::delimited(reader, delimiter);
    let mut table = Table::new(layout, context);
    for _ in 0..layout.skip {
        let Some((number, line)) = lines.next_raw()? else {
            break;
        };
        let cells = line.split(|byte| *byte == delimiter).map(unquoted);
        let cells = cells.collect();
        table.skip(&Skipped { number, cells })?;
    }
    while let Some(fields) = lines.next_line()? {
        table.read(&fields)?;
    }
    table.finish()
}

/// A line before the header, which may have quotes that are never closed.
struct Skipped<'a> {
    number: u64,
    cells: Vec<&'a [u8]>,
}

impl Row for Skipped<'_> {
    const SEPARATED: bool = true;

    fn number(&self) -> u64 {
        self.number
    }

    fn len(&self) -> usize {
        self.cells.len()
    }

    fn cell(&self, column: usize) -> Cell<'_> {
        Cell::Text(self.cells.get(column).copied().unwrap_or_default())
    }

    fn place(&self, column: usize) -> String {
        format!("line {}: field {}", self.number, column + 1)
    }
}

/// A field without spaces and quotes around it.
fn unquoted(field: &[u8]) -> &[u8] {
    let field = field.trim_ascii();
    let field = field.strip_prefix(b"\"").unwrap_or(field);
    field.strip_suffix(b"\"").unwrap_or(field).trim_ascii()
}
