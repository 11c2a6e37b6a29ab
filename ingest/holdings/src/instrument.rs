//! Identifiers of instruments, ISIN and CUSIP, and how messages show them.

use assay_statement::{is_cusip, is_isin};
use zeroize::Zeroizing;

use crate::input_error::InputError;

/// Whether a name has the form of an ISIN or CUSIP and a wrong check digit.
pub(crate) fn mistyped(name: &str) -> bool {
    let alphanumeric = name.bytes().all(|b| b.is_ascii_alphanumeric());
    // Those of private placements have three signs more.
    let private = || {
        let mut bytes = name.bytes();
        bytes.all(|b| b.is_ascii_alphanumeric() || b"*@#".contains(&b))
    };
    match name.len() {
        9 => (alphanumeric || private()) && !is_cusip(name),
        12 => alphanumeric && !is_isin(name),
        _ => false,
    }
}

/// The part of a name that a message shows.
pub(crate) fn shown(name: &str) -> String {
    // Letters and digits of any script, but nothing that steers a terminal.
    let plain = |c: &char| c.is_alphanumeric() || c.is_ascii_graphic() || *c == ' ';
    name.chars().filter(plain).take(128).collect()
}

/// An ISIN with a right check digit.
///
/// # Errors
/// [`InputError::NotAnIsin`].
pub(crate) fn valid_isin(text: &str, line: u64) -> Result<Zeroizing<String>, InputError> {
    match is_isin(text) {
        true => Ok(Zeroizing::new(text.into())),
        false => Err(InputError::NotAnIsin {
            line,
            found: text
                .chars()
                .take(12)
                .filter(|c| c.is_ascii_graphic())
                .collect(),
        }),
    }
}
