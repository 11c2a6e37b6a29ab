//! Points as documents carry them.

use core::fmt;
use core::str::FromStr;

use crate::encoding::{decode_exact, Hex, HexError};
use crate::macros::serde_as_string;

/// The encoding of a point of some suite, in one of two lengths. Whether it is a point of the book's suite, and not the
/// identity, is for the verifier to check.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointBytes {
    /// 32 bytes: compressed, as in the suite `vesta`.
    Compressed([u8; 32]),
    /// 96 bytes: both coordinates, as in the suite `bls12-381`.
    Uncompressed([u8; 96]),
}

impl PointBytes {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            PointBytes::Compressed(bytes) => bytes,
            PointBytes::Uncompressed(bytes) => bytes,
        }
    }

    /// `None` if no suite has points of so many bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<PointBytes> {
        let compressed = bytes.try_into().map(PointBytes::Compressed);
        let point = compressed.or_else(|_| bytes.try_into().map(PointBytes::Uncompressed));
        point.ok()
    }
}

impl From<[u8; 32]> for PointBytes {
    fn from(bytes: [u8; 32]) -> PointBytes {
        PointBytes::Compressed(bytes)
    }
}

impl From<[u8; 96]> for PointBytes {
    fn from(bytes: [u8; 96]) -> PointBytes {
        PointBytes::Uncompressed(bytes)
    }
}

impl FromStr for PointBytes {
    type Err = HexError;

    fn from_str(text: &str) -> Result<PointBytes, HexError> {
        let (mut short, mut long) = ([0; 32], [0; 96]);
        let wrong_length = |error| match error {
            HexError::Length { found, .. } => HexError::PointLength { found },
            other => other,
        };
        match text.len() == 2 * long.len() {
            true => decode_exact(text, &mut long).map(|()| PointBytes::Uncompressed(long)),
            false => decode_exact(text, &mut short).map(|()| PointBytes::Compressed(short)),
        }
        .map_err(wrong_length)
    }
}

impl fmt::Display for PointBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Hex(self.as_bytes()), f)
    }
}

impl fmt::Debug for PointBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

serde_as_string!(PointBytes, "a point: 32 or 96 bytes of lower-case hex");

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn has_one_of_two_lengths() {
        for length in [32, 96] {
            let text = "0f".repeat(length);
            let point: PointBytes = text.parse().unwrap();
            assert_eq!(point.as_bytes(), alloc::vec![15; length]);
            assert_eq!(PointBytes::from_slice(point.as_bytes()), Some(point));
            assert_eq!(point.to_string(), text);
        }
        for found in [0, 1, 31, 33, 48, 64, 95, 97, 192] {
            assert_eq!(
                "00".repeat(found).parse::<PointBytes>(),
                Err(HexError::PointLength { found })
            );
            assert_eq!(PointBytes::from_slice(&alloc::vec![0; found]), None);
        }
    }

    #[test]
    fn is_strict_hex() {
        let with = |first: &str, length: usize| alloc::format!("{first}{}", "0".repeat(length - 1));
        for length in [64, 192] {
            assert_eq!(
                with("A", length).parse::<PointBytes>(),
                Err(HexError::NotHex { at: 0 })
            );
            assert_eq!(
                with("0", length - 1).parse::<PointBytes>(),
                Err(HexError::OddLength { found: length - 1 })
            );
        }
    }
}
