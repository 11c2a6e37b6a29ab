//! A report's supply against what the verifier knows of its tokens and of their value.

use assay_statement::{ChainSupply, KnownToken, Registry, Supply, SupplyEntry};

use super::basis::{known_tokens, least_values};
use super::error::ReportError;
use super::options::VerifyOptions;

/// Decimals and storage slots are those of every token that the verifier knows.
pub(super) fn check_tokens(
    supply: &Supply,
    registry: &Registry,
    options: &VerifyOptions<'_>,
) -> Result<(), ReportError> {
    for (entry, found) in supply.entries.iter().enumerate() {
        let SupplyEntry::Chain(found) = found else {
            continue;
        };
        for known in known_tokens(registry, options).filter(|known| known.is_of(found)) {
            check_token(entry, found, known)?;
        }
    }
    Ok(())
}

fn check_token(entry: usize, found: &ChainSupply, known: &KnownToken) -> Result<(), ReportError> {
    let (chain, token) = (found.chain.clone(), found.token.clone());
    if found.decimals != known.decimals {
        return Err(ReportError::TokenDecimals {
            entry,
            chain,
            token,
            expected: known.decimals,
            found: found.decimals,
        });
    }
    let found = found.evidence.as_ref().map(|evidence| evidence.slot);
    match known.slot.zip(found) {
        Some((expected, found)) if expected != found => Err(ReportError::TokenSlot {
            entry,
            token,
            expected,
            found,
        }),
        _ => Ok(()),
    }
}

/// One token is owed at least what the verifier asks for, in the currency in which it does.
pub(super) fn check_value(
    supply: &Supply,
    registry: &Registry,
    options: &VerifyOptions<'_>,
) -> Result<(), ReportError> {
    for least in least_values(registry, options) {
        if supply.currency != least.currency {
            return Err(ReportError::Currency {
                expected: least.currency.clone(),
                found: supply.currency.clone(),
            });
        }
        if !least.allows(&supply.value_per_token) {
            return Err(ReportError::ValueTooLow {
                least: least.value.clone(),
                found: supply.value_per_token.clone(),
            });
        }
    }
    Ok(())
}
