//! The sources file: what makes up the supply, and where each chain is read. Private: endpoints may hold keys.
//!
//! ```json
//! {
//!   "assay": "v1",
//!   "kind": "sources",
//!   "subject": "eip155:1/erc20:0x7712c34205737192402172409a8f7ccef8aa2aec",
//!   "currency": "USD",
//!   "value_per_token": "1.00",
//!   "chains": [
//!     { "chain": "eip155:1",
//!       "endpoints": [ "https://one.example/v3/KEY", "https://two.example/KEY" ],
//!       "tokens": [ { "token": "0x7712c34205737192402172409a8f7ccef8aa2aec", "storage_slot": "2" } ] },
//!     { "chain": "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdp",
//!       "endpoints": [ "https://three.example" ],
//!       "tokens": [ { "token": "GyWgeqpy5GueU2YbkE8xqUeVEokCMMCEeUrfbtMw6phr" } ] }
//!   ],
//!   "entries": [ { "entry": "pending_redemptions", "quantity": "125000.00" } ]
//! }
//! ```

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use assay_statement::json::{Field, FromJson, JsonError, JsonValue};
use assay_statement::{
    fields, ChainId, Currency, Decimal, Document, Id, Kind, Subject, SupplyEntry, Word, V1,
};
use num_bigint::BigUint;
use thiserror::Error;

use super::endpoint::Endpoint;
use super::hexadecimal::Data;

/// The sources file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// The version.
    pub assay: V1,
    /// `"sources"`.
    pub kind: Kind<Sources>,
    /// What it is the supply of; the book's subject.
    pub subject: Subject,
    /// What `value_per_token` counts in; the book's currency.
    pub currency: Currency,
    /// What one token is owed, in `currency`.
    pub value_per_token: Decimal,
    /// Chains to read, each once.
    pub chains: Vec<ChainSource>,
    /// What no chain tells, as in the supply itself.
    pub entries: Vec<SupplyEntry>,
}

fields!(Sources {
    assay,
    kind,
    subject,
    currency,
    value_per_token,
    chains by Field::read_or_default,
    entries by Field::read_or_default,
});

impl Document for Sources {
    const KIND: &'static str = "sources";
    const MAX_BYTES: usize = 1 << 20;
    const PRIVATE: bool = true;
}

/// A chain and where it is read. All tokens of an EVM chain are read at one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainSource {
    /// The chain, CAIP-2: `eip155:...` or `solana:...`.
    pub chain: ChainId,
    /// Where to read it. All of them must say the same.
    pub endpoints: Vec<Endpoint>,
    /// Its tokens, each once.
    pub tokens: Vec<TokenSource>,
    /// EVM only: the block to read, rather than the last final one.
    pub block: Option<u64>,
}

fields!(ChainSource {
    chain,
    endpoints by Field::read_or_default,
    tokens,
    block,
});

/// A token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenSource {
    /// Its contract's address, or its mint.
    pub token: Id,
    /// EVM only: the storage slot that holds the total supply. With it, the supply is proved.
    pub storage_slot: Option<Slot>,
}

fields!(TokenSource {
    token,
    storage_slot
});

/// A storage slot: a decimal integer, or `0x` and up to 64 hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot(pub Word);

/// A text that is no storage slot.
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

