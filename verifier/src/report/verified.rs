//! A report that verifies.

use alloc::vec::Vec;

use assay_statement::{Decimal, Digest, Inequality, SuiteName};

use super::basis::VerdictBasis;
use crate::attestations::SignatureCount;

/// A report that verifies: what it proves, and how much of it rests on whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedReport {
    /// Digest of the report, which its successor names as the previous one.
    pub report: Digest,
    /// The suite of its book.
    pub suite: SuiteName,
    /// What is proved, in the policy's order.
    pub inequalities: Vec<Inequality>,
    /// Tokens to cover, exact.
    pub tokens: Decimal,
    /// What is owed besides tokens in the book's currency, exact.
    pub payables: Decimal,
    /// The amount to cover in the book's currency, with the payables, exact.
    pub amount_to_cover: Decimal,
    /// What holders were given out of the period's income, in the book's currency, exact; `None` if the supply does not say.
    pub distributed: Option<Decimal>,
    /// Seconds from the report's as-of time to [`VerifyOptions::now`](crate::VerifyOptions::now), if that was given.
    pub age_seconds: Option<u64>,
    /// Who signed, in the book's order.
    pub signatures: Vec<SignatureCount>,
    /// Whose word the rest is.
    pub basis: VerdictBasis,
}
