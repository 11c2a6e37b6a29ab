//! The fields of an instrument and its balances: the block FIN.

use zeroize::Zeroizing;

use super::fin::Field;
use super::values::quantity;
use crate::expectation::Expectation;
use crate::fields::once;
use crate::input_error::InputError;
use crate::instrument::{shown, valid_isin};
use crate::other_numbers::OtherNumbers;
use crate::security::Security;

/// Reads one field of the block.
pub(super) fn read(
    security: &mut Security,
    field: &Field<'_>,
    expected: &Expectation,
) -> Result<(), InputError> {
    let line = field.line;
    match field.tag {
        "35B" => once(&mut security.isin, isin(field, expected)?, line, ":35B:"),
        "93B" => {
            let (qualifier, balance) = field.qualified()?;
            let slot = match qualifier {
                "AGGR" => &mut security.aggregate,
                "AVAI" => &mut security.available,
                "NAVL" => &mut security.not_available,
                _ => {
                    return Err(InputError::Unknown {
                        line,
                        found: format!(":93B::{}", shown(qualifier)),
                    })
                }
            };
            once(slot, quantity(balance, line)?, line, "balance of a kind")
        }
        "11A" | "12A" | "12B" | "12C" | "13B" | "17B" | "19A" | "19B" | "22F" | "22H" | "25D"
        | "70C" | "70D" | "70E" | "90A" | "90B" | "90E" | "92A" | "92B" | "92D" | "94B" | "94C"
        | "94F" | "94L" | "95L" | "98A" | "98B" | "98C" | "99A" | "99B" => Ok(()),
        _ => Err(field.unknown()),
    }
}

/// The ISIN of `ISIN US912797SB42`, or of a number such as `/US/912797SB4`; a description may follow on further lines.
fn isin(field: &Field<'_>, expected: &Expectation) -> Result<Zeroizing<String>, InputError> {
    let line = field.line;
    let first = field.value.lines().next().unwrap_or_default();
    if let Some(isin) = first.strip_prefix("ISIN ") {
        return valid_isin(isin.trim(), line);
    }
    let mut numbers = OtherNumbers::default();
    for text in field.value.lines() {
        let Some((scheme, rest)) = text.strip_prefix('/').and_then(|t| t.split_once('/')) else {
            continue;
        };
        let number = rest.split_ascii_whitespace().next();
        let scheme_fits = scheme.len() == 2 && scheme.bytes().all(|b| b.is_ascii_uppercase());
        if let Some(number) = number.filter(|_| scheme_fits) {
            numbers.add(scheme, number, line, expected)?;
        }
    }
    numbers.isin(
        line,
        "an instrument by its ISIN or CUSIP, as in :35B:ISIN US... or :35B:/US/...",
    )
}
