//! SWIFT MT535, the statement of holdings (ISO 15022).
//!
//! A file holds one message or more, with or without the blocks around their text.

mod blocks;
mod general;
mod instrument;
mod values;

use std::io::BufRead;

use crate::fin::{self, FinTypes};
use crate::format::{ReadContext, StatementFormat};
use crate::input_error::InputError;
use crate::message::Message;
use crate::text::read_text;

const TYPES: FinTypes = FinTypes {
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

    fn read(input: impl BufRead, context: ReadContext<'_>) -> Result<Vec<Message>, InputError> {
        messages(&read_text(input)?, context)
    }
}

/// Every message of a file.
fn messages(text: &str, context: ReadContext<'_>) -> Result<Vec<Message>, InputError> {
    let found = fin::messages(text, &TYPES)?;
    if found.is_empty() {
        let field = "MT535 message";
        return Err(InputError::Missing { line: 1, field });
    }
    // Positions are numbered through all messages of the file.
    let mut number = 0;
    let mut messages = Vec::with_capacity(found.len());
    for message in &found {
        match blocks::read(message, context.expected, &mut number)? {
            Some(message) => messages.push(message),
            None => context.passed_over.accounts += 1,
        }
    }
    Ok(messages)
}
