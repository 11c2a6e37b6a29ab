//! What chains, the bank module's store and its keys are called.

use sha2::{Digest, Sha256};

/// The bank module's store.
pub const STORE: &str = "bank";

/// First byte of the key of a supply in it.
pub const SUPPLY: u8 = 0;

/// The same of the metadata of a denomination.
pub const METADATA: u8 = 1;

/// Whether a CAIP-2 reference is that of the chain with this name: the name, or, if that is none of CAIP-2, its hash (CAIP-5).
pub fn is_name_of(reference: &str, chain: &[u8]) -> bool {
    reference.as_bytes() == chain || reference == hashed(chain)
}

/// `hashed-` and the first 16 hex digits of its SHA-256.
pub fn hashed(chain: &[u8]) -> String {
    let digits = hex::encode(Sha256::digest(chain));
    format!("hashed-{}", digits.get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        // As an example of CAIP-5 has it.
        assert_eq!(hashed(b"hashed-123"), "hashed-99df5cd68192b33e");
        assert!(is_name_of("noble-1", b"noble-1"));
        assert!(is_name_of("hashed-99df5cd68192b33e", b"hashed-123"));
        assert!(!is_name_of("noble-1", b"noble-2"));
    }
}
