//! The fields of an instrument and its balances: the block FIN.

use zeroize::Zeroizing;

use super::values::{part, quantity};
use crate::expectation::Expectation;
use crate::fields::once;
use crate::fin::Field;
use crate::held_words::says_held;
use crate::input_error::InputError;
use crate::instrument::{shown, valid_isin};
use crate::other_numbers::OtherNumbers;
use crate::security::Security;
use crate::split::Split;

/// Reads one field of the block.
pub(super) fn read(
    security: &mut Security,
    field: &Field<'_>,
    expected: &Expectation,
) -> Result<(), InputError> {
    let line = field.line;
    match field.tag {
        "35B" => once(&mut security.isin, isin(field, expected)?, line, ":35B:"),
        "93B" | "93F" => match told(&mut security.split, field)? {
            true => Ok(()),
            false => Err(InputError::Unknown {
                line,
                found: format!(":{}::{}", field.tag, shown(field.qualifier())),
            }),
        },
        "70C" | "70D" | "70E" => {
            if says_held(field.value) {
                security.words = security.words.or(Some(line));
            }
            Ok(())
        }
        // What describes the instrument, its prices and places, and sums of money.
        "11A" | "12A" | "12B" | "12C" | "13B" | "17B" | "19A" | "19B" | "22F" | "22H" | "25D"
        | "90A" | "90B" | "90E" | "92A" | "92B" | "92D" | "94B" | "94C" | "94F" | "94L" | "94S"
        | "94T" | "95L" | "98A" | "98B" | "98C" | "98E" | "99A" | "99B" => Ok(()),
        _ => Err(field.unknown()),
    }
}

/// Reads one field of a sub-balance: the block SUBBAL.
pub(super) fn read_sub_balance(split: &mut Split, field: &Field<'_>) -> Result<(), InputError> {
    match field.tag {
        "93C" | "93E" => split.parts.push(part(field)?),
        "93B" | "93F" => split.unclear |= !told(split, field)?,
        "70C" | "70D" if says_held(field.value) => split.words = split.words.or(Some(field.line)),
        "13B" | "19A" | "22F" | "22H" | "70C" | "70D" | "90A" | "90B" | "90E" | "92B" | "94B"
        | "94C" | "94F" | "94L" | "94S" | "94T" | "95L" | "98A" | "98C" | "98E" | "99A" => {}
        _ => return Err(field.unknown()),
    }
    Ok(())
}

/// Adds a sub-balance to its instrument: the balance at a place, or parts of the balance.
pub(super) fn add_sub_balance(security: &mut Security, sub: Split) {
    let whole = sub.aggregate.is_told();
    let parts_told = sub.available.is_told() || sub.not_available.is_told();
    security.split.words = security.split.words.or(sub.words);
    if whole {
        security.places.push(sub);
    } else {
        security.split.unclear |= sub.unclear || parts_told;
        security.split.parts.extend(sub.parts);
    }
}

/// Reads the whole balance, or what is available of it or is not; whether the field is one of these.
fn told(split: &mut Split, field: &Field<'_>) -> Result<bool, InputError> {
    let line = field.line;
    let (qualifier, balance) = field.qualified()?;
    let slot = match qualifier {
        "AGGR" => &mut split.aggregate,
        "AVAI" => &mut split.available,
        "NAVL" => &mut split.not_available,
        _ => return Ok(false),
    };
    slot.tell(quantity(balance, line)?, line, "balance of a kind")?;
    Ok(true)
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
