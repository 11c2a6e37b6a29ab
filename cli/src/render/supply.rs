//! The supply of a report, for people.

use assay_statement::{Report, SupplyEntry};

use crate::render::numbers::grouped;

/// A line: what it is, how much, and more about it.
type Line = (String, String, String);

/// The headings of what does not count among the tokens, in order.
const BESIDES: [&str; 3] = [
    "  Excluded: taken off the supply, without cover\n",
    "  Payables: owed besides tokens, and covered with them\n",
    "  Distributed: given to holders out of the period's income\n",
];

/// What the tokens are made of, in tokens, what is left out, what is owed besides, and what was distributed.
pub fn supply_text(report: &Report) -> String {
    let currency = report.supply.currency.as_str();
    let mut counted: Vec<Line> = Vec::new();
    let mut besides: [Vec<Line>; 3] = Default::default();
    let [excluded, payables, distributed] = &mut besides;
    for entry in &report.supply.entries {
        let lines = match entry {
            SupplyEntry::Excluded(_) => &mut *excluded,
            SupplyEntry::Payable(_) => &mut *payables,
            SupplyEntry::Distributed(_) => &mut *distributed,
            _ => &mut counted,
        };
        lines.push(line(entry, currency));
    }
    let all = || counted.iter().chain(besides.iter().flatten());
    let names = all().map(|(name, ..)| name.len()).max().unwrap_or(0);
    let numbers = all().map(|(_, number, _)| number.len()).max().unwrap_or(0);
    let line =
        |(name, number, about): &Line| format!("    {name:<names$}  {number:>numbers$}  {about}\n");
    let mut text = String::from("\n  Supply\n");
    text.extend(counted.iter().map(line));
    for (heading, lines) in BESIDES.iter().zip(&besides) {
        if !lines.is_empty() {
            text += heading;
            text.extend(lines.iter().map(line));
        }
    }
    text
}

/// The line of an entry.
fn line(entry: &SupplyEntry, currency: &str) -> Line {
    match entry {
        SupplyEntry::Chain(chain) => (
            chain.chain.to_string(),
            grouped(&chain.tokens().trimmed()),
            format!("at block {}, {} decimals", chain.block, chain.decimals),
        ),
        SupplyEntry::BookEntry(entry) => (
            "book entry".into(),
            grouped(&entry.quantity),
            format!("at {}", entry.registrar),
        ),
        SupplyEntry::PendingRedemptions(entry) => (
            "pending".into(),
            grouped(&entry.quantity),
            "redemptions not paid yet".into(),
        ),
        SupplyEntry::ToBeIssued(entry) => (
            "to be issued".into(),
            grouped(&entry.quantity),
            "about to be minted, covered already".into(),
        ),
        SupplyEntry::Excluded(entry) => (
            String::new(),
            grouped(&entry.quantity),
            entry.reason.clone(),
        ),
        SupplyEntry::Payable(entry) => {
            let about = format!("{currency}: {}", entry.reason);
            (String::new(), grouped(&entry.amount), about)
        }
        SupplyEntry::Distributed(entry) => {
            let about = format!("{currency}: {}", entry.reason);
            (String::new(), grouped(&entry.amount), about)
        }
    }
}
