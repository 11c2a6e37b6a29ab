//! What a verifier knows of a token for itself, so that no supply can say otherwise.

use alloc::string::String;
use serde::Serialize;

use crate::encoding::Word;
use crate::id::{ChainId, Id};
use crate::macros::fields;
use crate::supply::ChainSupply;

/// A token whose decimals the verifier knows, and perhaps where its contract keeps the total supply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnownToken {
    /// The chain, CAIP-2.
    pub chain: ChainId,
    /// The token's address or name on it, as a supply names it.
    pub token: Id,
    /// Its decimals.
    pub decimals: u8,
    /// Of a token on an EVM chain: the storage slot that holds its total supply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<Word>,
}

fields!(KnownToken {
    chain,
    token,
    decimals,
    slot
});

impl KnownToken {
    /// Whether an entry of a supply is about this token. Capital letters in an EVM address are a checksum: without them it is
    /// the same token.
    pub fn is_of(&self, entry: &ChainSupply) -> bool {
        let (own, found) = (self.token.as_str(), entry.token.as_str());
        let same = own == found || (self.is_on_evm() && own.eq_ignore_ascii_case(found));
        same && self.chain == entry.chain
    }

    /// What tells it from other tokens.
    pub(crate) fn name(&self) -> (&str, String) {
        let token = self.token.as_str();
        let token = match self.is_on_evm() {
            true => token.to_ascii_lowercase(),
            false => token.into(),
        };
        (self.chain.as_str(), token)
    }

    fn is_on_evm(&self) -> bool {
        self.chain.as_str().starts_with("eip155:")
    }
}
