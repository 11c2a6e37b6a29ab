//! What the verdict on a report must be, told without verifying anything: of all reports only those of the vectors hold, with a
//! registry and expectations they agree with.

use assay_statement::{digest, KnownToken, Registry, Report, SupplyEntry};
use assay_verifier::{ExpectedPrevious, VerifyOptions};

use crate::genuine;

/// Whether the report must be accepted.
///
/// No change of a report leaves it valid: every document, attestation (with its signatures), commitment and the predecessor is
/// bound by the context, the columns are absorbed by the transcript, and proofs cannot be changed. What may change is what
/// the report does not hold: the registry, as long as it lists the keys that signed, and the expectations.
pub(crate) fn accepted(report: &Report, registry: &Registry, options: &VerifyOptions<'_>) -> bool {
    digest(report).is_ok_and(|digest| genuine::digests().contains(&digest))
        && registry.validate().is_ok()
        && registry.subject == report.book.subject
        && registered(report, registry)
        && known(report, registry)
        && met(report, registry, options)
}

/// Every signature is by a registered key at a time when it is valid, and there are enough.
fn registered(report: &Report, registry: &Registry) -> bool {
    report.attestations.iter().all(|attestation| {
        let Some(entry) = registry.custodian(&attestation.custodian) else {
            return false;
        };
        let good = attestation.signatures.iter().filter(|signature| {
            entry.keys.iter().any(|key| {
                (key.scheme, &key.public_key) == (signature.scheme, &signature.public_key)
                    && (key.not_before..=key.not_after).contains(&report.book.as_of)
            })
        });
        let good = good.count();
        good == attestation.signatures.len() && good >= entry.threshold as usize
    })
}

/// Whether the tokens and the value of one are as the registry says.
fn known(report: &Report, registry: &Registry) -> bool {
    let supply = &report.supply;
    let same = |known: &KnownToken, entry: &SupplyEntry| match entry {
        SupplyEntry::Chain(chain) if known.is_of(chain) => {
            let slot = chain.evidence.as_ref().map(|evidence| evidence.slot);
            chain.decimals == known.decimals
                && (slot.is_none() || known.slot.is_none() || slot == known.slot)
        }
        _ => true,
    };
    let mut tokens = registry.tokens.iter();
    tokens.all(|known| supply.entries.iter().all(|entry| same(known, entry)))
        && registry.least_value_per_token.as_ref().is_none_or(|least| {
            least.currency == supply.currency && least.allows(&supply.value_per_token)
        })
}

/// Policy, supply, time and predecessor are those expected.
fn met(report: &Report, registry: &Registry, options: &VerifyOptions<'_>) -> bool {
    let policy = digest(&report.policy).ok();
    let pinned = [registry.policy, options.policy];
    let age = options.now.map(|now| now.unix() - report.book.as_of.unix());
    let in_time = match (age, options.max_age_seconds) {
        (None, most) => most.is_none(),
        (Some(age), None) => age >= 0,
        (Some(age), Some(most)) => age >= 0 && i128::from(age) <= i128::from(most),
    };
    pinned.iter().all(|pin| pin.is_none() || *pin == policy)
        && options.supply.is_none_or(|supply| *supply == report.supply)
        && in_time
        && match &options.previous {
            ExpectedPrevious::Any => true,
            ExpectedPrevious::First => report.previous.is_none(),
            ExpectedPrevious::Follows(before) => {
                report.previous == Some(before.report)
                    && report.book.subject == before.subject
                    && report.book.as_of.unix() > before.as_of.unix()
            }
        }
}
