//! The rules, one a file: parameters, formula, and the inequalities they turn into.
//!
//! Notation: row j has the private quantity `q_j >= 0`, the exact value `v_j` of one unit of quantity in
//! `10^-S` currency (`S` is the book's scale) and `d_j` days left, 0 for cash, funds and tokens. `V = sum v_j q_j` is
//! the value of all rows, `T` the tokens and `A` the amount to cover. A rule is one or more inequalities
//! `sum m_j v_j q_j >= b` with small integers `m_j` over a common denominator.

mod concentration;
mod context;
mod coverage;
mod eligible;
mod group;
mod liquid;
mod maturity;
mod nav;
mod share;
mod stress;
mod tenor;

use alloc::vec::Vec;
use thiserror::Error;

use crate::decimal::Decimal;
use crate::instrument::InstrumentKind;
use crate::policy::Rule;

pub use concentration::{Concentration, GroupBy};
pub(crate) use context::{Context, Draft};
pub use coverage::{Coverage, DayHaircut};
pub use eligible::Eligible;
pub use group::Group;
pub use liquid::{Liquid, LiquidBase};
pub use maturity::Maturity;
pub use nav::Nav;
pub use share::Share;
pub use stress::Stress;
pub use tenor::Tenor;

/// Basis points in one.
pub const BPS: u64 = 10_000;

/// Millionths in one: shares have at most six decimals.
pub const PPM: u64 = 1_000_000;

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
}

/// A share in millionths.
fn share_ppm(share: &Decimal) -> Result<u64, RuleError> {
    let ppm = share.scaled(6).ok_or(RuleError::ShareTooFine)?;
    match u64::try_from(ppm) {
        Ok(ppm) if ppm <= PPM => Ok(ppm),
        _ => Err(RuleError::ShareTooLarge),
    }
}

impl Rule {
    /// Checks the rule's own numbers.
    ///
    /// # Errors
    /// The first [`RuleError`].
    pub fn validate(&self) -> Result<(), RuleError> {
        match self {
            Rule::Coverage(rule) => rule.validate(),
            Rule::Eligible(rule) => rule.validate(),
            Rule::Liquid(rule) => rule.validate(),
            Rule::Maturity(rule) => rule.validate(),
            Rule::Concentration(rule) => rule.validate(),
            Rule::Nav(rule) => rule.validate(),
            Rule::Share(rule) => rule.validate(),
            Rule::Tenor(rule) => rule.validate(),
            // Its only number may be anything; `Policy::validate` looks for the coverage rule.
            Rule::Stress(_) => Ok(()),
        }
    }

    /// The group that it speaks of, if it speaks of one.
    pub(crate) fn group(&self) -> Option<&Group> {
        match self {
            Rule::Share(rule) => Some(&rule.of),
            Rule::Tenor(rule) => rule.of.as_ref(),
            _ => None,
        }
    }

    /// How many inequalities it turns into.
    pub(crate) fn count(&self, context: &Context<'_>) -> usize {
        match self {
            Rule::Coverage(_) | Rule::Eligible(_) | Rule::Liquid(_) | Rule::Stress(_) => 1,
            Rule::Maturity(rule) => rule.limits().count(),
            Rule::Concentration(rule) => rule.groups(context.book).len(),
            Rule::Nav(_) => 2,
            Rule::Share(rule) => rule.count(),
            Rule::Tenor(rule) => rule.count(),
        }
    }

    /// Its inequalities. The policy has been validated.
    pub(crate) fn drafts(&self, context: &Context<'_>) -> Result<Vec<Draft>, RuleError> {
        Ok(match self {
            Rule::Coverage(rule) => alloc::vec![rule.draft(context)],
            Rule::Eligible(rule) => alloc::vec![rule.draft(context)],
            Rule::Liquid(rule) => alloc::vec![rule.draft(context)?],
            Rule::Maturity(rule) => rule.drafts(context),
            Rule::Concentration(rule) => rule.drafts(context)?,
            Rule::Nav(rule) => rule.drafts(context)?,
            Rule::Stress(rule) => alloc::vec![rule.draft(context)?],
            Rule::Share(rule) => rule.drafts(context)?,
            Rule::Tenor(rule) => rule.drafts(context),
        })
    }
}
