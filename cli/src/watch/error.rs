//! Why a run of `assay watch` cannot go on.

use std::error::Error as StdError;
use std::io;
use std::path::{Path, PathBuf};

use assay_statement::CanonicalError;
use assay_verifier::ReportError;
use thiserror::Error;

use crate::files::FileError;
use crate::outcome::{EXIT_AGAIN, EXIT_LOCKED, EXIT_USAGE};

/// Why a run cannot go on. The message begins with the file it is about.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WatchError {
    /// A file or directory cannot be read or written.
    #[error(transparent)]
    File(#[from] FileError),
    /// The configuration, or the policy or registry that it names, is not what it should be.
    #[error("{}: {source}", path.display())]
    Input {
        /// The file.
        path: PathBuf,
        /// Stable name of the fault.
        code: &'static str,
        /// What is wrong with it.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// Another process has the lock.
    #[error("{}: another assay watch is at work on this directory; let it finish, or stop it", path.display())]
    Locked {
        /// The directory of the reports.
        path: PathBuf,
    },
    /// The lock is no more that of the directory.
    #[error("{}: this is no more the directory that was locked, or its lock was removed; start assay watch again", path.display())]
    LockLost {
        /// The directory of the reports.
        path: PathBuf,
    },
    /// An event cannot be written; what it names was not begun.
    #[error(
        "events: cannot write to standard output: {source}; make room, and start assay watch again"
    )]
    Events {
        /// The error of the system.
        source: io::Error,
    },
    /// There is no report to continue from.
    #[error("{}: expected a chain of reports, found no report; is this the directory, and is its volume mounted? To begin a chain here, pass --begin", path.display())]
    NotBegun {
        /// The directory of the reports.
        path: PathBuf,
    },
    /// A file among the reports is not a report.
    #[error("{}: expected reports only, but {file} is none: {message}", path.display())]
    NoReport {
        /// The directory of the reports.
        path: PathBuf,
        /// The file.
        file: String,
        /// What is wrong with it.
        message: String,
    },
    /// The reports are no chain. This is the first fault; `assay log verify` lists all.
    #[error("{}: expected one chain of reports, but {file} {message}; see assay log verify", path.display())]
    Chain {
        /// The directory of the reports.
        path: PathBuf,
        /// The report at fault.
        file: String,
        /// What is wrong with it.
        message: String,
        /// Its stable name.
        code: &'static str,
    },
    /// The last report does not verify, so that none can follow it.
    #[error("{}: {file}: {message}", path.display())]
    LastReport {
        /// The directory of the reports.
        path: PathBuf,
        /// The last report.
        file: String,
        /// What is wrong with it.
        message: String,
        /// The code of `assay verify`.
        code: &'static str,
    },
    /// A document has no digest, or an event cannot be written as JSON.
    #[error(transparent)]
    Canonical(#[from] CanonicalError),
    /// The report just made has no digest.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The clock is before 1970 or after 9999.
    #[error("this computer's clock is wrong")]
    Clock,
}

impl WatchError {
    /// A file that is not what it should be, with the code of the fault.
    pub(crate) fn input(
        path: &Path,
        code: &'static str,
        source: impl StdError + Send + Sync + 'static,
    ) -> WatchError {
        WatchError::Input {
            path: path.to_path_buf(),
            code,
            source: Box::new(source),
        }
    }

    /// A short stable name, for programs: lower case, words joined by hyphens.
    pub fn code(&self) -> &'static str {
        match self {
            WatchError::File(_) => "io",
            WatchError::Input { code, .. } => code,
            WatchError::Locked { .. } => "locked",
            WatchError::LockLost { .. } => "lock-lost",
            WatchError::Events { .. } => "events",
            WatchError::NotBegun { .. } => "not-begun",
            WatchError::NoReport { .. } => "no-report",
            WatchError::Chain { code, .. } | WatchError::LastReport { code, .. } => code,
            WatchError::Canonical(_) => "not-canonical",
            WatchError::Report(error) => error.code(),
            WatchError::Clock => "clock",
        }
    }

    /// The exit code of the command.
    pub fn exit_code(&self) -> u8 {
        match self {
            WatchError::Locked { .. } => EXIT_LOCKED,
            _ if self.ends_service() => EXIT_AGAIN,
            _ => EXIT_USAGE,
        }
    }

    /// Whether a service cannot look again after this, but has to be started again.
    pub fn ends_service(&self) -> bool {
        matches!(
            self,
            WatchError::LockLost { .. } | WatchError::Events { .. } | WatchError::Clock
        )
    }
}
