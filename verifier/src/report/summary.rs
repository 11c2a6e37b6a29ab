//! A verified report as JSON: the one form of it that the command line and every embedder tell.

use alloc::vec::Vec;

use assay_statement::{Inequality, Registry, Report, SupplyEntry};
use serde_json::{json, Value};

use super::{Options, Previous, Verified};
use crate::attestations::Signed;

/// What no report proves.
pub const NOT_PROVED: [&str; 3] = [
    "anything before or after the as-of time: assets borrowed for the day would pass",
    "that custodians hold what they signed for: one who lies is not detected",
    "that nobody else has a claim on the same assets",
];

/// A check that the verifier did not ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotChecked {
    /// Its name, stable.
    pub check: &'static str,
    /// What follows, and what to give.
    pub meaning: &'static str,
}

/// What to say of each check that was not asked for. What to give instead has other names on a command line than in a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meanings {
    /// The check `supply`: no [`Options::supply`].
    pub supply: &'static str,
    /// The check `policy`: neither the registry nor [`Options::policy`] pins one.
    pub policy: &'static str,
    /// The check `age`: no [`Options::max_age_seconds`].
    pub age: &'static str,
    /// The check `previous`: [`Previous::Any`].
    pub previous: &'static str,
}

/// What was not asked for.
pub fn not_checked(
    registry: &Registry,
    options: &Options<'_>,
    meanings: &Meanings,
) -> Vec<NotChecked> {
    let unpinned = registry.policy.is_none() && options.policy.is_none();
    let checks = [
        (options.supply.is_none(), "supply", meanings.supply),
        (unpinned, "policy", meanings.policy),
        (options.max_age_seconds.is_none(), "age", meanings.age),
        (
            options.previous == Previous::Any,
            "previous",
            meanings.previous,
        ),
    ];
    checks
        .into_iter()
        .filter(|(missing, ..)| *missing)
        .map(|(_, check, meaning)| NotChecked { check, meaning })
        .collect()
}

/// What the tokens are made of: the entries that count, and those that are taken off.
pub fn supply(report: &Report) -> (Vec<Value>, Vec<Value>) {
    let (mut counted, mut excluded) = (Vec::new(), Vec::new());
    for entry in &report.supply.entries {
        match entry {
            SupplyEntry::Chain(chain) => counted.push(json!({
                "entry": "chain",
                "chain": chain.chain,
                "token": chain.token,
                "block": chain.block,
                "quantity": chain.tokens().trimmed(),
            })),
            SupplyEntry::BookEntry(entry) => counted.push(json!({
                "entry": "book_entry",
                "registrar": entry.registrar,
                "quantity": entry.quantity,
            })),
            SupplyEntry::PendingRedemptions(entry) => counted.push(json!({
                "entry": "pending_redemptions",
                "quantity": entry.quantity,
            })),
            SupplyEntry::Excluded(entry) => {
                excluded.push(json!({ "reason": entry.reason, "quantity": entry.quantity }))
            }
        }
    }
    (counted, excluded)
}

/// What a verified report says: an object without the verdict itself.
pub fn statement(report: &Report, verified: &Verified, not_checked: &[NotChecked]) -> Value {
    let book = &report.book;
    let signed =
        |s: &Signed| json!({ "custodian": s.custodian, "signatures": s.found, "needed": s.needed });
    let rule = |i: &Inequality| json!({ "rule": i.name, "position": i.rule, "bound": i.label, "proved": true });
    let unasked = |n: &NotChecked| json!({ "check": n.check, "meaning": n.meaning });
    let (supply, excluded) = supply(report);
    let mut value = json!({
        "subject": book.subject,
        "as_of": book.as_of,
        "policy": report.policy.name,
        "tokens": verified.tokens,
        "amount_to_cover": verified.amount_to_cover,
        "currency": book.currency,
        "rows": book.rows.len(),
        "custodians": verified.signed.iter().map(signed).collect::<Vec<_>>(),
        "rules": verified.inequalities.iter().map(rule).collect::<Vec<_>>(),
        "supply": supply,
        "excluded": excluded,
        "report": verified.report,
        "not_checked": not_checked.iter().map(unasked).collect::<Vec<_>>(),
        "not_proved": NOT_PROVED,
    });
    if let Some(age) = verified.age_seconds {
        value["age_seconds"] = age.into();
    }
    if let Some(previous) = report.previous {
        value["previous"] = json!(previous);
    }
    value
}
