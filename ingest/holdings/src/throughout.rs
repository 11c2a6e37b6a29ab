//! What was held throughout the period of a book's income, from the statements of some of its days.

use assay_statement::{Book, Date};
use zeroize::Zeroizing;

use crate::aggregate::Aggregate;
use crate::index::Index;

/// The units that were held on every day of which there are sums, one quantity for each row of the income, in the order of
/// [`Index::positions`] of `income`: the least of `earlier`, the sums of when the period began, of those `between`, each
/// with its day, and of those `now`, of the rows of the book. Of what was repaid, sums of the day on which it was and later
/// do not count. Of a row whose income is below zero it is the most of them, what was held on any day: so that what is not
/// known is always against the prover.
///
/// What was sold and bought back between two of these days is not seen.
pub fn held_throughout(
    book: &Book,
    income: &Index,
    earlier: &Aggregate,
    between: &[(Date, &Aggregate)],
    now: (&Index, &Aggregate),
) -> Zeroizing<Vec<u64>> {
    // A list of a known length: one that grows would leave copies of quantities behind.
    let mut quantities = Zeroizing::new(Vec::with_capacity(income.len()));
    quantities.extend_from_slice(&earlier.quantities);
    let (index, held) = now;
    for (slot, position) in income.positions().enumerate() {
        let row = position.checked_sub(book.rows.len());
        let row = row.and_then(|row| book.income_rows().get(row));
        let (Some(row), Some(held_throughout)) = (row, quantities.get_mut(slot)) else {
            continue;
        };
        let mut meet = |of_day: u64| {
            *held_throughout = match row.per_unit.is_negative() {
                true => (*held_throughout).max(of_day),
                false => (*held_throughout).min(of_day),
            };
        };
        for (day, sums) in between {
            if row.until.is_none_or(|until| *day < until) {
                meet(quantity(sums, Some(slot)));
            }
        }
        if row.until.is_none() {
            let slot = index.row(row.instrument.as_str().as_bytes());
            meet(quantity(held, slot.map(|row| row.slot)));
        }
    }
    quantities
}

/// The quantity of a row; of none nothing is held.
fn quantity(sums: &Aggregate, slot: Option<usize>) -> u64 {
    let quantity = slot.and_then(|slot| sums.quantities.get(slot));
    quantity.copied().unwrap_or(0)
}
