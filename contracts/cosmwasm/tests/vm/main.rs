//! The compiled contract in the chains' virtual machine: its code, its gas, and the verdicts of all report vectors.

mod chain;
mod gas;
#[path = "../support/mod.rs"]
mod support;