/// Why sources make no sense.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SourcesError {
    /// Nothing to read and nothing written.
    #[error("expected a chain or an entry, found none")]
    Nothing,
    /// A chain twice.
    #[error("{chain} is listed twice; put its tokens together")]
    DuplicateChain {
        /// The chain.
        chain: ChainId,
    },
    /// Nowhere to read a chain.
    #[error("{chain}: expected at least one endpoint, found none")]
    NoEndpoint {
        /// The chain.
        chain: ChainId,
    },
    /// An endpoint twice: it agrees with itself.
    #[error("{chain}: endpoint {endpoint} is listed twice")]
    DuplicateEndpoint {
        /// The chain.
        chain: ChainId,
        /// Its host.
        endpoint: String,
    },
    /// Nothing to read on a chain.
    #[error("{chain}: expected at least one token, found none")]
    NoToken {
        /// The chain.
        chain: ChainId,
    },
    /// A token twice.
    #[error("{chain}: token {token} is listed twice")]
    DuplicateToken {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: String,
    },
    /// No address.
    #[error("{chain}: expected a token as {expected}, found {token}")]
    Token {
        /// The chain.
        chain: ChainId,
        /// What it should be.
        expected: &'static str,
        /// What was found.
        token: String,
    },
    /// An address whose capitals are not those of its checksum.
    #[error("{chain}: the checksum of {token} is wrong: a digit is mistyped (EIP-55)")]
    Checksum {
        /// The chain.
        chain: ChainId,
        /// What was found.
        token: String,
    },
}

impl Sources {
    /// Checks chains, endpoints and tokens, and writes EVM addresses in lower case: whoever reads the same supply writes
    /// the same document.
    ///
    /// # Errors
    /// [`SourcesError`].
    pub fn validated(mut self) -> Result<Sources, SourcesError> {
        if self.chains.is_empty() && self.entries.is_empty() {
            return Err(SourcesError::Nothing);
        }
        let mut chains = BTreeSet::new();
        for source in &mut self.chains {
            source.validate()?;
            if !chains.insert(&source.chain) {
                return Err(SourcesError::DuplicateChain {
                    chain: source.chain.clone(),
                });
            }
        }
        Ok(self)
    }
}

impl ChainSource {
    fn validate(&mut self) -> Result<(), SourcesError> {
        let chain = || self.chain.clone();
        if self.endpoints.is_empty() {
            return Err(SourcesError::NoEndpoint { chain: chain() });
        }
        let mut addresses = BTreeSet::new();
        let twice = self
            .endpoints
            .iter()
            .find(|e| !addresses.insert(e.address()));
        if let Some(endpoint) = twice {
            return Err(SourcesError::DuplicateEndpoint {
                chain: chain(),
                endpoint: endpoint.to_string(),
            });
        }
        if self.tokens.is_empty() {
            return Err(SourcesError::NoToken { chain: chain() });
        }
        let mut tokens = BTreeSet::new();
        for source in &mut self.tokens {
            if self.chain.as_str().starts_with("eip155:") {
                source.token = address(&self.chain, &source.token)?;
            } else if self.chain.as_str().starts_with("solana:") && !is_mint(source.token.as_str())
            {
                return Err(SourcesError::Token {
                    chain: self.chain.clone(),
                    expected: "32 bytes in base58",
                    token: source.token.to_string(),
                });
            }
            if !tokens.insert(source.token.clone()) {
                return Err(SourcesError::DuplicateToken {
                    chain: self.chain.clone(),
                    token: source.token.to_string(),
                });
            }
        }
        Ok(())
    }
}

/// An address in lower case. With capitals, they must be those of EIP-55.
fn address(chain: &ChainId, token: &Id) -> Result<Id, SourcesError> {
    let text = token.as_str();
    let refused = || SourcesError::Token {
        chain: chain.clone(),
        expected: "0x and 40 hex digits",
        token: text.to_owned(),
    };
    let bytes: [u8; 20] = text
        .parse::<Data>()
        .ok()
        .and_then(|data| data.array())
        .ok_or_else(refused)?;
    let lower = text.to_ascii_lowercase();
    let checked = alloy_primitives::Address::from(bytes).to_checksum(None);
    if text != lower && text != checked {
        return Err(SourcesError::Checksum {
            chain: chain.clone(),
            token: text.to_owned(),
        });
    }
    lower.parse().map_err(|_| refused())
}

fn is_mint(text: &str) -> bool {
    bs58::decode(text)
        .into_vec()
        .is_ok_and(|bytes| bytes.len() == 32)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
