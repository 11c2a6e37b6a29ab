//! CSV: with the header `account,instrument,quantity`, or of any layout that the mapping describes.

use std::io::BufRead;

use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::message::Message;
use crate::positions::Positions;
use crate::{mapped_csv, plain_csv};

/// Lists of holdings in CSV.
pub(crate) struct Csv;

impl StatementFormat for Csv {
    const NAME: &'static str = "csv";
    const TITLE: &'static str = "CSV";
    const STANDARD: &'static str = "CSV";

    // Any text that is no XML: the formats before it in the list have not recognised it.
    fn recognise(start: &[u8]) -> bool {
        !start.starts_with(b"<") && !start.contains(&0)
    }

    fn read(
        input: impl BufRead,
        context: ReadContext<'_>,
        _: &mut Positions<'_>,
    ) -> Result<Vec<Message>, InputError> {
        let mapping = context.expected.mapping.as_ref();
        match mapping.and_then(|mapping| mapping.csv.as_ref()) {
            Some(layout) => mapped_csv::add_lines(input, layout, context)?,
            None => plain_csv::add_lines(input, context)?,
        }
        Ok(Vec::new())
    }
}
