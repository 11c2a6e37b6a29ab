//! What was not checked of a report that verifies.

use alloc::collections::BTreeSet;
use core::fmt;

use assay_statement::{Registry, Report, SupplyEntry};

use super::options::{ExpectedPrevious, VerifyOptions};

/// A check that a verifier can make, and did not. In the order in which a verdict lists them.
///
/// A report that verifies proves what it proves with any of these left out; but it may be old, of another supply or policy,
/// or not the report that comes next. Make all checks that you can before you rest a decision on a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotChecked {
    /// `supply`: the verifier gave no supply of its own. How many tokens there are, on which chains, at which blocks, and what
    /// one of them is owed is the issuer's word. Read the supply where the tokens are, and give it to
    /// [`Verifier::supply`](crate::Verifier::supply).
    Supply,
    /// `policy`: neither the verifier nor its registry pins a policy. The issuer chose the rules, and a policy without a
    /// coverage rule proves no coverage. Give the digest of yours to [`Verifier::policy`](crate::Verifier::policy).
    Policy,
    /// `age`: the verifier gave no greatest age. The report is true of its as-of time, which may be long past, and without
    /// a clock may lie in the future. Give [`Verifier::at`](crate::Verifier::at) and
    /// [`Verifier::max_age`](crate::Verifier::max_age).
    Age,
    /// `previous`: the verifier did not say which report comes before this one. One may have been left out, or two may
    /// follow the same, or this one may tell a period again. Give the one that you saw last to [`Verifier::previous`](crate::Verifier::previous), or ask for
    /// [`Verifier::first`](crate::Verifier::first), or verify them all with
    /// [`Verifier::verify_chain`](crate::Verifier::verify_chain).
    Previous,
    /// `supply-evidence`: the supply comes with evidence that it is in the state of a block, and nobody looked at it: this
    /// crate does not. The command `assay verify` does. With a supply of the verifier's own there is no need to.
    SupplyEvidence,
    /// `block-hash`: the evidence is good, but the block it speaks of is one that the report names and the verifier does not
    /// know. Never said by this crate: for those who look at evidence.
    BlockHash,
}

impl NotChecked {
    /// Every variant.
    pub const ALL: [NotChecked; 6] = [
        NotChecked::Supply,
        NotChecked::Policy,
        NotChecked::Age,
        NotChecked::Previous,
        NotChecked::SupplyEvidence,
        NotChecked::BlockHash,
    ];

    /// A short stable name, for programs.
    pub const fn name(self) -> &'static str {
        match self {
            NotChecked::Supply => "supply",
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
        let unpinned = registry.policy.is_none() && options.policy.is_none();
        let any_previous = options.previous == ExpectedPrevious::Any;
        let checks = [
            (options.supply.is_none(), NotChecked::Supply),
            (unpinned, NotChecked::Policy),
            (options.max_age_seconds.is_none(), NotChecked::Age),
            (any_previous, NotChecked::Previous),
            (has_evidence(report), NotChecked::SupplyEvidence),
        ];
        let missing = checks.into_iter().filter(|(missing, _)| *missing);
        missing.map(|(_, check)| check).collect()
    }
}

fn has_evidence(report: &Report) -> bool {
    let entries = &report.supply.entries;
    entries
        .iter()
        .any(|entry| matches!(entry, SupplyEntry::Chain(chain) if chain.evidence.is_some()))
}

/// What follows for who reads the verdict, in a sentence.
impl fmt::Display for NotChecked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NotChecked::Supply => "the supply is the report's own claim",
            NotChecked::Policy => "the policy is the report's own choice",
            NotChecked::Age => "the report may be of any age, and without a clock from the future",
            NotChecked::Previous => "the report may follow any other, or none",
            NotChecked::SupplyEvidence => "the supply's own evidence was not looked at",
            NotChecked::BlockHash => "the supply is proved in a block that the report names",
        })
    }
}
