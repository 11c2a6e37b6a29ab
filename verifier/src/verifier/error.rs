//! Why there is no verdict that a report is valid.

use assay_statement::ParseError;
use thiserror::Error;

use crate::report::ReportError;

/// Why the bytes of a report are refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// They are no report.
    #[error(transparent)]
    Malformed(#[from] ParseError),
    /// The report does not verify.
    #[error(transparent)]
    Report(#[from] ReportError),
}

impl VerifyError {
    /// A short stable name, for programs: `malformed`, or that of [`ReportError::code`]. Decide on these and never on messages,
    /// which may change.
    pub fn code(&self) -> &'static str {
        match self {
            VerifyError::Malformed(_) => "malformed",
            VerifyError::Report(error) => error.code(),
        }
    }
}
