//! The storage slot of a token that holds its total supply.

use std::fmt;
use std::str::FromStr;

use assay_statement::json::{FromJson, JsonError, JsonValue};
use assay_statement::Word;
use num_bigint::BigUint;
use thiserror::Error;

/// A storage slot: a decimal integer, or `0x` and up to 64 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(pub Word);

/// A text is no storage slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("expected a storage slot below 2^256: a decimal integer, or 0x and at most 64 hex digits")]
pub struct NotSlot;

impl FromStr for Slot {
    type Err = NotSlot;

    fn from_str(text: &str) -> Result<Slot, NotSlot> {
        let (digits, radix) = match text.strip_prefix("0x") {
            Some(digits) => (digits, 16),
            None => (text, 10),
        };
        if digits.is_empty() || digits.len() > 78 || !digits.bytes().all(|b| b.is_ascii_hexdigit())
        {
            return Err(NotSlot);
        }
        let number = BigUint::parse_bytes(digits.as_bytes(), radix).ok_or(NotSlot)?;
        let bytes = number.to_bytes_be();
        let mut word = [0; 32];
        let at = word.len().checked_sub(bytes.len()).ok_or(NotSlot)?;
        word.get_mut(at..).ok_or(NotSlot)?.copy_from_slice(&bytes);
        Ok(Slot(Word(word)))
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "0x{}", self.0)
    }
}

impl FromJson for Slot {
    fn from_json(value: JsonValue<'_>) -> Result<Slot, JsonError> {
        value.parse("a storage slot")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn slots() {
        let read = |text: &str| text.parse::<Slot>().map(|slot| slot.to_string());
        let hex = |digits: &str| Ok(format!("0x{digits:0>64}"));
        assert_eq!(read("0"), hex("0"));
        assert_eq!(read("255"), hex("ff"));
        assert_eq!(read("0xFf"), hex("ff"));
        assert_eq!(read(&format!("0x{}", "f".repeat(64))), hex(&"f".repeat(64)));
        let (two_to_256, long) = (
            BigUint::from(1u8) << 256u32,
            format!("0x1{}", "0".repeat(64)),
        );
        for bad in [
            "",
            "0x",
            "-1",
            "+1",
            "1.0",
            "ff",
            "0xg",
            "1_0",
            &long,
            &two_to_256.to_string(),
        ] {
            assert_eq!(read(bad), Err(NotSlot), "{bad}");
        }
    }

    /// The slot that the documentation names for upgradeable OpenZeppelin tokens: the third word of a place found as ERC-7201 says.
    #[test]
    fn the_slot_of_erc_7201() {
        use alloy_primitives::{keccak256, U256};
        let name = U256::from_be_bytes(keccak256("openzeppelin.storage.ERC20").0) - U256::from(1);
        let place = U256::from_be_bytes(keccak256(name.to_be_bytes::<32>()).0) & !U256::from(0xff);
        let slot: Slot = "0x52c63247e1f47db19d5ce0460030c497f067ca4cebf71ba98eeadabe20bace02"
            .parse()
            .unwrap();
        assert_eq!(slot.0 .0, (place + U256::from(2)).to_be_bytes::<32>());
        assert!(include_str!("../../../docs/supply.md").contains(&slot.to_string()));
    }
}
