//! What a family of chains has to offer: chains of one CAIP-2 namespace, read and proved in one way.

use assay_statement::{ChainSupply, Id, StorageEvidence};
use thiserror::Error;

use crate::chain_client::ChainClient;
use crate::evidence_error::EvidenceError;
use crate::evident_block::EvidentBlock;
use crate::read_error::ReadError;
use crate::rpc::ResponseError;

/// Checks the evidence of one entry in the state of the block that the entry names, and returns that block.
pub(crate) type CheckEvidence =
    fn(&ChainSupply, &StorageEvidence) -> Result<EvidentBlock, EvidenceError>;

/// A family of chains. Each implements it in one file and has one line in the list of `chains.rs`: choice by chain id,
/// checks of sources, names in messages and checks of evidence follow.
pub(crate) trait ChainFamily: Sync {
    /// The CAIP-2 namespace: what stands before the colon of a chain id.
    fn namespace(&self) -> &'static str;

    /// The form of a token's address, as messages name it after "expected a token as".
    fn token_form(&self) -> &'static str;

    /// A token's address in the one form that documents use.
    ///
    /// # Errors
    /// [`TokenError`], if it is no address.
    fn canonical_token(&self, token: &Id) -> Result<Id, TokenError>;

    /// Whether a final block of the past can be read. If not, sources that name a block are refused.
    fn reads_past_blocks(&self) -> bool {
        false
    }

    /// Whether tokens may be shown to holders in another unit than the one that is counted. If not, sources that name a unit
    /// are refused.
    fn has_units(&self) -> bool {
        false
    }

    /// How evidence of a supply is checked. `None`, if the family has no evidence: then sources that name a storage slot are
    /// refused, and so is an entry with evidence.
    fn evidence(&self) -> Option<CheckEvidence> {
        None
    }

    /// Whether an endpoint that answers `method` so may answer otherwise in a moment: it does not have yet what others have, or
    /// is busy. Codes mean different things on different chains, so each family says so of its own. Refusals of a client that
    /// asks too often pass on any chain, and need no mention.
    fn may_pass(&self, method: &str, error: &ResponseError) -> bool;

    /// Reads all tokens of one chain, and makes evidence for those whose source names a storage slot. `reference` is what
    /// stands after the colon of the chain id; endpoints of another chain must be refused.
    ///
    /// # Errors
    /// [`ReadError`].
    fn read(&self, chain: &ChainClient<'_>, reference: &str)
        -> Result<Vec<ChainSupply>, ReadError>;
}

/// Why a text is no address of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum TokenError {
    /// It has not the form of an address.
    #[error("it has not the form of an address")]
    Form,
    /// Its checksum is wrong.
    #[error("its checksum is wrong ({standard})")]
    Checksum {
        /// What defines the checksum.
        standard: &'static str,
    },
}
