//! The fields of an instrument and its balances: the block FIN.

use super::fin::Field;
use super::values::quantity;
use crate::fields::once;
use crate::input_error::InputError;
use crate::instrument::{shown, valid_isin};
use crate::security::Security;

/// Reads one field of the block.
pub(super) fn read(security: &mut Security, field: &Field<'_>) -> Result<(), InputError> {
    let line = field.line;
    match field.tag {
        "35B" => {
            let first = field.value.lines().next().unwrap_or_default();
            let expected = "an instrument by its ISIN, as in :35B:ISIN US...";
            let isin = first.strip_prefix("ISIN ");
            let isin = isin.ok_or(InputError::Syntax { line, expected })?;
            once(
                &mut security.isin,
                valid_isin(isin.trim_end(), line)?,
                line,
                ":35B:",
            )
        }
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
