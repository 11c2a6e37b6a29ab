//! Whose word each part of a verdict is.

use alloc::vec::Vec;
use core::cmp::Ordering;

use assay_statement::{ChainSupply, KnownToken, LeastValue, Registry, Report, SupplyEntry};

use super::options::{ExpectedPrevious, VerifyOptions};

/// What a part of a verdict rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// `proved`: the proof shows it of the quantities that the custodians signed for.
    Proved,
    /// `signed`: every custodian of the book signed it, with keys of the verifier's registry.
    Signed,
    /// `verifier`: the verifier or its registry gave it, and the report says the same.
    Verifier,
    /// `issuer`: the issuer's word, and nothing else.
    Issuer,
}

impl Basis {
    /// A short stable name, for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Basis::Proved => "proved",
            Basis::Signed => "signed",
            Basis::Verifier => "verifier",
            Basis::Issuer => "issuer",
        }
    }

    pub(super) fn given(by_verifier: bool) -> Basis {
        match by_verifier {
            true => Basis::Verifier,
            false => Basis::Issuer,
        }
    }
}

/// What the value of one token rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueBasis {
    /// `verifier`: the verifier gave its own supply, which has the value.
    Verifier,
    /// `at-least`: the issuer's word, but no less than the verifier or its registry asks for.
    AtLeast(LeastValue),
    /// `issuer`: the issuer's word, and nothing else.
    Issuer,
}

impl ValueBasis {
    /// A short stable name, for programs.
    pub const fn name(&self) -> &'static str {
        match self {
            ValueBasis::Verifier => "verifier",
            ValueBasis::AtLeast(_) => "at-least",
            ValueBasis::Issuer => "issuer",
        }
    }
}

/// What stands behind one entry `chain` of the supply, besides its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChainBasis {
    /// Its position among all entries of the supply, from 0.
    pub entry: usize,
    /// Who says how many decimals the token has.
    pub decimals: Basis,
    /// Who says that the storage slot of the evidence is that of the total supply; `None` without evidence.
    pub slot: Option<Basis>,
}

/// Whose word the parts of a verdict are that are not the same in all of them. In all of them the rules are
/// [proved](Basis::Proved), as-of time and commitments [signed](Basis::Signed), the subject is the
/// [verifier's](Basis::Verifier), and the rows of the book are the [issuer's](Basis::Issuer): custodians sign for quantities
/// of what is in a row, and not for what that is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerdictBasis {
    /// The supply, entry by entry, so also how many tokens there are and what they are owed.
    pub supply: Basis,
    /// What one token is owed.
    pub value_per_token: ValueBasis,
    /// The currency of that and of all prices.
    pub currency: Basis,
    /// Every entry `chain` of the supply, in its order.
    pub chains: Vec<ChainBasis>,
    /// The policy.
    pub policy: Basis,
    /// Which report comes before.
    pub previous: Basis,
}

impl VerdictBasis {
    /// Of a report that a verifier with this registry and these options accepts.
    pub fn of(report: &Report, registry: &Registry, options: &VerifyOptions<'_>) -> VerdictBasis {
        let own_supply = options.supply.is_some();
        let value_per_token = match least_value(registry, options) {
            _ if own_supply => ValueBasis::Verifier,
            Some(least) => ValueBasis::AtLeast(least.clone()),
            None => ValueBasis::Issuer,
        };
        let entries = report.supply.entries.iter().enumerate();
        let chains = entries.filter_map(|(index, entry)| match entry {
            SupplyEntry::Chain(entry) => Some(chain(index, entry, registry, options)),
            _ => None,
        });
        VerdictBasis {
            supply: Basis::given(own_supply),
            currency: Basis::given(value_per_token != ValueBasis::Issuer),
            value_per_token,
            chains: chains.collect(),
            policy: Basis::given(registry.policy.is_some() || options.policy.is_some()),
            previous: Basis::given(options.previous != ExpectedPrevious::Any),
        }
    }
}

fn chain(
    entry: usize,
    chain: &ChainSupply,
    registry: &Registry,
    options: &VerifyOptions<'_>,
) -> ChainBasis {
    let known: Vec<&KnownToken> = known_tokens(registry, options)
        .filter(|known| known.is_of(chain))
        .collect();
    let own_supply = options.supply.is_some();
    let slot_is_known = known.iter().any(|known| known.slot.is_some());
    ChainBasis {
        entry,
        decimals: Basis::given(own_supply || !known.is_empty()),
        slot: chain
            .evidence
            .as_ref()
            .map(|_| Basis::given(own_supply || slot_is_known)),
    }
}

/// The tokens that the registry lists, then those of the options.
pub(super) fn known_tokens<'a>(
    registry: &'a Registry,
    options: &VerifyOptions<'a>,
) -> impl Iterator<Item = &'a KnownToken> {
    registry.tokens.iter().chain(options.tokens)
}

/// The least values that the registry and the options ask for.
pub(super) fn least_values<'a>(
    registry: &'a Registry,
    options: &VerifyOptions<'a>,
) -> impl Iterator<Item = &'a LeastValue> {
    let own = registry.least_value_per_token.as_ref();
    own.into_iter().chain(options.least_value_per_token)
}

/// The greater of the two: of an accepted report they are in one currency.
fn least_value<'a>(registry: &'a Registry, options: &VerifyOptions<'a>) -> Option<&'a LeastValue> {
    least_values(registry, options).reduce(|a, b| match a.value.cmp_value(&b.value) {
        Ordering::Less => b,
        Ordering::Equal | Ordering::Greater => a,
    })
}
