//! Files in and out: bounded reads, atomic writes, secrets that are never readable by others.
//!
//! A command first names every input ([`Outputs::input`]), then checks every output ([`Outputs::check`]) before it starts
//! any long work, and at the end hands over all outputs at once ([`Outputs::write_all`]). Every file appears whole or not
//! at all, and nothing is touched unless all of them could be written beside their places. Whoever writes to a directory
//! has it locked, and removes what a killed process left there.
//!
//! A file that a user names may be a pipe. What is found in a directory has to be a regular file ([`read_regular`]): nobody
//! looked at it before, and a FIFO would hold up its reader for ever.
//!
//! Documents are read up to the limit of their kind (`Document::MAX_BYTES`), other files up to a limit where they are read.

mod access;
mod directories;
mod error;
mod leftovers;
mod outputs;
mod paths;
mod read;
mod regular;
mod replace;

pub use access::Access;
pub use error::FileError;
pub use leftovers::leftovers;
pub use outputs::{Output, Outputs};
pub use paths::{directory, is_hidden, printable, same_file};
pub use read::{exposed, open, read, read_regular, read_text};
pub use regular::open_regular_with;

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
