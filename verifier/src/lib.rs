//! The Assay verifier: proofs, attestations and reports, without a prover.
//!
//! * [`verify`] and [`verify_batch`] check proofs: one pass over the transcript, one multi-scalar multiplication.
//! * [`verify_report`](report::verify_report) checks a report against the verifier's own registry.
//! * [`verify_call`](call::verify_call) checks a proof and what it is about, given as bytes.
//!
//! The core is `no_std` with `alloc`. Keys of the standard shapes are embedded: [`Key::standard`]. How the proof is put
//! together is in `docs/circuit.md`.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod attestations;
pub mod call;
mod claim;
pub mod context;
pub mod error;
pub mod key;
pub mod msm;
mod opening;
mod parallel;
pub mod proof;
mod public_columns;
pub mod report;
pub mod signature;
#[cfg(all(test, feature = "signatures"))]
#[allow(clippy::unwrap_used)]
mod test_keys;
mod transcript;

pub use context::{context, ContextParts};
pub use error::{BatchError, ProofError};
pub use key::Key;
pub use proof::{verify, verify_batch, Columns, Refreshed, Statement};
pub use public_columns::bound_value;
