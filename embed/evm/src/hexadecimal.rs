//! Bytes as Ethereum writes them.

/// Bytes as `0x` and hex digits.
pub fn hex(bytes: &[u8]) -> String {
    alloy_primitives::hex::encode_prefixed(bytes)
}
