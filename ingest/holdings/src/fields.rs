//! Fields of statements: at most once, required, and how messages show them.

use assay_statement::steers;
use zeroize::Zeroizing;

use crate::input_error::InputError;

/// Sets a field that may be present at most once.
pub(crate) fn once<T>(
    slot: &mut Option<T>,
    value: T,
    line: u64,
    field: &'static str,
) -> Result<(), InputError> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(InputError::Repeated { line, field }),
    }
}

/// The value of a field that has to be present.
pub(crate) fn required<T>(
    slot: Option<T>,
    line: u64,
    field: &'static str,
) -> Result<T, InputError> {
    match slot {
        Some(value) => Ok(value),
        None => Err(InputError::Missing { line, field }),
    }
}

/// A short code as a message shows it. Anything else is not shown: in a malformed file it could be an account or an amount.
pub(crate) fn code(text: &str, most: usize) -> String {
    let letters = text.bytes().all(|b| b.is_ascii_uppercase());
    match letters && (1..=most).contains(&text.len()) {
        true => text.into(),
        false => "something else".into(),
    }
}

/// An identifier of an account or a statement: not empty, on one line, at most 140 bytes.
pub(crate) fn identifier(
    text: &str,
    line: u64,
    expected: &'static str,
) -> Result<Zeroizing<String>, InputError> {
    let fits = (1..=MAX_IDENTIFIER).contains(&text.len());
    match fits && !text.contains(steers) {
        true => Ok(Zeroizing::new(text.into())),
        false => Err(InputError::Syntax { line, expected }),
    }
}

/// Longest identifier of an account or statement, in bytes. The standards allow 35, IBAN 34.
const MAX_IDENTIFIER: usize = 140;
