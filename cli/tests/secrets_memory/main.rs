//! What is left in the memory of the process once secrets were dropped: nothing, of all that is searched for.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

mod audit;
mod commands;
mod control;
mod draws;
mod prove;
mod signing;
mod witness;
