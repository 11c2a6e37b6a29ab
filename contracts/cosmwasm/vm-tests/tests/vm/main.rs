//! The compiled contract in the chains' virtual machine: its code, its gas, and the verdicts of all report vectors.
#![allow(clippy::unwrap_used)]

mod gas;
mod messages;
mod vectors;
