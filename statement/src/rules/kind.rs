//! What a rule is: the trait that the file of each rule implements.

use alloc::vec::Vec;
use serde::Serialize;

use super::constraint::LinearConstraint;
use super::context::{BookContext, PolicyContext};
use super::coverage_terms::CoverageTerms;
use super::error::RuleError;
use crate::json::from_json::FromJson;

/// One kind of rule, by the parameters that a policy gives it. Its fields in documents are those of its
/// [`FromJson`] and [`Serialize`].
///
/// What a rule says must be linear in the quantities, and must not depend on the supply but through its bounds: a
/// number times nothing, times the tokens, times the amount to cover, or times what was distributed, or one times the
/// tokens and one times the payables.
pub(crate) trait RuleKind: FromJson + Serialize {
    /// Its name, the value of `"rule"` in documents.
    const NAME: &'static str;

    /// What it demands, in one sentence.
    const SUMMARY: &'static str;

    /// Where the law demands such a thing.
    const SOURCE: &'static str;

    /// Checks its numbers, on their own and against those of the policy that they rest on.
    fn validate(&self, policy: &PolicyContext<'_>) -> Result<(), RuleError>;

    /// Whether it makes sense only for a book that says in which country each custodian is.
    fn needs_countries(&self) -> bool {
        false
    }

    /// Whether it speaks of the book's income and of what was distributed, and so makes sense only with both.
    fn needs_income(&self) -> bool {
        false
    }

    /// What rules that rest on the policy's coverage take from this one, if it is a coverage rule.
    fn coverage(&self) -> Option<CoverageTerms<'_>> {
        None
    }

    /// How many inequalities it turns into: as many as [`RuleKind::constraints`] returns, counted without building
    /// them.
    fn count(&self, _: &BookContext<'_>) -> usize {
        1
    }

    /// Its inequalities, with the label of each. The book and the policy have been validated.
    fn constraints(&self, context: &BookContext<'_>) -> Result<Vec<LinearConstraint>, RuleError>;
}
