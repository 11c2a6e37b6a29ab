//! The Assay proving library: commitments, attestations, proofs of reserves, disclosures and auditors' copies.
//!
//! It has no command line and no network: the command `assay` is the crate `assay-cli`.

pub mod audit;
pub mod commitment;
pub mod custody;
pub mod disclose;
mod plonk;
pub mod proof;
pub mod prove;
mod public_columns;
mod recorder;
pub mod setup;
pub mod signing;
mod slack;
pub mod wipe;
