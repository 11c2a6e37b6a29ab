//! Why a report cannot follow another.

use assay_statement::{Subject, Timestamp};
use thiserror::Error;

/// Why a report cannot follow the one that it names.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PredecessorError {
    /// They are about different subjects.
    #[error("the report it follows is about {predecessor}, the report about {found}")]
    Subject {
        /// Subject of the predecessor.
        predecessor: Subject,
        /// Subject of the report.
        found: Subject,
    },
    /// The report is not later.
    #[error(
        "expected a later time than that of the report it follows, {predecessor}, found {found}"
    )]
    NotNewer {
        /// As-of time of the predecessor.
        predecessor: Timestamp,
        /// As-of time of the report.
        found: Timestamp,
    },
}

impl PredecessorError {
    /// A short stable name, for programs: lower case, words joined by hyphens.
    pub fn code(&self) -> &'static str {
        match self {
            PredecessorError::Subject { .. } => "wrong-subject",
            PredecessorError::NotNewer { .. } => "not-newer",
        }
    }
}
