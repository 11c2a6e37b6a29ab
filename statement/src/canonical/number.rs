//! Numbers: integers that every JSON reader keeps exact.

use alloc::string::ToString;
use core::fmt::Display;

use super::error::CanonicalError;
use super::sink::Sink;
use crate::json::integer::MAX_INTEGER;

/// An integer, by its magnitude and as it prints.
pub(super) fn write_integer(
    magnitude: u128,
    value: impl Display,
    out: &mut dyn Sink,
) -> Result<(), CanonicalError> {
    let text = value.to_string();
    if magnitude > MAX_INTEGER.into() {
        return Err(CanonicalError::IntegerTooLarge { found: text });
    }
    out.put(&text);
    Ok(())
}

/// No document holds one.
pub(super) fn float<T>(value: impl Display) -> Result<T, CanonicalError> {
    Err(CanonicalError::Float {
        found: value.to_string(),
    })
}
