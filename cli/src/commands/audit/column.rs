//! Decimals one below the other.

use assay_statement::{Decimal, SignedDecimal};

use crate::render::numbers::grouped;

/// Decimals one below the other: as many places for all, with separators, exact.
pub fn column<'a>(decimals: impl Iterator<Item = &'a Decimal>) -> Vec<String> {
    let signed: Vec<SignedDecimal> = decimals
        .map(|decimal| SignedDecimal::new(false, decimal.clone()))
        .collect();
    signed_column(signed.iter())
}

/// The same of decimals that may be below zero.
pub fn signed_column<'a>(decimals: impl Iterator<Item = &'a SignedDecimal>) -> Vec<String> {
    let decimals: Vec<(&SignedDecimal, Decimal)> = decimals
        .map(|decimal| (decimal, decimal.magnitude().trimmed()))
        .collect();
    let places = decimals.iter().map(|(_, size)| size.decimals()).max();
    let zero = Decimal::new(0u32, places.unwrap_or(0));
    let text = |(decimal, size): &(&SignedDecimal, Decimal)| {
        let sign = if decimal.is_negative() { "-" } else { "" };
        format!("{sign}{}", grouped(&(size + &zero)))
    };
    let texts: Vec<String> = decimals.iter().map(text).collect();
    let width = texts.iter().map(String::len).max().unwrap_or(0);
    texts.iter().map(|text| format!("{text:>width$}")).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_exact_and_aligned() {
        let decimals = ["1234.50", "0", "7.123450"].map(|text| text.parse().unwrap());
        assert_eq!(
            column(decimals.iter()),
            ["1,234.50000", "    0.00000", "    7.12345"]
        );
        assert!(column([].iter()).is_empty());
        let signed = ["1234.50", "-0.25", "-12"].map(|text| text.parse().unwrap());
        assert_eq!(
            signed_column(signed.iter()),
            ["1,234.50", "   -0.25", "  -12.00"]
        );
    }
}
