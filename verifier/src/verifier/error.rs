//! Why there is no verdict that a report is valid.

use assay_statement::ParseError;
use thiserror::Error;

use crate::report::ReportError;

/// Why the bytes of a report are refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The bytes are not a report.
    #[error(transparent)]
    Malformed(#[from] ParseError),
    /// The report does not verify.
    #[error(transparent)]
    Report(#[from] ReportError),
}

impl VerifyError {
    /// A short stable name, for programs. Decide on these and never on messages, which may change.
    ///
    #[doc = include_str!("codes.md")]
    pub fn code(&self) -> &'static str {
        match self {
            VerifyError::Malformed(_) => "malformed",
            VerifyError::Report(error) => error.code(),
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeSet;

    /// The table of codes in the documentation has every code that the code has, and no other.
    #[test]
    fn every_code_is_documented() {
        let table = include_str!("codes.md");
        let rows = table
            .lines()
            .skip(2)
            .filter_map(|row| row.split('|').nth(1));
        let documented: BTreeSet<&str> = rows
            .flat_map(|cell| cell.split('`').skip(1).step_by(2))
            .collect();
        let sources = [
            include_str!("../report/error.rs"),
            include_str!("../report/predecessor_error.rs"),
            include_str!("../attestations/error.rs"),
            include_str!("../error.rs"),
            include_str!("error.rs"),
        ];
        let arms = sources.iter().flat_map(|source| source.lines());
        let codes: BTreeSet<&str> = arms
            .filter_map(|line| line.trim().split_once("=> \"")?.1.strip_suffix("\","))
            .collect();
        assert!(codes.len() > 30, "{codes:?}");
        assert_eq!(documented, codes);
    }
}
