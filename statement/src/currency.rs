//! Currencies, by the code that people write.

use alloc::string::String;
use thiserror::Error;

use crate::macros::serde_as_string;

/// A currency or unit of account: 3 to 12 upper-case letters and digits, such as `USD`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency(String);

/// Not a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected 3 to 12 upper-case letters and digits, such as USD")]
pub struct NotACurrency;

impl Currency {
    /// As written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl core::str::FromStr for Currency {
    type Err = NotACurrency;

    fn from_str(text: &str) -> Result<Currency, NotACurrency> {
        let upper = |c: u8| c.is_ascii_uppercase() || c.is_ascii_digit();
        if (3..=12).contains(&text.len()) && text.bytes().all(upper) {
            Ok(Currency(text.into()))
        } else {
            Err(NotACurrency)
        }
    }
}

impl core::fmt::Display for Currency {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_string!(Currency, "a currency string such as \"USD\"");
