//! The command `assay`, as a library so that its parts can be tested. The program is [`commands::main`].

pub mod commands;
pub mod error;
pub mod files;
pub mod log;
pub mod outcome;
pub mod terminal;
pub mod watch;
