#![doc = include_str!("../README.md")]

pub mod abi;
pub mod answers;
mod code;
mod compare;
mod error;
mod hexadecimal;
mod json;
mod number;
mod signing;
mod submission;

pub use code::{filled_address, read_generators, Artefact};
pub use compare::{decimal, differences, ChainCustodian, Difference, Known, OnChain};
pub use error::SubmissionError;
pub use hexadecimal::hex;
pub use json::submission_json;
pub use number::{in_units, Number};
pub use signing::{scheme_number, signer, EvmSignature};
pub use submission::{EvmAttestation, Owed, Submission};
