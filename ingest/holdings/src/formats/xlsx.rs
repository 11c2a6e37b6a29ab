//! Spreadsheets (xlsx): a sheet whose rows are those of a list, by the columns of a mapping.
//!
//! Numbers are read exactly, from their digits in the file.

mod area;
mod blank;
mod bytes;
mod faults;
mod number;
mod package;
mod row;
mod sheet;
mod strings;
mod styles;
mod workbook;
mod xml;

use std::io::BufRead;

use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::layout::Layout;
use crate::message::Message;
use crate::positions::Positions;
use crate::table::Table;

/// Largest file that is read, in bytes.
const MAX_FILE: u64 = 64 << 20;

/// A spreadsheet.
pub(crate) struct Xlsx;

impl StatementFormat for Xlsx {
    const NAME: &'static str = "xlsx";
    const TITLE: &'static str = "xlsx";
    const STANDARD: &'static str = "ISO/IEC 29500 SpreadsheetML";

    fn recognise(start: &[u8]) -> bool {
        start.starts_with(b"PK\x03\x04")
    }

    fn read(
        input: impl BufRead,
        context: ReadContext<'_>,
        _: &mut Positions<'_>,
    ) -> Result<Vec<Message>, InputError> {
        let bytes = bytes::read(input, MAX_FILE)?;
        let package = package::Package::open(&bytes)?;
        let mapping = context.expected.mapping.as_ref();
        let plain = Layout::plain();
        let mapped = mapping.and_then(|mapping| mapping.csv.as_ref());
        let layout = mapped.unwrap_or(&plain);
        let (workbook, part) = workbook::open(
            &package,
            layout.sheet.as_deref(),
            &context.expected.currency,
        )?;
        let mut table = match mapped {
            Some(layout) => Table::new(layout, context),
            None => Table::plain(&plain, context),
        };
        sheet::read(&part, &workbook, layout.skip.into(), &mut table)?;
        table.finish()?;
        Ok(Vec::new())
    }
}
