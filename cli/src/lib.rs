#![doc = include_str!("../README.md")]
//!
//! # How it is made
//!
//! Each command is one file in `commands`: it names its options, reads its inputs, calls the library crates, and writes
//! what they made. What several commands need lies beside that folder; `watch` is the daemon behind `assay watch`.

mod ages;
mod at_fault;
mod clock;
mod command_line;
mod commands;
mod documents;
mod error;
mod files;
mod hardening;
mod known_supply_args;
mod last_report;
mod outcome;
mod private_files;
mod render;
mod report_directory;
mod report_file;
mod subject_token;
mod supply_evidence;
mod terminal;
mod threads;
mod verifier_args;
mod watch;
mod writing_args;

#[doc(hidden)]
pub mod internals;

pub use command_line::{main, Cli};
pub use error::CliError;
pub use outcome::Outcome;
