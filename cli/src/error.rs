//! Why a command could not do what it was asked.

use std::error::Error as StdError;
use std::io;
use std::path::{Path, PathBuf};

use assay_prover::DisclosureError;
use assay_prover::ProveError;
use assay_statement::CanonicalError;
use assay_verifier::ReportError;
use thiserror::Error;

use crate::files::FileError;
use crate::outcome::EXIT_USAGE;
use crate::watch::error::WatchError;

/// Any error of a library crate.
type Source = Box<dyn StdError + Send + Sync>;

/// Why a command failed. The message begins with the file or the option that it is about.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CliError {
    /// A file cannot be read or written.
    #[error(transparent)]
    Io(#[from] FileError),
    /// What is in a file is not what it should be, or nothing can be made of it.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Source,
    },
    /// What an option names cannot be used or made.
    #[error("{option}: {source}")]
    Option {
        /// The option, with its dashes.
        option: &'static str,
        /// What is wrong with it.
        source: Source,
    },
    /// The supply cannot be read from the chains.
    #[error("supply: {0}")]
    Chains(Source),
    /// The sample data cannot be made or shown.
    #[error("sample data: {0}")]
    Sample(String),
    /// A report that verifies discloses nothing.
    #[error(transparent)]
    Disclosure(#[from] DisclosureError),
    /// There is no report.
    #[error(transparent)]
    Prove(#[from] ProveError),
    /// A run of periodic proofs cannot go on.
    #[error(transparent)]
    Watch(#[from] WatchError),
    /// A report has no digest.
    #[error("the report has no digest: {0}")]
    Digest(#[from] ReportError),
    /// A document cannot be written as JSON.
    #[error("cannot write JSON: {0}")]
    Json(#[from] CanonicalError),
    /// The system gives no thread.
    #[error("cannot start a thread: {0}; let this process have more of them, or more memory")]
    Threads(io::Error),
    /// The command line asks for something that is not there.
    #[error("{0}")]
    Usage(String),
}

impl CliError {
    /// The exit code of the command.
    pub fn exit_code(&self) -> u8 {
        match self {
            CliError::Watch(error) => error.exit_code(),
            _ => EXIT_USAGE,
        }
    }
}

/// The error is about this file.
pub(crate) fn file_error(path: &Path, source: impl Into<Source>) -> CliError {
    CliError::File {
        path: path.to_path_buf(),
        source: source.into(),
    }
}

/// The error is about this option, which is named with its dashes.
pub(crate) fn option_error(option: &'static str, source: impl Into<Source>) -> CliError {
    CliError::Option {
        option,
        source: source.into(),
    }
}

/// Says which file or option an error is about.
pub(crate) trait About<T> {
    /// The error is about this file.
    fn in_file(self, path: &Path) -> Result<T, CliError>;

    /// The error is about this option, which is named with its dashes.
    fn in_option(self, option: &'static str) -> Result<T, CliError>;
}

impl<T, E: Into<Source>> About<T> for Result<T, E> {
    fn in_file(self, path: &Path) -> Result<T, CliError> {
        self.map_err(|source| file_error(path, source))
    }

    fn in_option(self, option: &'static str) -> Result<T, CliError> {
        self.map_err(|source| option_error(option, source))
    }
}
