//! The suite `bls12-381`: keys, proofs, tampering, and halo2's own verifier as the oracle.
#![allow(clippy::unwrap_used, missing_docs)]

mod curve;
mod field;
mod keys;
mod oracle;
mod proofs;
mod tampering;
mod transcript;
