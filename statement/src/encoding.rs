//! Bytes that JSON carries as strict lower-case hex.

use core::fmt;
use core::str::FromStr;

use alloc::vec::Vec;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::macros::serde_as_string;

/// Most bytes in a [`HexBytes`]; the longest proof of a standard shape is a tenth of it.
pub const MAX_HEX_BYTES: usize = 1 << 16;

/// Why a string is not strict hex.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum HexError {
    /// A character other than `0-9a-f`. Upper case is refused: one value, one spelling.
    #[error("expected lower-case hex, found another character at position {at}")]
    NotHex {
        /// Byte position in the string.
        at: usize,
    },
    /// Half a byte.
    #[error("expected an even number of hex digits, found {found}")]
    OddLength {
        /// Digits found.
        found: usize,
    },
    /// Another number of bytes than the field has.
    #[error("expected {expected} bytes of hex, found {found}")]
    Length {
        /// Bytes the field has.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// Another number of bytes than the points of any suite have.
    #[error("expected 32 or 96 bytes of hex, found {found}")]
    PointLength {
        /// Bytes found.
        found: usize,
    },
    /// More than [`MAX_HEX_BYTES`].
    #[error("expected at most {MAX_HEX_BYTES} bytes of hex, found {found}")]
    TooLong {
        /// Bytes found.
        found: usize,
    },
}

/// Fills `out` from strict lower-case hex.
pub(crate) fn decode_exact(text: &str, out: &mut [u8]) -> Result<(), HexError> {
    if let Some(at) = text
        .bytes()
        .position(|c| !matches!(c, b'0'..=b'9' | b'a'..=b'f'))
    {
        return Err(HexError::NotHex { at });
    }
    if !text.len().is_multiple_of(2) {
        return Err(HexError::OddLength { found: text.len() });
    }
    let lengths = HexError::Length {
        expected: out.len(),
        found: text.len() / 2,
    };
    hex::decode_to_slice(text, out).map_err(|_| lengths)
}

/// Writes bytes as lower-case hex, without allocating.
pub(crate) struct Hex<'a>(pub &'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [0; 128];
        for bytes in self.0.chunks(text.len() / 2) {
            let digits = text.get_mut(..2 * bytes.len()).ok_or(fmt::Error)?;
            hex::encode_to_slice(bytes, digits).map_err(|_| fmt::Error)?;
            f.write_str(core::str::from_utf8(digits).map_err(|_| fmt::Error)?)?;
        }
        Ok(())
    }
}

macro_rules! bytes32 {
    ($(#[$doc:meta])* $name:ident, $expecting:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 32]);

        impl $name {
            /// The bytes.
            pub fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl From<[u8; 32]> for $name {
            fn from(bytes: [u8; 32]) -> $name {
                $name(bytes)
            }
        }

        impl FromStr for $name {
            type Err = HexError;

            fn from_str(text: &str) -> Result<$name, HexError> {
                let mut bytes = [0; 32];
                decode_exact(text, &mut bytes)?;
                Ok($name(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&Hex(&self.0), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&Hex(&self.0), f)
            }
        }

        serde_as_string!($name, $expecting);
    };
}

bytes32!(
    /// A SHA-256 digest. As text, by `Display` and `FromStr`: 64 hex digits in lower case, without `0x`.
    Digest,
    "a digest: 32 bytes of lower-case hex"
);

bytes32!(
    /// A 32-byte word of an EVM: where in a contract's storage something lies.
    Word,
    "a word: 32 bytes of lower-case hex"
);

impl Digest {
    /// SHA-256 of `bytes`.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }
}

/// At most [`MAX_HEX_BYTES`] bytes: keys, signatures, proofs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HexBytes(pub Vec<u8>);

impl HexBytes {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for HexBytes {
    fn from(bytes: Vec<u8>) -> HexBytes {
        HexBytes(bytes)
    }
}

impl FromStr for HexBytes {
    type Err = HexError;

    fn from_str(text: &str) -> Result<HexBytes, HexError> {
        let length = text.len() / 2;
        if length > MAX_HEX_BYTES {
            return Err(HexError::TooLong { found: length });
        }
        let mut bytes = alloc::vec![0; length];
        decode_exact(text, &mut bytes)?;
        Ok(HexBytes(bytes))
    }
}

impl fmt::Display for HexBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Hex(&self.0), f)
    }
}

impl fmt::Debug for HexBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Hex(&self.0), f)
    }
}

serde_as_string!(HexBytes, "bytes in lower-case hex");

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    #[test]
    fn digest_of_the_empty_string() {
        let text = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Digest::of(b"").to_string(), text);
        assert_eq!(text.parse(), Ok(Digest::of(b"")));
    }

    #[test]
    fn refuses_other_spellings_and_lengths() {
        assert_eq!("0A".parse::<HexBytes>(), Err(HexError::NotHex { at: 1 }));
        assert_eq!("0x00".parse::<HexBytes>(), Err(HexError::NotHex { at: 1 }));
        assert_eq!("é".parse::<HexBytes>(), Err(HexError::NotHex { at: 0 }));
        assert_eq!(
            "000".parse::<HexBytes>(),
            Err(HexError::OddLength { found: 3 })
        );
        assert_eq!(
            "00".parse::<Digest>(),
            Err(HexError::Length {
                expected: 32,
                found: 1
            })
        );
        assert_eq!(
            "00".repeat(MAX_HEX_BYTES + 1).parse::<HexBytes>(),
            Err(HexError::TooLong {
                found: MAX_HEX_BYTES + 1
            })
        );
        assert_eq!("".parse(), Ok(HexBytes(Vec::new())));
        assert_eq!("00ff".parse(), Ok(HexBytes(alloc::vec![0, 255])));
    }
}
