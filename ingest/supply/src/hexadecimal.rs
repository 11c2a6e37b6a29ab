//! Integers and bytes as Ethereum's JSON-RPC writes them (execution-apis, "Hex value encoding").

use std::fmt;
use std::str::FromStr;

use num_bigint::BigUint;
use serde::{Deserialize, Deserializer};
use thiserror::Error;

/// A text is no quantity, or no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected 0x and hex digits")]
pub struct NotHex;

fn digits(text: &str) -> Result<&str, NotHex> {
    let digits = text.strip_prefix("0x").ok_or(NotHex)?;
    digits
        .bytes()
        .all(|b| b.is_ascii_hexdigit())
        .then_some(digits)
        .ok_or(NotHex)
}

/// An integer below 2^256: `0x` and its digits, no leading zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity(pub BigUint);

impl Quantity {
    /// The integer, if it is below 2^64.
    pub fn to_u64(&self) -> Option<u64> {
        u64::try_from(&self.0).ok()
    }
}

impl From<u64> for Quantity {
    fn from(number: u64) -> Quantity {
        Quantity(number.into())
    }
}

impl FromStr for Quantity {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Quantity, NotHex> {
        let digits = digits(text)?;
        let plain = digits == "0" || !digits.starts_with('0');
        if digits.is_empty() || digits.len() > 64 || !plain {
            return Err(NotHex);
        }
        BigUint::parse_bytes(digits.as_bytes(), 16)
            .map(Quantity)
            .ok_or(NotHex)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#x}", self.0)
    }
}

/// Bytes: `0x` and two digits each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Data(pub Vec<u8>);

impl Data {
    /// The bytes, if there are exactly `N`.
    pub fn array<const N: usize>(&self) -> Option<[u8; N]> {
        self.0.as_slice().try_into().ok()
    }
}

impl FromStr for Data {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Data, NotHex> {
        hex::decode(digits(text)?).map(Data).map_err(|_| NotHex)
    }
}

impl fmt::Display for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{}", hex::encode(&self.0))
    }
}

macro_rules! from_text {
    ($name:ident) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

from_text!(Quantity);
from_text!(Data);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn quantities() {
        let read = |text: &str| text.parse::<Quantity>().map(|q| q.0);
        assert_eq!(read("0x0"), Ok(0u32.into()));
        assert_eq!(read("0x41"), Ok(65u32.into()));
        assert_eq!(read("0xFF"), Ok(255u32.into()));
        assert_eq!(read(&format!("0x{}", "f".repeat(64))).unwrap().bits(), 256);
        let long = format!("0x1{}", "0".repeat(64));
        for bad in [
            "", "0x", "0", "x0", "0x00", "0x01", "0xg", "0x-1", "0x+1", "1", "0X1", &long, "0x1_0",
        ] {
            assert_eq!(read(bad), Err(NotHex), "{bad}");
        }
    }

    #[test]
    fn data() {
        let read = |text: &str| text.parse::<Data>().map(|d| d.0);
        assert_eq!(read("0x"), Ok(vec![]));
        assert_eq!(read("0x00Ff"), Ok(vec![0, 255]));
        for bad in ["", "0", "0x0", "00", "0x0g", "0xé"] {
            assert_eq!(read(bad), Err(NotHex), "{bad}");
        }
        assert_eq!(Data(vec![0, 255]).to_string(), "0x00ff");
    }

    proptest::proptest! {
        #[test]
        fn written_and_read(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40), number: u64) {
            let data = Data(bytes);
            assert_eq!(data.to_string().parse(), Ok(data));
            let quantity = Quantity::from(number);
            assert_eq!(quantity.to_string().parse(), Ok(quantity.clone()));
            assert_eq!(quantity.to_u64(), Some(number));
        }
    }
}
