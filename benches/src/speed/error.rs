//! Why a speed is not known.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why a speed is not known.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SpeedError {
    /// A program or file cannot be used.
    #[error("{path}: {source}")]
    Io {
        /// The program or file.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
    /// A program ended in another way than it should.
    #[error("{path} ended with {found}, not with the exit code {expected}")]
    Exit {
        /// The program.
        path: PathBuf,
        /// The exit code that it should have had.
        expected: i32,
        /// How it ended.
        found: String,
    },
    /// A program printed or left something else than a figure.
    #[error("{path} has no figure: {expected} is missing")]
    Figure {
        /// The file, or the program that printed it.
        path: PathBuf,
        /// What is missing in it.
        expected: &'static str,
    },
}
