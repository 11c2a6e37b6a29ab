//! Numbers of rules that make no sense.

use thiserror::Error;

use super::limits::{MAX_BUSINESS_DAYS, MAX_ENTRIES};
use super::units::BPS;
use crate::instrument::InstrumentKind;

/// Why the numbers of one rule make no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum RuleError {
    /// A ratio of zero asks for nothing.
    #[error("min_ratio must be above zero")]
    ZeroRatio,
    /// A haircut above 100 %.
    #[error("expected a haircut of at most {BPS} basis points, found {found}")]
    HaircutTooLarge {
        /// Basis points found.
        found: u32,
    },
    /// `over_days` that do not grow from entry to entry.
    #[error("haircuts_by_days: over_days must grow, entry {entry} does not")]
    DaysNotIncreasing {
        /// The entry, from 0.
        entry: usize,
    },
    /// Nothing may be held at all.
    #[error("kinds must name at least one kind")]
    NoKinds,
    /// A limit for a kind that may not be held anyway.
    #[error("max_remaining_days_by_kind: {kind} is not among the kinds")]
    LimitOfIneligibleKind {
        /// The kind.
        kind: InstrumentKind,
    },
    /// A count of days, and no limit of days.
    #[error("maturity says how days are counted: expected max_remaining_days or max_remaining_days_by_kind beside it")]
    CountOfNothing,
    /// No window of days, or two.
    #[error("expected within_days or within_business_days, and not both")]
    NotOneWindow,
    /// A window of business days beyond [`MAX_BUSINESS_DAYS`].
    #[error("within_business_days: expected at most {MAX_BUSINESS_DAYS}, found {found}; give calendar days instead")]
    TooManyBusinessDays {
        /// Days found.
        found: u32,
    },
    /// Days of a kind that has no maturity.
    #[error("always_within_days: a {kind} has no maturity")]
    DaysOfKindWithoutMaturity {
        /// The kind.
        kind: InstrumentKind,
    },
    /// Always, and always within some days.
    #[error("always_within_days: {kind} is in always already, whatever its days")]
    AlwaysAnyway {
        /// The kind.
        kind: InstrumentKind,
    },
    /// A share above one.
    #[error("expected a share from 0 to 1")]
    ShareTooLarge,
    /// A share with more than six decimals.
    #[error("expected a share with at most 6 decimals")]
    ShareTooFine,
    /// Neither limit is given.
    #[error("expected wam_max_days, wal_max_days or both")]
    NoLimit,
    /// A band wider than the value itself.
    #[error("expected a band from 0 to 1")]
    BandTooWide,
    /// `stress` takes its ratio and haircuts from the policy's one coverage rule.
    #[error("expected exactly one coverage rule to stress, found {found}")]
    CoverageToStress {
        /// Coverage rules in the policy.
        found: usize,
    },
    /// A group of everything.
    #[error("of: expected kinds, countries or both")]
    NoGroup,
    /// A share from 0 to 1.
    #[error("every share is from 0 to 1: expected a min above 0, a max below 1, or both")]
    AnyShare,
    /// A band that ends before it begins.
    #[error("expected a band whose least is not above its most")]
    BandReversed,
    /// More than [`MAX_ENTRIES`].
    #[error("{field}: expected at most {MAX_ENTRIES} entries, found {found}")]
    TooManyEntries {
        /// The list.
        field: &'static str,
        /// Entries found.
        found: usize,
    },
    /// The same in a list again.
    #[error("{field}: entry {entry} is in the list already")]
    Repeated {
        /// The list.
        field: &'static str,
        /// The second one, from 0.
        entry: usize,
    },
    /// Another number that makes no sense, in the words of the rule's own file.
    #[error("{0}")]
    Refused(&'static str),
}
