//! What an auditor sees, as people read it. PRIVATE.

use assay_prover::{AuditedHoldings, CustodianHoldings, Position, RuleMargin};
use assay_statement::{BookRow, Decimal, Report, Unit};
use assay_verifier::UncheckedNote;

use crate::render::basis::{issuers_word, value_per_token};
use crate::render::numbers::grouped;
use crate::render::unchecked;

use super::column::column;
use super::income;

/// What may be shown to anyone: that all agrees.
pub fn summary(report: &Report, agreement: &AuditedHoldings) -> String {
    let mut text = String::from(
        "AGREES: the openings are those that the custodians signed, and every rule holds\n\n",
    );
    let mut field = |name: &str, value: String| text += &format!("  {name:<16}{value}\n");
    field("subject", report.book.subject.to_string());
    field("as of", report.book.as_of.to_string());
    field("policy", report.policy.name.clone());
    field("report", agreement.verified.report.to_string());
    text
}

/// The table.
pub fn text(report: &Report, agreement: &AuditedHoldings, not_checked: &[UncheckedNote]) -> String {
    let currency = &report.book.currency;
    let mut text = summary(report, agreement);
    text += "\n  PRIVATE: what follows shows every position\n";
    for holder in &agreement.custodians {
        text += &holder_text(holder);
    }
    text += &income::text(report, agreement);
    text += &format!("\n  Value by kind, {currency}\n");
    let kinds = agreement
        .kinds
        .iter()
        .map(|kind| (kind.kind.to_string(), &kind.total));
    let custodians = agreement
        .custodians
        .iter()
        .map(|holder| (holder.custodian.to_string(), &holder.total));
    text += &amounts(&kinds.collect::<Vec<_>>());
    text += &format!("\n  Value by custodian, {currency}\n");
    text += &amounts(&custodians.collect::<Vec<_>>());
    text += &format!("\n  Value, {currency}\n");
    let mut lines = vec![("all".into(), &agreement.total)];
    let payables = &agreement.verified.payables;
    if !payables.is_zero() {
        lines.push(("payables".into(), payables));
    }
    lines.push(("to be covered".into(), &agreement.verified.amount_to_cover));
    text += &amounts(&lines);
    let value = value_per_token(report, &agreement.verified.basis);
    text += &format!("    value per token {value}\n");
    text += &rules(agreement, currency.as_str());
    text += &issuers_word(report, &agreement.verified);
    text + &unchecked::sections(not_checked)
}

/// By how much each rule holds.
fn rules(agreement: &AuditedHoldings, currency: &str) -> String {
    let rules = agreement.rules.iter();
    let width = rules.map(|rule| rule.inequality.label.chars().count());
    let width = width.max().unwrap_or(0);
    let mut text = String::from("\n  Rules\n");
    for rule in &agreement.rules {
        let inequality = &rule.inequality;
        text += &format!(
            "    {:<14}{:<width$}  holds, with {} to spare\n",
            inequality.name,
            inequality.label,
            room(rule, currency)
        );
    }
    text
}

/// Such as `  due 2028-01-13, reset 2026-08-01`.
fn dates(row: &BookRow) -> String {
    let dates = [
        ("  due ", row.maturity),
        (", reset ", row.reset),
        (", on demand ", row.demand),
    ];
    let known = dates
        .iter()
        .filter_map(|(name, date)| Some(format!("{name}{}", (*date)?)));
    known.collect()
}

fn holder_text(holder: &CustodianHoldings) -> String {
    let held: Vec<&Position> = holder
        .positions
        .iter()
        .filter(|position| !position.quantity.is_zero())
        .collect();
    let empty = holder.positions.len() - held.len();
    let quantities = column(held.iter().map(|position| &position.quantity));
    let prices = column(held.iter().map(|position| &position.book_row.price));
    let values = column(held.iter().map(|position| &position.value));
    let name = |position: &&Position| position.book_row.instrument.as_str().len();
    let width = held.iter().map(name).max().unwrap_or(0);
    let kind = |position: &&Position| position.book_row.kind.as_str().len();
    let kinds = held.iter().map(kind).max().unwrap_or(0).max(5);
    let mut text = format!("\n  {}\n", holder.custodian);
    let lines = held.iter().zip(quantities).zip(prices).zip(values);
    for (((position, quantity), price), value) in lines {
        let about = &position.book_row;
        text += &format!(
            "    {:<width$}  {:<kinds$}  {quantity}  x  {price}  =  {value}{}\n",
            about.instrument.as_str(),
            about.kind.as_str(),
            dates(about),
        );
    }
    if empty > 0 {
        text += &format!("    nothing in {empty} more rows\n");
    }
    text + &format!("    commitment {}\n", holder.commitment)
}

fn amounts(lines: &[(String, &Decimal)]) -> String {
    let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let numbers = column(lines.iter().map(|(_, amount)| *amount));
    lines
        .iter()
        .zip(numbers)
        .map(|((name, _), number)| format!("    {name:<width$}  {number}\n"))
        .collect()
}

/// By how much a rule holds, for people.
fn room(rule: &RuleMargin, currency: &str) -> String {
    let amount = rule
        .amount
        .parse()
        .map_or_else(|_| rule.amount.clone(), |amount: Decimal| grouped(&amount));
    match (rule.inequality.unit, &rule.days) {
        (Unit::Currency, _) => format!("{amount} {currency}"),
        (Unit::CurrencyDays, Some(days)) => format!("{days} days ({amount} {currency} x days)"),
        (Unit::CurrencyDays, None) | (Unit::GroupCurrencyDays, _) => {
            format!("{amount} {currency} x days")
        }
    }
}
