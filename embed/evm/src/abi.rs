//! Values as Solidity's contracts take and give them (its specification of the contract ABI).

use alloy_primitives::{keccak256, Address, U256};

/// Bytes of a word.
const WORD: usize = 32;

/// A value of one of the types that the contracts use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// An integer, an address, a digest: 32 bytes.
    Word([u8; 32]),
    /// `bytes`.
    Bytes(Vec<u8>),
    /// An array of any length.
    Array(Vec<Value>),
    /// A struct, or an array of fixed length.
    Tuple(Vec<Value>),
}

/// An unsigned integer that fits a word.
pub trait Unsigned {
    /// The word, big-endian.
    fn to_word(self) -> [u8; 32];
}

macro_rules! unsigned {
    ($($integer:ty),+) => {
        $(
            impl Unsigned for $integer {
                fn to_word(self) -> [u8; 32] {
                    let bytes = self.to_be_bytes();
                    let mut word = [0; WORD];
                    let digits = word.iter_mut().rev().zip(bytes.iter().rev());
                    digits.for_each(|(to, byte)| *to = *byte);
                    word
                }
            }
        )+
    };
}

unsigned!(u8, u32, u64, u128, usize);

impl Unsigned for U256 {
    fn to_word(self) -> [u8; 32] {
        self.to_be_bytes()
    }
}

impl Unsigned for bool {
    fn to_word(self) -> [u8; 32] {
        u8::from(self).to_word()
    }
}

impl Value {
    /// An unsigned integer, or a truth value.
    pub fn uint(value: impl Unsigned) -> Value {
        Value::Word(value.to_word())
    }

    /// An address.
    pub fn address(address: Address) -> Value {
        Value::Word(address.into_word().0)
    }

    /// Whether its length depends on its value.
    fn is_dynamic(&self) -> bool {
        match self {
            Value::Word(_) => false,
            Value::Bytes(_) | Value::Array(_) => true,
            Value::Tuple(parts) => parts.iter().any(Value::is_dynamic),
        }
    }

    fn encoded(&self) -> Vec<u8> {
        match self {
            Value::Word(word) => word.to_vec(),
            Value::Bytes(bytes) => {
                let mut out = bytes.len().to_word().to_vec();
                out.extend(bytes);
                out.resize(out.len().next_multiple_of(WORD), 0);
                out
            }
            Value::Array(items) => [items.len().to_word().to_vec(), encode(items)].concat(),
            Value::Tuple(parts) => encode(parts),
        }
    }
}

/// The encoding of some values behind one another.
pub fn encode(values: &[Value]) -> Vec<u8> {
    let parts: Vec<(bool, Vec<u8>)> = values
        .iter()
        .map(|value| (value.is_dynamic(), value.encoded()))
        .collect();
    let head = |(dynamic, part): &(bool, Vec<u8>)| if *dynamic { WORD } else { part.len() };
    let mut at: usize = parts.iter().map(head).sum();
    let (mut heads, mut tails) = (Vec::new(), Vec::new());
    for (dynamic, part) in parts {
        if dynamic {
            heads.extend(at.to_word());
            at += part.len();
            tails.extend(part);
        } else {
            heads.extend(part);
        }
    }
    heads.extend(tails);
    heads
}

/// The first four bytes of the hash of a signature: of a function, or of an error.
pub fn selector(signature: &str) -> [u8; 4] {
    let [a, b, c, d, ..] = keccak256(signature).0;
    [a, b, c, d]
}

/// The call of a function, named with the types it takes.
pub fn call_data(signature: &str, values: &[Value]) -> Vec<u8> {
    [selector(signature).to_vec(), encode(values)].concat()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The examples of Solidity's specification.
    #[test]
    fn the_examples_of_the_specification() {
        let name = |text: &str| {
            let mut word = [0; 32];
            word[..text.len()].copy_from_slice(text.as_bytes());
            Value::Word(word)
        };
        let fixed = call_data(
            "bar(bytes3[2])",
            &[Value::Tuple(vec![name("abc"), name("def")])],
        );
        let expected = "fce353f66162630000000000000000000000000000000000000000000000000000000000\
                        6465660000000000000000000000000000000000000000000000000000000000";
        assert_eq!(hex::encode(fixed), expected);
        let numbers = [1u8, 2, 3].map(Value::uint).to_vec();
        let values = [
            Value::Bytes(b"dave".to_vec()),
            Value::uint(true),
            Value::Array(numbers),
        ];
        let words = ["60", "1", "a0", "4", "64617665", "3", "1", "2", "3"];
        let expected: String = words
            .iter()
            .map(|word| match word.len() {
                8 => format!("{word:0<64}"),
                _ => format!("{word:0>64}"),
            })
            .collect();
        let found = call_data("sam(bytes,bool,uint256[])", &values);
        assert_eq!(hex::encode(found), format!("a5643bf2{expected}"));
    }
}
