//! The suites that documents exist in, and the one place where the suite of a book is looked up.

#[cfg(feature = "bls12-381")]
mod bls12_381;
mod vesta;

use assay_statement::{Digest, Report};

use super::document_suite::DocumentSuite;
use super::error::ReportError;

/// Evaluates an expression with the suite of this name as a type; an error in a build without the suite.
macro_rules! in_suite {
    ($suite:expr, $type:ident => $body:expr) => {
        match $suite {
            ::assay_statement::SuiteName::Vesta => {
                type $type = $crate::suites::Vesta;
                Ok($body)
            }
            #[cfg(feature = "bls12-381")]
            ::assay_statement::SuiteName::Bls12381 => {
                type $type = $crate::suites::Bls12381;
                Ok($body)
            }
            #[cfg(not(feature = "bls12-381"))]
            suite => Err($crate::report::error::ReportError::Suite { suite }),
        }
    };
}
pub(super) use in_suite;

/// Digest of a report, by which the next one names it. In the suite `vesta` it is that of the document; in the suite
/// `bls12-381` one that a contract can compute. Says nothing of whether the report verifies.
///
/// # Errors
/// [`ReportError::Suite`] without the report's suite; what a report of the suite `bls12-381` cannot be digested for.
pub fn report_digest(report: &Report) -> Result<Digest, ReportError> {
    let found: Result<_, ReportError> =
        in_suite!(report.book.suite, S => S::unchecked_digest(report));
    found?
}
