//! The compiled contract in the chains' virtual machine: its code, its gas, and the verdicts of all report vectors.
#![allow(clippy::unwrap_used)]

mod chain;
mod gas;
mod messages;
#[path = "../../../../prover/tests/vectors/patch.rs"]
#[allow(dead_code)]
mod patch;
mod signatures;
#[path = "../support/mod.rs"]
mod support;
mod vectors;
