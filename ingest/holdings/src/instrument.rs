//! Identifiers of instruments, ISIN and CUSIP, and how messages show them.

use cusip::CUSIP;
use zeroize::Zeroizing;

use crate::input_error::InputError;

/// The CUSIP inside an ISIN of the US.
pub(crate) fn cusip_inside(isin: &str) -> Option<&str> {
    let valid = isin.starts_with("US") && isin::parse(isin).is_ok();
    valid.then(|| isin.get(2..11)).flatten()
}

/// Whether a name has the form of an ISIN or CUSIP and a wrong check digit.
pub(crate) fn mistyped(name: &str) -> bool {
    let alphanumeric = name.bytes().all(|b| b.is_ascii_alphanumeric());
    let mistyped = match name.len() {
        9 => CUSIP::parse(name).is_err(),
        12 => isin::parse(name).is_err(),
        _ => false,
    };
    alphanumeric && mistyped
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
    match isin::parse(text) {
        Ok(_) => Ok(Zeroizing::new(text.into())),
        Err(_) => Err(InputError::NotAnIsin {
            line,
            found: text
                .chars()
                .take(12)
                .filter(|c| c.is_ascii_graphic())
                .collect(),
        }),
    }
}
