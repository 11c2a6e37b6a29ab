//! The verifiers of proofs on an EVM, with the compiled contracts and proofs that the prover makes.
#![allow(clippy::unwrap_used, missing_docs)]

mod accepting;
mod changed;
mod columns;
mod deployed;
mod feed;
mod malformed;
mod statement;
