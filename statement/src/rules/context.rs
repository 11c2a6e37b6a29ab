//! What rules are checked and compiled against.

use alloc::vec::Vec;

use super::coverage_terms::CoverageTerms;
use super::error::RuleError;
use super::groups::{AllGroups, GroupBy, Groups};
use super::row_facts::RowFacts;
use crate::book::{Book, IncomeRow};
use crate::time::Date;

/// What a rule may see of its policy.
pub(crate) struct PolicyContext<'a> {
    coverages: Vec<CoverageTerms<'a>>,
}

/// What a rule is compiled against. There is no supply in it: the table comes before that is known.
pub(crate) struct BookContext<'a> {
    /// The policy, validated.
    pub policy: &'a PolicyContext<'a>,
    /// The book's day.
    pub as_of: Date,
    /// The rows of the book, validated.
    rows: Vec<RowFacts<'a>>,
    /// The rows of its income.
    income: &'a [IncomeRow],
    groups: AllGroups<'a>,
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

impl<'a> BookContext<'a> {
    /// Of a valid book and policy.
    pub fn new(book: &'a Book, policy: &'a PolicyContext<'a>) -> BookContext<'a> {
        BookContext {
            policy,
            as_of: book.as_of.date(),
            rows: book
                .rows
                .iter()
                .map(|row| RowFacts::new(book, row))
                .collect(),
            income: book.income_rows(),
            groups: AllGroups::default(),
        }
    }

    /// One multiplier per row, and zero for each row of the income.
    pub fn multipliers(&self, multiplier: impl Fn(&RowFacts<'_>) -> i64) -> Vec<i64> {
        self.of_all(&multiplier, &|_| 0)
    }

    /// The multipliers of all rows, in order, and zero for each row of the income, which is nothing that is held.
    pub fn with_income(&self, mut of_rows: Vec<i64>) -> Vec<i64> {
        of_rows.resize(of_rows.len() + self.income.len(), 0);
        of_rows
    }

    /// Zero for each row, and one multiplier per row of the income.
    pub fn income_multipliers(&self, multiplier: impl Fn(&IncomeRow) -> i64) -> Vec<i64> {
        self.of_all(&|_| 0, &multiplier)
    }

    /// One multiplier per row, then one per row of the income. Not generic, or the code would be there once for each rule.
    fn of_all(
        &self,
        row: &dyn Fn(&RowFacts<'_>) -> i64,
        income: &dyn Fn(&IncomeRow) -> i64,
    ) -> Vec<i64> {
        let rows = self.rows.iter().map(row);
        rows.chain(self.income.iter().map(income)).collect()
    }

    /// The rows, grouped; the same for every rule that asks.
    pub fn groups(&self, by: GroupBy) -> &Groups<'a> {
        self.groups.by(by, &self.rows)
    }
}
