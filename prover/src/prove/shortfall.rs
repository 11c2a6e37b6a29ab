//! Rules that do not hold, and by how much. PRIVATE.

use std::fmt;

use assay_statement::{Book, Compiled, Inequality, QuantityCount, Unit};
use num_bigint::BigInt;

use crate::inequalities::all_hold;

/// A rule that does not hold. PRIVATE: it reveals something about the holdings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// Name of the rule.
    pub rule: &'static str,
    /// What it demands, as in the table of a verified report.
    pub label: String,
    /// By how much it fails, with unit, rounded up.
    pub short: String,
}

impl fmt::Display for Shortfall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\n  {}: expected {}, short by {}",
            self.rule, self.label, self.short
        )
    }
}

/// The inequalities that do not hold of the quantities, one for each row of the book.
///
/// # Errors
/// [`QuantityCount`] if there are more or fewer quantities than rows.
pub(super) fn shortfalls(
    book: &Book,
    compiled: &Compiled,
    quantities: &[u64],
) -> Result<Vec<Shortfall>, QuantityCount> {
    if all_hold(&compiled.program, quantities) {
        return Ok(Vec::new());
    }
    let slacks = compiled.slacks(quantities)?;
    let failing = compiled
        .inequalities
        .iter()
        .zip(&slacks)
        .filter(|(_, slack)| **slack < BigInt::ZERO);
    Ok(failing
        .map(|(inequality, slack)| Shortfall {
            rule: inequality.name,
            label: inequality.label.clone(),
            short: short(book, compiled, inequality, slack, quantities),
        })
        .collect())
}

/// By how much an inequality fails, with its unit, rounded up.
fn short(
    book: &Book,
    compiled: &Compiled,
    inequality: &Inequality,
    slack: &BigInt,
    quantities: &[u64],
) -> String {
    // A negative slack that is rounded down has its size rounded up.
    let amount = compiled.amount(inequality, slack, 2);
    let amount = amount.trim_start_matches('-');
    match inequality.unit {
        Unit::Currency => format!("{amount} {}", book.currency),
        Unit::GroupCurrencyDays => format!("{amount} {} x days", book.currency),
        Unit::CurrencyDays => {
            // Not the income's, which come after these and are nothing that is held.
            let held = compiled.program.rows.iter().take(book.rows.len());
            let rows = held.zip(quantities);
            let value: BigInt = rows.map(|(row, q)| BigInt::from(row.value) * *q).sum();
            let hundredths = (-slack * 100 + &value - 1) / value.max(1.into());
            let digits = format!("{hundredths:0>3}");
            let (whole, fraction) = digits.split_at(digits.len().saturating_sub(2));
            format!(
                "{whole}.{fraction} days ({amount} {} x days)",
                book.currency
            )
        }
    }
}
