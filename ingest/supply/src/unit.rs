//! Which amount of a token the supply counts, where a chain has two.

use std::fmt;
use std::str::FromStr;

use assay_statement::json::{FromJson, JsonError, JsonValue};
use thiserror::Error;

/// The amount that is counted of a token whose holders are shown another one: as of mints of Solana's Token-2022 that bear
/// interest or have a scaled UI amount. `value_per_token` is what one token of this amount is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenUnit {
    /// The amount that the chain keeps: `amount / 10^decimals`, an exact number. What holders are shown is that times a factor
    /// that the mint has as a floating-point number, and no supply counts it.
    Raw,
}

/// A text is no unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected raw, the amount that the chain keeps; what holders see of a scaled mint is no exact number")]
pub struct NotUnit;

impl FromStr for TokenUnit {
    type Err = NotUnit;

    fn from_str(text: &str) -> Result<TokenUnit, NotUnit> {
        match text {
            "raw" => Ok(TokenUnit::Raw),
            _ => Err(NotUnit),
        }
    }
}

impl fmt::Display for TokenUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TokenUnit::Raw => f.write_str("raw"),
        }
    }
}

impl FromJson for TokenUnit {
    fn from_json(value: JsonValue<'_>) -> Result<TokenUnit, JsonError> {
        value.parse("a unit")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one() {
        assert_eq!("raw".parse(), Ok(TokenUnit::Raw));
        assert_eq!(TokenUnit::Raw.to_string(), "raw");
        for bad in ["", "ui", "Raw", "raw "] {
            assert_eq!(bad.parse::<TokenUnit>(), Err(NotUnit), "{bad}");
        }
    }
}
