#![doc = include_str!("../README.md")]

mod chain_client;
mod chain_family;
mod chains;
mod endpoint;
mod evidence;
mod evidence_error;
mod evident_block;
mod evm_node;
mod hexadecimal;
mod known_block;
mod options;
mod page;
mod read;
mod read_error;
#[cfg(test)]
mod reading;
mod retry;
mod rpc;
mod rpc_client;
mod sample;
mod slot;
mod sources;
mod sources_error;
mod unit;
mod validate;

pub use endpoint::{Endpoint, EndpointError};
pub use evidence::{check_evidence, confirm_evidence, EvidentEntry, BLOCK_WITHIN};
pub use evidence_error::{EvidenceError, TrieError};
pub use evident_block::EvidentBlock;
pub use evm_node::{
    parse_evm_address, EvmAddress, EvmBlockAt, EvmBlockName, EvmLog, EvmNode, EvmNodeError,
};
pub use known_block::{KnownBlock, NotKnownBlock};
pub use options::ReadOptions;
pub use read::read_supply;
pub use read_error::{HttpError, ReadError, RequestError};
pub use retry::RetryPolicy;
pub use rpc::ResponseError;
pub use sample::sample_supply;
pub use slot::{NotSlot, Slot};
pub use sources::{ChainSource, Sources, TokenSource};
pub use sources_error::SourcesError;
pub use unit::{NotUnit, TokenUnit};

/// Readers of what endpoints answer, for fuzz targets alone.
#[doc(hidden)]
pub mod fuzzing {
    pub use crate::chains::evm::account_proof::AccountProof;
    pub use crate::chains::evm::block::EvmBlock;
    pub use crate::hexadecimal::{Data, Quantity};
    pub use crate::rpc::response;
}
