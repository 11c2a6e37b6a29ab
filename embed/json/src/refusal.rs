//! Why there is no valid statement.

use alloc::boxed::Box;
use alloc::string::ToString;

use assay_statement::ParseError;
use assay_verifier::ReportError;
use serde_json::{json, Value};
use thiserror::Error;

/// Why a report is refused, or why there is no verdict on it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refusal {
    /// The caller's registry is no document.
    #[error("the registry: {0}")]
    Registry(ParseError),
    /// The caller's options are not as [`options`](crate::options) says.
    #[error("the options: {0}")]
    Options(ParseError),
    /// The report is no document.
    #[error("{0}")]
    Malformed(ParseError),
    /// The report does not verify.
    #[error(transparent)]
    Report(#[from] Box<ReportError>),
}

impl Refusal {
    /// A short stable name, for programs: that of [`ReportError::code`], or
    ///
    /// | code | what |
    /// |---|---|
    /// | `malformed` | the report is no document |
    /// | `registry-malformed` | the caller's registry is none |
    /// | `options-malformed` | the caller's options are not as [`options`](crate::options) says |
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Registry(_) => "registry-malformed",
            Refusal::Options(_) => "options-malformed",
            Refusal::Malformed(_) => "malformed",
            Refusal::Report(error) => error.code(),
        }
    }

    /// Whether it is the caller's own registry or options that are wrong. Then there is no verdict on the report.
    pub fn is_callers(&self) -> bool {
        match self {
            Refusal::Registry(_) | Refusal::Options(_) => true,
            Refusal::Malformed(_) => false,
            Refusal::Report(error) => {
                matches!(
                    **error,
                    ReportError::Registry(_) | ReportError::NoClock { .. }
                )
            }
        }
    }

    /// The answer of [`verify`](crate::verify).
    pub fn to_json(&self) -> Value {
        refusal_json(self.code(), &self.to_string())
    }
}

/// The answer to anything that is not valid. For embedders that refuse for reasons of their own.
pub fn refusal_json(code: &str, message: &str) -> Value {
    json!({ "valid": false, "error": { "code": code, "message": message } })
}
