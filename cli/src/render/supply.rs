//! The supply of a report, for people.

use assay_statement::{Report, SupplyEntry};

use crate::render::numbers::grouped;

/// What the tokens are made of, in tokens, what is left out, and what is owed besides.
pub fn supply_text(report: &Report) -> String {
    let (mut counted, mut excluded) = (Vec::new(), Vec::new());
    let (mut payables, mut distributed) = (Vec::new(), Vec::new());
    for entry in &report.supply.entries {
        match entry {
            SupplyEntry::Chain(chain) => counted.push((
                chain.chain.to_string(),
                grouped(&chain.tokens().trimmed()),
                format!("at block {}, {} decimals", chain.block, chain.decimals),
            )),
            SupplyEntry::BookEntry(entry) => counted.push((
                "book entry".into(),
                grouped(&entry.quantity),
                format!("at {}", entry.registrar),
            )),
            SupplyEntry::PendingRedemptions(entry) => counted.push((
                "pending".into(),
                grouped(&entry.quantity),
                "redemptions not paid yet".into(),
            )),
            SupplyEntry::ToBeIssued(entry) => counted.push((
                "to be issued".into(),
                grouped(&entry.quantity),
                "about to be minted, covered already".into(),
            )),
            SupplyEntry::Payable(entry) => payables.push((
                String::new(),
                grouped(&entry.amount),
                format!("{}: {}", report.supply.currency, entry.reason),
            )),
            SupplyEntry::Distributed(entry) => distributed.push((
                String::new(),
                grouped(&entry.amount),
                format!("{}: {}", report.supply.currency, entry.reason),
            )),
            SupplyEntry::Excluded(entry) => excluded.push((
                String::new(),
                grouped(&entry.quantity),
                entry.reason.clone(),
            )),
        }
    }
    let mut text = String::from("\n  Supply\n");
    let all = || {
        let others = excluded.iter().chain(&payables).chain(&distributed);
        counted.iter().chain(others)
    };
    let names = all().map(|(name, ..)| name.len()).max().unwrap_or(0);
    let numbers = all().map(|(_, number, _)| number.len()).max().unwrap_or(0);
    let line = |(name, number, about): &(String, String, String)| {
        format!("    {name:<names$}  {number:>numbers$}  {about}\n")
    };
    text.extend(counted.iter().map(line));
    if !excluded.is_empty() {
        text += "  Excluded: taken off the supply, without cover\n";
        text.extend(excluded.iter().map(line));
    }
    if !payables.is_empty() {
        text += "  Payables: owed besides tokens, and covered with them\n";
        text.extend(payables.iter().map(line));
    }
    if !distributed.is_empty() {
        text += "  Distributed: given to holders out of the period's income\n";
        text.extend(distributed.iter().map(line));
    }
    text
}
