//! The commands, one file each, with a folder beside it for the parts of the larger ones. Each has its options, `Args`, and
//! runs them.

pub mod attest;
pub mod audit;
pub mod book;
pub mod commit;
pub mod completions;
pub mod demo;
pub mod disclose;
pub mod evm;
pub mod inspect;
pub mod keygen;
pub mod log_verify;
pub mod policy;
pub mod prove;
pub mod supply;
pub mod verify;
pub mod watch;
