//! The supply, read from chains: `assay supply`.
//!
//! What is read is what several endpoints agree on, at a block that is final and named by number and hash. Of an EVM
//! chain it can be proved besides: [`evidence`].

mod client;
mod endpoint;
pub mod error;
pub mod evidence;
mod evm;
mod hexadecimal;
mod read;
pub mod rpc;
pub mod sample;
mod solana;
pub mod sources;

pub use client::Patience;
pub use endpoint::{Endpoint, EndpointError};
pub use error::{ReadError, RequestError};
pub use evm::block::Block;
pub use evm::proof::AccountProof;
pub use hexadecimal::{Data, Quantity};
pub use read::{read, ReadOptions};
pub use sources::{ChainSource, Slot, Sources, SourcesError, TokenSource};
