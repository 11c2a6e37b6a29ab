//! A verified report as JSON: the one form that the command line and every embedder give.

use alloc::vec::Vec;

use assay_statement::{Inequality, Report, SupplyEntry};
use serde_json::{json, Value};

use super::not_checked::NotChecked;
use super::verified::VerifiedReport;
use crate::attestations::SignatureCount;

/// What no report proves: anything before or after the as-of time; that custodians hold what they signed for; that nobody
/// else has a claim on the same assets.
pub const NOT_PROVED: [&str; 3] = [
    "anything before or after the as-of time: assets borrowed for the day would pass",
    "that custodians hold what they signed for: one who lies is not detected",
    "that nobody else has a claim on the same assets",
];

/// A check that was not made, and what to say of it. The words are the caller's, because the option that makes the check
/// has one name on a command line and another in a function call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UncheckedNote {
    /// Which check.
    pub check: NotChecked,
    /// What follows, and what to give.
    pub meaning: &'static str,
}

/// What the tokens are made of: the entries that count, and those that are taken off.
pub fn supply_json(report: &Report) -> (Vec<Value>, Vec<Value>) {
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
pub fn verdict_json(
    report: &Report,
    verified: &VerifiedReport,
    not_checked: &[UncheckedNote],
) -> Value {
    let book = &report.book;
    let signed = |s: &SignatureCount| json!({ "custodian": s.custodian, "signatures": s.found, "needed": s.needed });
    let rule = |i: &Inequality| json!({ "rule": i.name, "position": i.rule, "bound": i.label, "proved": true });
    let unasked = |n: &UncheckedNote| json!({ "check": n.check.name(), "meaning": n.meaning });
    let (supply, excluded) = supply_json(report);
    let mut value = json!({
        "subject": book.subject,
        "as_of": book.as_of,
        "policy": report.policy.name,
        "tokens": verified.tokens,
        "amount_to_cover": verified.amount_to_cover,
        "currency": book.currency,
        "rows": book.rows.len(),
        "custodians": verified.signatures.iter().map(signed).collect::<Vec<_>>(),
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
