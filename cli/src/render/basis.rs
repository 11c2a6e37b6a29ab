//! Whose word the parts of a verdict are, for people.

use assay_statement::{BookRow, Report, SupplyEntry};
use assay_verifier::{Basis, ValueBasis, VerdictBasis, VerifiedReport};

use crate::render::numbers::grouped;

/// What something rests on.
pub fn words(basis: Basis) -> &'static str {
    match basis {
        Basis::Proved => "proved",
        Basis::Signed => "signed by every custodian",
        Basis::Verifier => "as you gave it",
        Basis::Issuer => "the issuer's word",
    }
}

/// What one token is owed, and who says so.
pub fn value_per_token(report: &Report, basis: &VerdictBasis) -> String {
    let (value, currency) = (&report.supply.value_per_token, &report.supply.currency);
    let whose = match &basis.value_per_token {
        ValueBasis::Verifier => words(Basis::Verifier).to_string(),
        ValueBasis::AtLeast(least) => format!("at least {}, as you asked", grouped(&least.value)),
        ValueBasis::Issuer => words(Basis::Issuer).to_string(),
    };
    format!("{} {currency}, {whose}", grouped(value))
}

/// Everything in a verdict that only the issuer says, with its values.
pub fn issuers_word(report: &Report, verified: &VerifiedReport) -> String {
    let (supply, basis) = (&report.supply, &verified.basis);
    let mut text = String::from("\n  Issuer's word\n");
    let mut field = |name: &str, value: String| text += &format!("    {name:<16}{value}\n");
    let rows = &report.book.rows;
    let has_more_dates = |row: &BookRow| row.reset.is_some() || row.demand.is_some();
    let dates = match rows.iter().any(has_more_dates) {
        true => "kinds, maturities, resets and demand dates",
        false => "kinds and maturities",
    };
    field(
        "prices",
        format!("of {} rows of the book, with their {dates}", rows.len()),
    );
    if let Some(income) = &report.book.income {
        let (rows, since) = (income.rows.len(), income.since);
        field("income", format!("per unit of {rows} rows, since {since}"));
    }
    if basis.currency == Basis::Issuer {
        field("currency", report.book.currency.to_string());
    }
    if basis.value_per_token != ValueBasis::Verifier {
        let (value, currency) = (grouped(&supply.value_per_token), &supply.currency);
        field("value per token", format!("{value} {currency}"));
    }
    if basis.supply == Basis::Issuer {
        field("tokens", grouped(&verified.tokens));
    }
    for (name, quantity) in off_chain(report, basis) {
        field(name, quantity);
    }
    for chain in &basis.chains {
        let Some(SupplyEntry::Chain(entry)) = supply.entries.get(chain.entry) else {
            continue;
        };
        let of = format!("of {} on {}", entry.token, entry.chain);
        if chain.decimals == Basis::Issuer {
            field("decimals", format!("{} {of}", entry.decimals));
        }
        if let (Some(Basis::Issuer), Some(evidence)) = (chain.slot, &entry.evidence) {
            field("storage slot", format!("0x{} {of}", evidence.slot));
        }
    }
    if basis.policy == Basis::Issuer {
        field("policy", report.policy.name.clone());
    }
    text
}

/// What no chain tells.
fn off_chain(report: &Report, basis: &VerdictBasis) -> Vec<(&'static str, String)> {
    if basis.supply != Basis::Issuer {
        return Vec::new();
    }
    let currency = &report.supply.currency;
    let line = |entry: &SupplyEntry| match entry {
        SupplyEntry::Chain(_) => None,
        SupplyEntry::BookEntry(entry) => Some(("book entry", grouped(&entry.quantity))),
        SupplyEntry::PendingRedemptions(entry) => Some(("pending", grouped(&entry.quantity))),
        SupplyEntry::Excluded(entry) => Some(("excluded", grouped(&entry.quantity))),
        SupplyEntry::ToBeIssued(entry) => Some(("to be issued", grouped(&entry.quantity))),
        SupplyEntry::Payable(entry) => {
            let amount = grouped(&entry.amount);
            Some(("payable", format!("{amount} {currency}, {}", entry.reason)))
        }
        SupplyEntry::Distributed(entry) => {
            let amount = grouped(&entry.amount);
            let line = format!("{amount} {currency}, {}", entry.reason);
            Some(("distributed", line))
        }
    };
    let mut lines: Vec<_> = report.supply.entries.iter().filter_map(line).collect();
    // Nothing proves that nothing is owed besides tokens, so a supply that lists nothing says something too.
    if !lines.iter().any(|(name, _)| *name == "payable") {
        lines.push(("payables", "none".into()));
    }
    lines
}
