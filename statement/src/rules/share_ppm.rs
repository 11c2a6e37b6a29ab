//! Shares as integers.

use super::error::RuleError;
use super::units::PPM;
use crate::decimal::Decimal;

/// A share in millionths.
pub(crate) fn share_ppm(share: &Decimal) -> Result<u64, RuleError> {
    let ppm = share.scaled(6).ok_or(RuleError::ShareTooFine)?;
    match u64::try_from(ppm) {
        Ok(ppm) if ppm <= PPM => Ok(ppm),
        _ => Err(RuleError::ShareTooLarge),
    }
}
