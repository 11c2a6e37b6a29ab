//! Identifiers: short printable ASCII, so that two that look alike are alike.

use core::borrow::Borrow;
use core::fmt;
use core::str::FromStr;

use alloc::string::String;
use thiserror::Error;

use crate::macros::serde_as_string;

/// Why a string is not an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IdError {
    /// No characters.
    #[error("expected an identifier, found an empty string")]
    Empty,
    /// Too long.
    #[error("expected an identifier of at most {max} bytes, found {found}")]
    TooLong {
        /// Most bytes allowed.
        max: usize,
        /// Bytes found.
        found: usize,
    },
    /// A space, a control character, or anything outside ASCII.
    #[error("expected printable ASCII without spaces, found {found:?}")]
    NotPrintable {
        /// The first such character.
        found: char,
    },
    /// Not a CAIP-2 chain id.
    #[error("expected a CAIP-2 chain id such as eip155:1")]
    NotCaip2,
    /// Not a CAIP-19 asset id.
    #[error("expected a CAIP-19 asset id such as eip155:1/erc20:0x6b175474e89094c44da98b954eedeac495271d0f")]
    NotCaip19,
}

fn check(text: &str, max: usize) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    if text.len() > max {
        return Err(IdError::TooLong {
            max,
            found: text.len(),
        });
    }
    match text.chars().find(|c| !c.is_ascii_graphic()) {
        Some(found) => Err(IdError::NotPrintable { found }),
        None => Ok(()),
    }
}

/// `namespace:reference`, per <https://chainagnostic.org/CAIPs/caip-2>.
fn check_caip2(text: &str) -> Result<(), IdError> {
    let lower = |c: u8| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let any_case = |c: u8| lower(c) || matches!(c, b'A'..=b'Z' | b'_');
    let good = text.split_once(':').is_some_and(|(namespace, reference)| {
        (3..=8).contains(&namespace.len())
            && namespace.bytes().all(lower)
            && (1..=32).contains(&reference.len())
            && reference.bytes().all(any_case)
    });
    if good {
        Ok(())
    } else {
        Err(IdError::NotCaip2)
    }
}

/// `chain/namespace:reference`, with `/token` if it is one of many, per <https://chainagnostic.org/CAIPs/caip-19>.
fn check_caip19(text: &str) -> Result<(), IdError> {
    check(text, 128)?;
    let lower = |c: u8| matches!(c, b'a'..=b'z' | b'0'..=b'9' | b'-');
    let any_case = |c: u8| lower(c) || matches!(c, b'A'..=b'Z' | b'.' | b'%');
    let mut parts = text.splitn(3, '/');
    let chain = parts.next().is_some_and(|chain| check_caip2(chain).is_ok());
    let asset = parts.next().and_then(|asset| asset.split_once(':'));
    let asset = asset.is_some_and(|(namespace, reference)| {
        (3..=8).contains(&namespace.len())
            && namespace.bytes().all(lower)
            && !reference.is_empty()
            && reference.bytes().all(any_case)
    });
    let token = parts
        .next()
        .is_none_or(|token| (1..=78).contains(&token.len()) && token.bytes().all(any_case));
    match chain && asset && token {
        true => Ok(()),
        false => Err(IdError::NotCaip19),
    }
}

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $check:expr, $expecting:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The identifier as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<$name, IdError> {
                $check(text)?;
                Ok($name(text.into()))
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        serde_as_string!($name, $expecting);
    };
}

identifier!(
    /// A custodian, instrument, institution, registrar, token or block hash: 1 to 128 bytes of printable ASCII
    /// without spaces.
    Id,
    |text| check(text, 128),
    "an identifier string"
);

identifier!(
    /// What the report is about: a CAIP-19 asset or any fund id, 1 to 256 bytes of printable ASCII without spaces.
    Subject,
    |text| check(text, 256),
    "a subject string"
);

identifier!(
    /// A chain, as CAIP-2 writes it: `eip155:1`.
    ChainId,
    check_caip2,
    "a CAIP-2 chain id string"
);

identifier!(
    /// A token and its chain, as CAIP-19 writes it: `eip155:1/erc20:0x6b175474e89094c44da98b954eedeac495271d0f`; at
    /// most 128 bytes, so that it is an [`Id`] too.
    AssetId,
    check_caip19,
    "a CAIP-19 asset id string"
);

impl From<AssetId> for Id {
    fn from(asset: AssetId) -> Id {
        Id(asset.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_and_refuses() {
        assert!("US912797KJ59".parse::<Id>().is_ok());
        assert!("a".repeat(128).parse::<Id>().is_ok());
        assert!("a".repeat(256).parse::<Subject>().is_ok());
        assert_eq!("".parse::<Id>(), Err(IdError::Empty));
        assert_eq!(
            "a".repeat(129).parse::<Id>(),
            Err(IdError::TooLong {
                max: 128,
                found: 129
            })
        );
        assert_eq!(
            "a".repeat(257).parse::<Subject>(),
            Err(IdError::TooLong {
                max: 256,
                found: 257
            })
        );
        for (text, found) in [
            ("a b", ' '),
            ("a\n", '\n'),
            ("é", 'é'),
            ("\u{7f}", '\u{7f}'),
        ] {
            assert_eq!(text.parse::<Id>(), Err(IdError::NotPrintable { found }));
        }
    }

    #[test]
    fn caip2() {
        for good in [
            "eip155:1",
            "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp",
            "cosmos:cosmoshub-4",
        ] {
            assert!(good.parse::<ChainId>().is_ok(), "{good}");
        }
        for bad in [
            "eip155",
            "e:1",
            "EIP155:1",
            "eip155:",
            "eip155:1:2",
            "toolongns:1",
            "eip155:a b",
        ] {
            assert_eq!(bad.parse::<ChainId>(), Err(IdError::NotCaip2), "{bad}");
        }
        assert_eq!(
            alloc::format!("eip155:{}", "1".repeat(33)).parse::<ChainId>(),
            Err(IdError::NotCaip2)
        );
    }

    #[test]
    fn caip19() {
        let long = |n: usize| alloc::format!("eip155:1/erc20:{}", "a".repeat(n));
        for good in [
            "eip155:1/erc20:0x6b175474e89094c44da98b954eedeac495271d0f",
            "eip155:1/erc721:0x06012c8cf97BEaD5deAe237070F9587f8E7A266d/771769",
            "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp/token:EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v",
            &long(113),
        ] {
            assert!(good.parse::<AssetId>().is_ok(), "{good}");
            assert!(good.parse::<Id>().is_ok(), "{good}");
        }
        for bad in [
            "eip155:1",
            "eip155:1/",
            "eip155:1/erc20",
            "eip155:1/erc20:",
            "eip155:1/e:0x00",
            "eip155:1/ERC20:0x00",
            "eip155:1/erc20:0x00/",
            "eip155:1/erc20:0x00/1/2",
            "eip155:1/erc20:0x0_0",
            "erc20:0x00",
            "e:1/erc20:0x00",
        ] {
            assert_eq!(bad.parse::<AssetId>(), Err(IdError::NotCaip19), "{bad}");
        }
        let (max, found) = (128, 129);
        assert_eq!(
            long(114).parse::<AssetId>(),
            Err(IdError::TooLong { max, found })
        );
    }
}
