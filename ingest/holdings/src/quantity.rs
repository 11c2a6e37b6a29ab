//! Quantities as integers.

use crate::holdings_error::HoldingsError;

/// The integer `quantity * 10^decimals`; `None` if it does not fit 64 bits.
pub(crate) fn parse_quantity(
    text: &[u8],
    decimals: u8,
    line: u64,
) -> Result<Option<u64>, HoldingsError> {
    let (whole, fraction) = match text.iter().position(|b| *b == b'.') {
        Some(point) => (&text[..point], Some(&text[point + 1..])),
        None => (text, None),
    };
    if text.first() == Some(&b'-') && text.len() > 1 {
        return Err(HoldingsError::Negative { line });
    }
    if whole.is_empty() || fraction.is_some_and(<[u8]>::is_empty) {
        return Err(HoldingsError::Malformed { line });
    }
    let fraction = fraction.unwrap_or_default();
    let mut quantity = Some(0u64);
    for byte in whole.iter().chain(fraction) {
        if !byte.is_ascii_digit() {
            return Err(HoldingsError::Malformed { line });
        }
        let digit = u64::from(byte - b'0');
        quantity = quantity.and_then(|q| q.checked_mul(10)?.checked_add(digit));
    }
    let missing = usize::from(decimals).checked_sub(fraction.len());
    let missing = missing.ok_or(HoldingsError::TooManyDecimals {
        line,
        allowed: decimals,
        found: fraction.len(),
    })?;
    // Zero stays zero whatever the power.
    if quantity == Some(0) {
        return Ok(quantity);
    }
    let power = u32::try_from(missing)
        .ok()
        .and_then(|m| 10u64.checked_pow(m));
    Ok(quantity.zip(power).and_then(|(q, p)| q.checked_mul(p)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn decimals_come_back(quantity in any::<u64>(), decimals in 0u8..=18) {
            let digits = format!("{quantity:0width$}", width = usize::from(decimals) + 1);
            let (whole, fraction) = digits.split_at(digits.len() - usize::from(decimals));
            let text = if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") };
            prop_assert_eq!(parse_quantity(text.as_bytes(), decimals, 1), Ok(Some(quantity)));
        }
    }
}
