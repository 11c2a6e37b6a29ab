//! The parts of RLP that headers and accounts need: a string, a list of strings.

use alloy_primitives::B256;
use alloy_rlp::Header;
use num_bigint::BigUint;

/// The string that these bytes encode, and nothing after it.
pub fn string(mut bytes: &[u8]) -> Option<&[u8]> {
    let string = Header::decode_bytes(&mut bytes, false).ok()?;
    bytes.is_empty().then_some(string)
}

/// The strings of the list that these bytes encode, and nothing after it.
pub fn list(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut payload = Header::decode_bytes(&mut bytes, true).ok()?;
    if !bytes.is_empty() {
        return None;
    }
    let mut strings = Vec::new();
    while !payload.is_empty() {
        strings.push(Header::decode_bytes(&mut payload, false).ok()?);
    }
    Some(strings)
}

/// The strings of a list of exactly `N`.
pub fn strings<const N: usize>(bytes: &[u8]) -> Option<[&[u8]; N]> {
    list(bytes)?.try_into().ok()
}

/// A string as a word, if it has 32 bytes.
pub fn word(string: &[u8]) -> Option<B256> {
    B256::try_from(string).ok()
}

/// A string as an integer, which has no leading zero.
pub fn integer(string: &[u8]) -> Option<BigUint> {
    (string.first() != Some(&0)).then(|| BigUint::from_bytes_be(string))
}
