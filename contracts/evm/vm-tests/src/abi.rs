//! What Solidity's contracts take and give, as bytes.

use alloy_primitives::{keccak256, Address, U256};

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

impl Value {
    /// An unsigned integer.
    pub fn uint(value: impl TryInto<U256, Error: std::fmt::Debug>) -> Value {
        Value::Word(value.try_into().unwrap().to_be_bytes())
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
                let mut out = length(bytes.len());
                out.extend(bytes);
                out.resize(out.len().next_multiple_of(32), 0);
                out
            }
            Value::Array(items) => [length(items.len()), encode(items)].concat(),
            Value::Tuple(parts) => encode(parts),
        }
    }
}

fn length(length: usize) -> Vec<u8> {
    U256::from(length).to_be_bytes_vec()
}

/// The encoding of some values behind one another.
pub fn encode(values: &[Value]) -> Vec<u8> {
    let parts: Vec<(bool, Vec<u8>)> = values
        .iter()
        .map(|value| (value.is_dynamic(), value.encoded()))
        .collect();
    let head = |(dynamic, part): &(bool, Vec<u8>)| if *dynamic { 32 } else { part.len() };
    let mut at: usize = parts.iter().map(head).sum();
    let (mut heads, mut tails) = (Vec::new(), Vec::new());
    for (dynamic, part) in parts {
        if dynamic {
            heads.extend(length(at));
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
    let hash = keccak256(signature);
    [hash[0], hash[1], hash[2], hash[3]]
}

/// The call of a function, named with the types it takes.
pub fn call_data(signature: &str, values: &[Value]) -> Vec<u8> {
    [selector(signature).to_vec(), encode(values)].concat()
}
