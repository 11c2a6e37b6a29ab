//! The contract's rules, on a simulated chain with accounts and blocks.
#![allow(clippy::unwrap_used)]

mod admin;
mod any_message;
mod app;
mod can_mint;
mod grace;
mod migrate;
mod sequence;
mod signatures;
mod submit;
mod value;
