//! What an auditor sees of the income of a book. All of it is PRIVATE.

use assay_statement::{Compiled, Decimal, Id, IncomeRow, Report, SignedDecimal};
use num_bigint::{BigInt, Sign};

/// PRIVATE: what was held throughout by a custodian, or by all, and what it earned, in the currency of the book.
#[derive(Clone, PartialEq, Eq)]
pub struct EarnedIncome {
    /// What all of it earned.
    pub total: SignedDecimal,
    /// One for each row of the income, in the book's order.
    pub positions: Vec<IncomePosition>,
}

/// PRIVATE: what was held throughout of one row of the income.
#[derive(Clone, PartialEq, Eq)]
pub struct IncomePosition {
    /// The row, from 0, apart from those of the book.
    pub row: usize,
    /// What it says.
    pub income_row: IncomeRow,
    /// Whole units that were held throughout.
    pub quantity: Decimal,
    /// Quantity times what one unit earned.
    pub earned: SignedDecimal,
}

/// What the rows of the income earned in all; `None` if the book lists no income. There is one quantity for each row of the
/// book, then one for each row of the income.
pub(super) fn of_all(
    report: &Report,
    compiled: &Compiled,
    quantities: &[u64],
) -> Option<EarnedIncome> {
    earned(report, compiled, quantities, |_| true)
}

/// The same of one custodian.
pub(super) fn of_custodian(
    report: &Report,
    compiled: &Compiled,
    quantities: &[u64],
    custodian: &Id,
) -> Option<EarnedIncome> {
    earned(report, compiled, quantities, |row| {
        row.custodian == *custodian
    })
}

fn earned(
    report: &Report,
    compiled: &Compiled,
    quantities: &[u64],
    included: impl Fn(&IncomeRow) -> bool,
) -> Option<EarnedIncome> {
    let (book, income) = (&report.book, report.book.income.as_ref()?);
    let decimal = |units: &BigInt| {
        let magnitude = Decimal::new(units.magnitude().clone(), compiled.scale);
        SignedDecimal::new(units.sign() == Sign::Minus, magnitude.trimmed())
    };
    let all = compiled.program.rows.iter().zip(quantities);
    let rows = income.rows.iter().zip(all.skip(book.rows.len()));
    let mut total = BigInt::ZERO;
    let mut positions = Vec::new();
    for (row, (income_row, (program_row, quantity))) in rows.enumerate() {
        if !included(income_row) {
            continue;
        }
        let size = BigInt::from(program_row.value) * *quantity;
        let earned = match income_row.per_unit.is_negative() {
            true => -size,
            false => size,
        };
        positions.push(IncomePosition {
            row,
            income_row: income_row.clone(),
            quantity: Decimal::new(*quantity, income_row.quantity_decimals.into()).trimmed(),
            earned: decimal(&earned),
        });
        total += earned;
    }
    Some(EarnedIncome {
        total: decimal(&total),
        positions,
    })
}
