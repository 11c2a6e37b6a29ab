//! The compiled contract in the chains' virtual machine: its code, its gas, and the verdicts of all report vectors.
#![allow(clippy::unwrap_used)]

#[path = "../../../../../embed/json/tests/support/mod.rs"]
#[allow(dead_code)]
mod embedders;
mod gas;
mod messages;
#[path = "../../../tests/support/mod.rs"]
mod support;
mod vectors;
