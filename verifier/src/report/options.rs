//! What the verifier expects of a report.

use assay_statement::{Digest, KnownToken, LeastValue, Supply, Timestamp};

use super::predecessor::Predecessor;

/// What the verifier expects beyond its registry. The default expects nothing: neither freshness, nor a supply, nor
/// a policy (unless the registry pins one), nor a predecessor.
#[derive(Clone, Debug, Default)]
pub struct VerifyOptions<'a> {
    /// The verifier's clock. Without it a report from the future or of any age is accepted.
    pub now: Option<Timestamp>,
    /// The oldest a report may be, in seconds from its as-of time to `now`; needs `now`.
    pub max_age_seconds: Option<u64>,
    /// The supply the verifier read for itself: the report's must be the same.
    pub supply: Option<&'a Supply>,
    /// Tokens whose decimals and storage slots the verifier knows, besides those that the registry may list.
    pub tokens: &'a [KnownToken],
    /// The least that one token may be owed, besides the one that the registry may ask for.
    pub least_value_per_token: Option<&'a LeastValue>,
    /// Digest of the policy the report must follow, besides the one that the registry may pin.
    pub policy: Option<Digest>,
    /// The report before this one.
    pub previous: ExpectedPrevious,
}

/// What a report must say of the report before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ExpectedPrevious {
    /// Anything.
    #[default]
    Any,
    /// That there is none: it is the first of its chain.
    First,
    /// That it is this one. The report must be about the same subject, and later.
    Follows(Predecessor),
}
