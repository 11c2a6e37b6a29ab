//! What was held throughout the period of a book's income, and what it earned. PRIVATE.

use assay_prover::{AuditedHoldings, EarnedIncome, IncomePosition};
use assay_statement::{Report, SignedDecimal};
use serde_json::{json, Value};

use super::column::{column, signed_column};

/// As people read it; nothing if the book lists no income.
pub fn text(report: &Report, agreement: &AuditedHoldings) -> String {
    let (Some(of_book), Some(all)) = (&report.book.income, &agreement.income) else {
        return String::new();
    };
    let mut text = format!("\n  Held throughout, since {}\n", of_book.since);
    let mut totals: Vec<(String, SignedDecimal)> = Vec::new();
    for holder in &agreement.custodians {
        if let Some(own) = holder
            .income
            .as_ref()
            .filter(|own| !own.positions.is_empty())
        {
            text += &format!("    {}\n{}", holder.custodian, rows(own));
            totals.push((holder.custodian.to_string(), own.total.clone()));
        }
    }
    totals.push(("all".into(), all.total.clone()));
    if let Some(distributed) = &agreement.verified.distributed {
        let distributed = SignedDecimal::new(false, distributed.clone());
        totals.push(("distributed".into(), distributed));
    }
    text += &format!("\n  Income, {}\n", report.book.currency);
    let width = totals.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let numbers = signed_column(totals.iter().map(|(_, amount)| amount));
    for ((name, _), number) in totals.iter().zip(numbers) {
        text += &format!("    {name:<width$}  {number}\n");
    }
    text
}

/// The rows of which anything was held throughout.
fn rows(own: &EarnedIncome) -> String {
    let all = own.positions.iter();
    let held: Vec<&IncomePosition> = all.filter(|row| !row.quantity.is_zero()).collect();
    let quantities = column(held.iter().map(|row| &row.quantity));
    let rates = signed_column(held.iter().map(|row| &row.income_row.per_unit));
    let amounts = signed_column(held.iter().map(|row| &row.earned));
    let name = |row: &&IncomePosition| row.income_row.instrument.as_str().len();
    let width = held.iter().map(name).max().unwrap_or(0);
    let lines = held.iter().zip(quantities).zip(rates).zip(amounts);
    let mut text = String::new();
    for (((row, quantity), rate), amount) in lines {
        let instrument = row.income_row.instrument.as_str();
        let until = row.income_row.until;
        let until = until.map_or(String::new(), |day| format!("  until {day}"));
        text += &format!("      {instrument:<width$}  {quantity}  x  {rate}  =  {amount}{until}\n");
    }
    match own.positions.len() - held.len() {
        0 => text,
        empty => text + &format!("      nothing in {empty} more rows\n"),
    }
}

/// As a program reads it.
pub fn json(income: &EarnedIncome) -> Value {
    let position = |position: &IncomePosition| {
        let about = &position.income_row;
        let mut value = json!({
            "row": position.row,
            "instrument": about.instrument,
            "quantity": position.quantity,
            "per_unit": about.per_unit,
            "earned": position.earned,
        });
        if let Some(until) = about.until {
            value["until"] = until.to_string().into();
        }
        value
    };
    json!({
        "earned": income.total,
        "positions": income.positions.iter().map(position).collect::<Vec<_>>(),
    })
}
