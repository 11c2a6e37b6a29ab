//! The cells that no identity fixes. There are no others: the tests compare this list with what they found.

use std::collections::BTreeMap;

use assay_circuits::{Shape, BLINDERS, LIMBS, WORDS};

use crate::cell::Cell;

/// Why it does no harm that no identity fixes a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Limbs and accumulators of row 0: no identity reads them.
    BeforeTheFirstBucket,
    /// The blinder rows of the committed columns: uniform on purpose, and no identity reads them there.
    Blinder,
    /// The committed columns in row 0 and in the other word rows: no identity reads them there.
    NoBucket,
    /// Accumulator columns that have moved past the last rule: they reach `acc_0` only after the last word row. Such a
    /// value is held and moves on: only together with the cells it moves to is it free.
    Spent,
}

/// The free cells of a shape.
pub fn free(shape: Shape) -> BTreeMap<Cell, Why> {
    let (rules, words) = (shape.rules(), 1 + shape.buckets()..shape.usable_rows());
    let mut free = BTreeMap::new();
    free.extend((0..LIMBS).map(|i| (Cell::Limb { row: 0, i }, Why::BeforeTheFirstBucket)));
    free.extend((0..rules).map(|c| (Cell::Acc { row: 0, c }, Why::BeforeTheFirstBucket)));
    for row in [0].into_iter().chain(words) {
        let why = match shape.blinder_rows().contains(&row) {
            true => Why::Blinder,
            false => Why::NoBucket,
        };
        free.insert(Cell::Quantity { row }, why);
        free.insert(Cell::Tagged { row }, why);
    }
    for rule in 1..rules {
        for word in 0..WORDS {
            let row = shape.word_row(rule, word);
            free.extend((rules - rule..rules).map(|c| (Cell::Acc { row, c }, Why::Spent)));
        }
    }
    free
}

/// How many there are, by reason, in the order of [`Why`].
pub fn counts(shape: Shape) -> [usize; 4] {
    let rules = shape.rules();
    [
        LIMBS + rules,
        2 * BLINDERS,
        2 * (1 + WORDS * rules - BLINDERS),
        WORDS * rules * (rules - 1) / 2,
    ]
}
