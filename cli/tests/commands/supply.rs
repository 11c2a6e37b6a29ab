//! `assay supply` against servers on this computer, and `assay verify --block-hash`. Answers of an EVM are canned here but
//! for its tries; `evm-tests` has a real one.

mod evidence;
mod evm;
mod issuers_word;
mod node;
mod owed;
mod solana;
mod transport;
