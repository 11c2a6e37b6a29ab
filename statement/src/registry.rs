//! The registry: the verifier's own list of custodians and their keys. It is never taken from a report.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use serde::Serialize;
use thiserror::Error;

use crate::document::{Document, Kind, V1};
use crate::encoding::{Digest, HexBytes};
use crate::id::{ChainId, Id, Subject};
use crate::json::field_readers::non_empty;
use crate::known_token::KnownToken;
use crate::least_value::LeastValue;
use crate::macros::fields;
use crate::scheme::Scheme;
use crate::supply::MAX_TOKEN_DECIMALS;
use crate::time::Timestamp;

/// The registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Registry {
    /// The version.
    pub assay: V1,
    /// `"registry"`.
    pub kind: Kind<Registry>,
    /// Whose custodians these are.
    pub subject: Subject,
    /// The custodians.
    pub custodians: Vec<RegistryCustodian>,
    /// Digest of the one policy that reports must follow, if the verifier pins it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<Digest>,
    /// Tokens of which the verifier knows decimals and storage slot; a supply that says otherwise is refused.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tokens: Vec<KnownToken>,
    /// The least that a supply may say one token is owed, if the verifier sets one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least_value_per_token: Option<LeastValue>,
}

fields!(Registry { assay, kind, subject, custodians, policy, tokens by non_empty, least_value_per_token });

/// One custodian.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegistryCustodian {
    /// Its id, as in the book.
    pub id: Id,
    /// How many of its keys must sign.
    pub threshold: u32,
    /// Its keys.
    pub keys: Vec<RegistryKey>,
}

fields!(RegistryCustodian {
    id,
    threshold,
    keys
});

/// One key, and when it may sign. An attestation's as-of time must lie in `not_before..=not_after`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegistryKey {
    /// The signature scheme.
    pub scheme: Scheme,
    /// The key: 32 bytes for Ed25519, a 33-byte compressed SEC1 point for the others.
    pub public_key: HexBytes,
    /// First moment it is valid.
    pub not_before: Timestamp,
    /// Last moment it is valid.
    pub not_after: Timestamp,
}

fields!(RegistryKey {
    scheme,
    public_key,
    not_before,
    not_after
});

impl Document for Registry {
    const KIND: &'static str = "registry";
}

/// Why a registry makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// A custodian twice.
    #[error("custodian {custodian} is listed twice")]
    DuplicateCustodian {
        /// The custodian.
        custodian: Id,
    },
    /// A threshold of zero, or above the number of keys.
    #[error("custodian {custodian}: expected a threshold of 1 to {keys}, found {threshold}")]
    Threshold {
        /// The custodian.
        custodian: Id,
        /// Its threshold.
        threshold: u32,
        /// Its keys.
        keys: usize,
    },
    /// A key that is not of its scheme's length or form.
    #[error("custodian {custodian}: key {key} is not a {scheme} public key")]
    MalformedKey {
        /// The custodian.
        custodian: Id,
        /// Position of the key, from 0.
        key: usize,
        /// Its scheme.
        scheme: Scheme,
    },
    /// The same key again, here or at another custodian: one signer would count twice.
    #[error("custodian {custodian}: key {key} is listed before")]
    DuplicateKey {
        /// The custodian.
        custodian: Id,
        /// Position of the key, from 0.
        key: usize,
    },
    /// Valid to a time before it is valid from.
    #[error("custodian {custodian}: key {key} ends before it begins")]
    EmptyValidity {
        /// The custodian.
        custodian: Id,
        /// Position of the key, from 0.
        key: usize,
    },
    /// The same token again. On EVM chains, capital letters in an address make no other token.
    #[error("token {token} on {chain} is listed twice")]
    DuplicateToken {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: Id,
    },
    /// More decimals than a supply may have.
    #[error(
        "token {token} on {chain}: expected at most {MAX_TOKEN_DECIMALS} decimals, found {found}"
    )]
    TokenDecimals {
        /// The chain.
        chain: ChainId,
        /// The token.
        token: Id,
        /// Decimals found.
        found: u8,
    },
}

impl Registry {
    /// Checks everything about a registry that one field alone cannot tell. Whether a key is a point on its
    /// curve is for the signature check.
    ///
    /// # Errors
    /// The first [`RegistryError`].
    pub fn validate(&self) -> Result<(), RegistryError> {
        let mut ids = BTreeSet::new();
        let mut keys = BTreeSet::new();
        for entry in &self.custodians {
            let custodian = || entry.id.clone();
            if !ids.insert(&entry.id) {
                return Err(RegistryError::DuplicateCustodian {
                    custodian: custodian(),
                });
            }
            let count = entry.keys.len();
            if entry.threshold == 0 || u64::from(entry.threshold) > count as u64 {
                return Err(RegistryError::Threshold {
                    custodian: custodian(),
                    threshold: entry.threshold,
                    keys: count,
                });
            }
            for (key, listed) in entry.keys.iter().enumerate() {
                if !listed
                    .scheme
                    .has_form_of_public_key(listed.public_key.as_bytes())
                {
                    return Err(RegistryError::MalformedKey {
                        custodian: custodian(),
                        key,
                        scheme: listed.scheme,
                    });
                }
                if !keys.insert(&listed.public_key) {
                    return Err(RegistryError::DuplicateKey {
                        custodian: custodian(),
                        key,
                    });
                }
                if listed.not_after < listed.not_before {
                    return Err(RegistryError::EmptyValidity {
                        custodian: custodian(),
                        key,
                    });
                }
            }
        }
        self.validate_tokens()
    }

    fn validate_tokens(&self) -> Result<(), RegistryError> {
        let mut names = BTreeSet::new();
        for known in &self.tokens {
            let (chain, token) = (known.chain.clone(), known.token.clone());
            if !names.insert(known.name()) {
                return Err(RegistryError::DuplicateToken { chain, token });
            }
            if known.decimals > MAX_TOKEN_DECIMALS {
                let found = known.decimals;
                return Err(RegistryError::TokenDecimals {
                    chain,
                    token,
                    found,
                });
            }
        }
        Ok(())
    }

    /// The entry of a custodian.
    pub fn custodian(&self, id: &Id) -> Option<&RegistryCustodian> {
        self.custodians.iter().find(|c| c.id == *id)
    }
}
