//! What was not checked of a report that verifies.

use alloc::collections::BTreeSet;
use core::fmt;

use assay_statement::{Registry, Report};

use super::basis::{Basis, ValueBasis, VerdictBasis};
use super::options::VerifyOptions;

/// A check that a verifier can make, and did not. In the order in which a verdict lists them.
///
/// A report that verifies proves what it proves with any of these left out; but it may be old, of another supply or policy,
/// or not the report that comes next. Make all checks that you can before you rest a decision on a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotChecked {
    /// `supply`: the verifier gave no supply of its own. How many tokens there are, on which chains, at which blocks, what
    /// one of them is owed, and what is owed besides, is the issuer's word. Read the supply where the tokens are, and give
    /// it to [`Verifier::supply`](crate::Verifier::supply). Whether it counts the subject's own token at all is not checked
    /// either: [`Supply::missing_subject_token`](crate::Supply::missing_subject_token) tells.
    Supply,
    /// `value-per-token`: the verifier gave no supply of its own, and no least value. What one token is owed is the issuer's
    /// word: at a hundredth of it, a hundredth of the assets covers all tokens. Give
    /// [`Verifier::least_value_per_token`](crate::Verifier::least_value_per_token), or set it in the registry.
    ValuePerToken,
    /// `token-decimals`: how many decimals a token on a chain has is the issuer's word: with nine more, there is a billionth
    /// of the tokens to cover. Give [`Verifier::tokens`](crate::Verifier::tokens), or list the token in the registry. Never
    /// said with a supply of the verifier's own, which has the decimals.
    TokenDecimals,
    /// `token-slot`: that the storage slot of the supply's evidence is that of the total supply is the issuer's word: the
    /// contract keeps other numbers in other slots, such as somebody's allowance. Give the slot with the token, as for
    /// `token-decimals`.
    TokenSlot,
    /// `policy`: neither the verifier nor its registry pins a policy. The issuer chose the rules, and a policy without a
    /// coverage rule proves no coverage. Give the digest of yours to [`Verifier::policy`](crate::Verifier::policy).
    Policy,
    /// `age`: the verifier gave no greatest age. The report is true of its as-of time, which may be long past, and without
    /// a clock may lie in the future. Give [`Verifier::at`](crate::Verifier::at) and
    /// [`Verifier::max_age`](crate::Verifier::max_age).
    Age,
    /// `previous`: the verifier did not say which report comes before this one. One may have been left out, or two may
    /// follow the same, or this one may tell a period again. Give the one that you saw last to
    /// [`Verifier::previous`](crate::Verifier::previous), or ask for [`Verifier::first`](crate::Verifier::first), or verify
    /// them all with [`Verifier::verify_chain`](crate::Verifier::verify_chain).
    Previous,
    /// `supply-evidence`: the supply comes with evidence that it is in the state of a block, and nobody looked at it: this
    /// crate does not. The command `assay verify` does, with the crate `assay-supply`. With a supply of the verifier's own
    /// there is no need to.
    SupplyEvidence,
    /// `block-hash`: the evidence is good, but the block it speaks of is one that the report names and the verifier does not
    /// know. Never said by this crate: for those who look at evidence.
    BlockHash,
}

impl NotChecked {
    /// Every variant.
    pub const ALL: [NotChecked; 9] = [
        NotChecked::Supply,
        NotChecked::ValuePerToken,
        NotChecked::TokenDecimals,
        NotChecked::TokenSlot,
        NotChecked::Policy,
        NotChecked::Age,
        NotChecked::Previous,
        NotChecked::SupplyEvidence,
        NotChecked::BlockHash,
    ];

    /// A short stable name, for programs. For people there is `Display`.
    pub const fn name(self) -> &'static str {
        match self {
            NotChecked::Supply => "supply",
            NotChecked::ValuePerToken => "value-per-token",
            NotChecked::TokenDecimals => "token-decimals",
            NotChecked::TokenSlot => "token-slot",
            NotChecked::Policy => "policy",
            NotChecked::Age => "age",
            NotChecked::Previous => "previous",
            NotChecked::SupplyEvidence => "supply-evidence",
            NotChecked::BlockHash => "block-hash",
        }
    }

    /// What a verifier with this registry and these options does not check of this report.
    pub fn of(
        report: &Report,
        registry: &Registry,
        options: &VerifyOptions<'_>,
    ) -> BTreeSet<NotChecked> {
        let basis = VerdictBasis::of(report, registry, options);
        let issuers = |basis| basis == Basis::Issuer;
        let any_value = basis.value_per_token == ValueBasis::Issuer;
        let chains = || basis.chains.iter();
        let any_decimals = chains().any(|chain| issuers(chain.decimals));
        let any_slot = chains().any(|chain| chain.slot.is_some_and(issuers));
        let has_evidence = chains().any(|chain| chain.slot.is_some());
        let checks = [
            (issuers(basis.supply), NotChecked::Supply),
            (any_value, NotChecked::ValuePerToken),
            (any_decimals, NotChecked::TokenDecimals),
            (any_slot, NotChecked::TokenSlot),
            (issuers(basis.policy), NotChecked::Policy),
            (options.max_age_seconds.is_none(), NotChecked::Age),
            (issuers(basis.previous), NotChecked::Previous),
            (has_evidence, NotChecked::SupplyEvidence),
        ];
        let missing = checks.into_iter().filter(|(missing, _)| *missing);
        missing.map(|(_, check)| check).collect()
    }
}

/// What follows for whoever reads the verdict, in a clause.
impl fmt::Display for NotChecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotChecked::Supply => "the supply is the report's own claim",
            NotChecked::ValuePerToken => "the value per token is the report's own claim",
            NotChecked::TokenDecimals => "the decimals of a token are the report's own claim",
            NotChecked::TokenSlot => {
                "that the storage slot holds the total supply is the report's own claim"
            }
            NotChecked::Policy => "the policy is the report's own choice",
            NotChecked::Age => "the report may be of any age, and without a clock from the future",
            NotChecked::Previous => "the report may follow any other, or none",
            NotChecked::SupplyEvidence => "the supply's own evidence was not looked at",
            NotChecked::BlockHash => "the supply is proved in a block that the report names",
        })
    }
}
