//! Files in and out: bounded reads, atomic writes, secrets that are never readable by others.
//!
//! A command first names every input ([`Outputs::input`]), then checks every output ([`Outputs::check`]) before it starts
//! any long work, and at the end hands over all outputs at once ([`Outputs::write_all`]). Every file appears whole or not
//! at all, and nothing is touched unless all of them could be written beside their places. Whoever writes to a directory
//! has it locked, and removes what a killed process left there.
//!
//! Documents are read up to the limit of their kind (`Document::MAX_BYTES`), other files up to a limit where they are read.

mod access;
mod directories;
mod error;
mod leftovers;
mod outputs;
mod paths;
mod read;
mod replace;

pub use access::Access;
pub use error::FileError;
pub use leftovers::leftovers;
pub use outputs::{Output, Outputs};
pub use paths::{directory, is_hidden, printable, same_file};
pub use read::{exposed, open, read, read_text};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
