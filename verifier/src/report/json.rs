//! A verified report as JSON: the one form that the command line and every embedder give.

use alloc::vec::Vec;

use assay_statement::{ChainSupply, Inequality, Report, SuiteName, SupplyEntry};
use serde_json::{json, Value};

use super::basis::{Basis, ChainBasis, ValueBasis, VerdictBasis};
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

/// The entries of a supply as JSON, by what they do to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplyJson {
    /// Those that count, in tokens.
    pub counted: Vec<Value>,
    /// Those that are taken off, in tokens.
    pub excluded: Vec<Value>,
    /// What is owed besides tokens, in currency.
    pub payables: Vec<Value>,
}

/// What the amount to cover is made of.
pub fn supply_json(report: &Report, basis: &VerdictBasis) -> SupplyJson {
    let mut json = SupplyJson::default();
    let mut chains = basis.chains.iter();
    for entry in &report.supply.entries {
        match entry {
            SupplyEntry::Chain(chain) => json.counted.push(chain_json(chain, chains.next())),
            SupplyEntry::BookEntry(entry) => json.counted.push(json!({
                "entry": "book_entry",
                "registrar": entry.registrar,
                "quantity": entry.quantity,
            })),
            SupplyEntry::PendingRedemptions(entry) => json.counted.push(json!({
                "entry": "pending_redemptions",
                "quantity": entry.quantity,
            })),
            SupplyEntry::ToBeIssued(entry) => json.counted.push(json!({
                "entry": "to_be_issued",
                "quantity": entry.quantity,
            })),
            SupplyEntry::Excluded(entry) => json
                .excluded
                .push(json!({ "reason": entry.reason, "quantity": entry.quantity })),
            SupplyEntry::Payable(entry) => json
                .payables
                .push(json!({ "reason": entry.reason, "amount": entry.amount })),
            // Nothing that has to be covered: `add_income_json` has it.
            SupplyEntry::Distributed(_) => {}
        }
    }
    json
}

/// An entry of a chain, and whose word its decimals and its storage slot are.
fn chain_json(chain: &ChainSupply, basis: Option<&ChainBasis>) -> Value {
    let mut value = json!({
        "entry": "chain",
        "chain": chain.chain,
        "token": chain.token,
        "block": chain.block,
        "quantity": chain.tokens().trimmed(),
        "decimals": chain.decimals,
    });
    if let Some(evidence) = &chain.evidence {
        value["slot"] = json!(evidence.slot);
    }
    if let Some(basis) = basis {
        value["basis"] = json!({ "decimals": basis.decimals.name() });
        if let Some(slot) = basis.slot {
            value["basis"]["slot"] = slot.name().into();
        }
    }
    value
}

/// Adds to a verdict the period of the book's income and what was given out of it, each with whose word it is; nothing of
/// a report that says neither.
pub fn add_income_json(verdict: &mut Value, report: &Report, basis: &VerdictBasis) {
    if let Some(income) = &report.book.income {
        verdict["income"] = json!({
            "since": income.since,
            "book": income.book,
            "rows": income.rows.len(),
        });
        verdict["basis"]["income"] = Basis::Issuer.name().into();
    }
    let entries = report.supply.entries.iter();
    let distributed = entries.filter_map(|entry| match entry {
        SupplyEntry::Distributed(entry) => {
            Some(json!({ "reason": entry.reason, "amount": entry.amount }))
        }
        _ => None,
    });
    let distributed: Vec<Value> = distributed.collect();
    if !distributed.is_empty() {
        verdict["distributed"] = distributed.into();
        verdict["basis"]["distributed"] = basis.supply.name().into();
    }
}

/// Whose word the fields of a verdict are: `proved`, `signed` by every custodian, the `verifier`'s own, the `issuer`'s word, or
/// `at-least` what the verifier asked for.
pub fn basis_json(basis: &VerdictBasis) -> Value {
    let supply = basis.supply.name();
    json!({
        "subject": Basis::Verifier.name(),
        "as_of": Basis::Signed.name(),
        "custodians": Basis::Signed.name(),
        "rules": Basis::Proved.name(),
        "prices": Basis::Issuer.name(),
        "policy": basis.policy.name(),
        "previous": basis.previous.name(),
        "currency": basis.currency.name(),
        "value_per_token": basis.value_per_token.name(),
        "supply": supply,
        "excluded": supply,
        "payables": supply,
        "tokens": supply,
        "amount_to_cover": supply,
    })
}

/// What a verified report says, as an object. It does not say that the report is valid: the caller adds that.
///
/// For the functions that return a [`VerifiedReport`], such as [`verify_report_with`](crate::verify_report_with). Make
/// `not_checked` of [`NotChecked::of`], with words of your own: what is left out there is shown as checked.
pub fn verdict_json(
    report: &Report,
    verified: &VerifiedReport,
    not_checked: &[UncheckedNote],
) -> Value {
    let book = &report.book;
    let signed = |s: &SignatureCount| json!({ "custodian": s.custodian, "signatures": s.found, "needed": s.needed });
    let rule = |i: &Inequality| json!({ "rule": i.name, "position": i.rule, "bound": i.label, "proved": true });
    let unasked = |n: &UncheckedNote| json!({ "check": n.check.name(), "meaning": n.meaning });
    let supply = supply_json(report, &verified.basis);
    let mut value = json!({
        "subject": book.subject,
        "as_of": book.as_of,
        "policy": report.policy.name,
        "tokens": verified.tokens,
        "value_per_token": report.supply.value_per_token,
        "amount_to_cover": verified.amount_to_cover,
        "currency": book.currency,
        "rows": book.rows.len(),
        "custodians": verified.signatures.iter().map(signed).collect::<Vec<_>>(),
        "rules": verified.inequalities.iter().map(rule).collect::<Vec<_>>(),
        "supply": supply.counted,
        "excluded": supply.excluded,
        "payables": supply.payables,
        "basis": basis_json(&verified.basis),
        "report": verified.report,
        "not_checked": not_checked.iter().map(unasked).collect::<Vec<_>>(),
        "not_proved": NOT_PROVED,
    });
    if verified.suite != SuiteName::default() {
        value["suite"] = json!(verified.suite);
    }
    add_income_json(&mut value, report, &verified.basis);
    if let Some(age) = verified.age_seconds {
        value["age_seconds"] = age.into();
    }
    if let ValueBasis::AtLeast(least) = &verified.basis.value_per_token {
        value["least_value_per_token"] = json!(least.value);
    }
    if let Some(previous) = report.previous {
        value["previous"] = json!(previous);
    }
    value
}
