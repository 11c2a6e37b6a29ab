//! What rules are checked and compiled against.

use alloc::vec::Vec;

use super::coverage_terms::CoverageTerms;
use super::error::RuleError;
use crate::book::{Book, BookRow};

/// What a rule may see of its policy.
pub(crate) struct PolicyContext<'a> {
    coverages: Vec<CoverageTerms<'a>>,
}

/// What a rule is compiled against. There is no supply in it: the table comes before that is known.
pub(crate) struct BookContext<'a> {
    /// The book, validated.
    pub book: &'a Book,
    /// The policy, validated.
    pub policy: &'a PolicyContext<'a>,
}

impl<'a> PolicyContext<'a> {
    /// Of a policy with these coverage rules.
    pub fn new(coverages: Vec<CoverageTerms<'a>>) -> PolicyContext<'a> {
        PolicyContext { coverages }
    }

    /// The policy's one coverage rule.
    ///
    /// # Errors
    /// [`RuleError::CoverageToStress`] if it has none or several.
    pub fn one_coverage(&self) -> Result<&CoverageTerms<'a>, RuleError> {
        match &self.coverages[..] {
            [coverage] => Ok(coverage),
            coverages => Err(RuleError::CoverageToStress {
                found: coverages.len(),
            }),
        }
    }
}

impl BookContext<'_> {
    /// One multiplier per row, from the row and its days left.
    pub fn multipliers(&self, multiplier: impl Fn(&BookRow, i64) -> i64) -> Vec<i64> {
        let as_of = self.book.as_of.date();
        self.book
            .rows
            .iter()
            .map(|row| multiplier(row, row.days_left(as_of)))
            .collect()
    }
}
