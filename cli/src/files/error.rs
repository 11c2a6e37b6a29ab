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
    /// What is among the files of a directory is a FIFO, a socket or a device, which might never end or never begin.
    #[error("{}: expected a regular file, found {found}", path.display())]
    NotRegular {
        /// The path.
        path: PathBuf,
        /// What it is.
        found: &'static str,
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
    /// What is at the output's place is neither a file nor a directory.
    #[error("{}: expected a regular file or none, found {found}; name the file that is to be written", path.display())]
    OutputNotRegular {
        /// The output.
        path: PathBuf,
        /// What is there, in words.
        found: &'static str,
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
    /// The output cannot be written. Nothing has changed.
    #[error("{}: cannot write: {source}; nothing was left half written", path.display())]
    Write {
        /// The output.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// Another process holds the lock of the output's directory.
    #[error("{}: expected to be alone in writing there, but another process has had the directory locked for {seconds} s; \
        nothing was written; try again", path.display())]
    Busy {
        /// The directory.
        path: PathBuf,
        /// How long this process has waited.
        seconds: u64,
    },
    /// Outputs could not be written, and one that they were to replace could not be put back.
    #[error("{cause}; and {} could not be put back: {source}; it is at {}: move it away before the next command, which removes it",
        path.display(), kept.display())]
    NotRestored {
        /// The output.
        path: PathBuf,
        /// Where what was there before is now.
        kept: PathBuf,
        /// The error of the system.
        source: io::Error,
        /// Why the outputs could not be written.
        cause: String,
    },
    /// All outputs are in place, and the system does not say that the disk has them.
    #[error("{}: all outputs are in place, but may not survive a loss of power: {source}; run the command again", path.display())]
    NotFlushed {
        /// Their directory.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// Another process replaced an output while this one was writing.
    #[error("{}: another process replaced it at the same time, so the outputs of this command may not belong together; \
        run it again", path.display())]
    Interfered {
        /// The output.
        path: PathBuf,
    },
    /// Standard output cannot be written.
    #[error("standard output: cannot write: {source}")]
    Stdout {
        /// The error of the system.
        source: io::Error,
    },
}
