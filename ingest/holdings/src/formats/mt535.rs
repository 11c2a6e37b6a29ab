//! SWIFT MT535, the statement of holdings (ISO 15022).
//!
//! A file holds one message or more, with or without the blocks around their text.

mod blocks;
mod gaps;
mod general;
mod instrument;
mod values;

use std::io::BufRead;

use crate::fin::{self, FinReader, FinTypes};
use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::message::Message;
use crate::positions::Positions;
use crate::repeated::Forms;
use crate::repeated_part::PartForm;
use blocks::{BlockReader, StatementForms};

static TYPES: FinTypes = FinTypes {
    numbers: &["535"],
    name: "MT535",
    beginning: "a message, beginning with {1: or :16R:GENL",
};

/// The statement of holdings.
pub(crate) struct Mt535;

impl StatementFormat for Mt535 {
    const NAME: &'static str = "mt535";
    const TITLE: &'static str = "MT535";
    const STANDARD: &'static str = "SWIFT MT535";

    fn recognise(start: &[u8]) -> bool {
        fin::type_at(start).is_some_and(|found| !found.starts_with(b"9"))
    }

    fn read(
        mut input: impl BufRead,
        context: ReadContext<'_>,
        positions: &mut Positions<'_>,
    ) -> Result<Vec<Message>, InputError> {
        let mut reader = FinReader::new(&mut input, &TYPES);
        let messages = messages(&mut reader, context, positions);
        reader.close(messages)
    }
}

/// Every message of a file.
fn messages(
    reader: &mut FinReader<'_>,
    context: ReadContext<'_>,
    positions: &mut Positions<'_>,
) -> Result<Vec<Message>, InputError> {
    // Positions are numbered through all messages of the file.
    let (mut number, mut found) = (0, false);
    let mut forms = StatementForms {
        own: Forms::new(&gaps::WRITING),
        parts: Forms::new(&gaps::WRITING),
        part: PartForm::new(&gaps::PART),
    };
    let mut messages = Vec::new();
    while let Some(line) = reader.message()? {
        found = true;
        let message = BlockReader::new(context.expected, positions, &mut number);
        match message.read(reader, line, &mut forms)? {
            Some(message) => messages.push(message),
            None => context.passed_over.accounts += 1,
        }
    }
    let field = "MT535 message";
    match found {
        true => Ok(messages),
        false => Err(InputError::Missing { line: 1, field }),
    }
}
