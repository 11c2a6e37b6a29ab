//! What can go wrong with a file.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// What can go wrong with a file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FileError {
    /// The file cannot be opened or read.
    #[error("{}: cannot read: {source}; check the path and its permissions", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The path names a directory.
    #[error("{}: expected a file, found a directory", path.display())]
    Directory {
        /// The path.
        path: PathBuf,
    },
    /// The file is longer than such a file can be.
    #[error("{}: expected at most {limit} bytes, found more; is it the right file?", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// The file is not UTF-8.
    #[error("{}: expected UTF-8 text, found another byte at offset {offset}", path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// Offset of the first byte that is not UTF-8.
        offset: usize,
    },
    /// The output exists and `--force` was not given.
    #[error("{}: expected no such file, found one; choose another name, or pass --force to replace it", path.display())]
    Exists {
        /// The output.
        path: PathBuf,
    },
    /// The output is one of the inputs.
    #[error("{}: is an input of this command and cannot be its output; choose another name", path.display())]
    OutputIsInput {
        /// The output.
        path: PathBuf,
    },
    /// Two outputs have the same path.
    #[error("{}: is named for two outputs of this command; choose two names", path.display())]
    OutputTwice {
        /// The output.
        path: PathBuf,
    },
    /// The output cannot be written.
    #[error("{}: cannot write: {source}; nothing was left half written", path.display())]
    Write {
        /// The output.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// Standard output cannot be written.
    #[error("standard output: cannot write: {source}")]
    Stdout {
        /// The error of the system.
        source: io::Error,
    },
}
