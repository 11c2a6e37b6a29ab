//! Files in and out: bounded reads, atomic writes, secrets that are never readable by others.
//!
//! A command first names every input ([`Outputs::input`]), then checks every output ([`Outputs::check`]) before it starts
//! any long work, and at the end hands over all outputs at once ([`Outputs::write_all`]). Every file appears whole or not
//! at all, and nothing is touched unless all of them could be written beside their places.
//!
//! Documents are read up to the limit of their kind (`Document::MAX_BYTES`), other files up to a limit where they are read.

mod error;
mod outputs;
mod paths;
mod read;

pub use error::FileError;
pub use outputs::{Access, Output, Outputs};
pub use paths::{directory, is_hidden, printable, same_file};
pub use read::{exposed, open, read, read_text};

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
