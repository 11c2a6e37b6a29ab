//! Every tampering of a cell.

use assay_circuits::columns::CARRY;
use assay_circuits::{Shape, LIMBS};
use ff::{Field, PrimeField};
use halo2_proofs::pasta::Fp;

use crate::cell::Cell;
use crate::draft::Draft;
use crate::solver::{backward, forward, is_word_row, quotient, set_limbs, word, Follow, TOP};
use crate::words::{inverse_place, limbs_holding, place};

/// What is recomputed after a cell has been given a wrong value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recompute {
    /// Nothing.
    Nothing,
    /// Another limb of the row takes the difference: the word stays.
    OtherLimb(usize),
    /// The accumulators after the cell, and the words taken out of them.
    After,
    /// The accumulators before the cell and after it.
    BeforeAndAfter,
    /// The limb of the row before takes the difference of an accumulator that words are taken from; what comes after
    /// follows.
    WordBefore(usize),
    /// The limb of the row takes the difference; what comes after follows.
    WordHere(usize),
    /// The quantity of the row (for an accumulator: of the row before) becomes what the cell says, and the cells named
    /// follow it. With all of them this is the honest witness of other holdings, if there is one.
    Quantity(Follow),
}

impl Recompute {
    /// What makes sense for a cell. `all_limbs`: every other limb may take the difference, not only the neighbours.
    pub fn ways(shape: Shape, cell: Cell, all_limbs: bool) -> Vec<Recompute> {
        let row = cell.row();
        let is_bucket = 1 <= row && row <= shape.buckets();
        let mut ways = vec![Recompute::Nothing];
        match cell {
            Cell::Limb { i, .. } => {
                if row > 0 {
                    let near = |j: usize| all_limbs || i.abs_diff(j) == 1;
                    let others = (0..LIMBS).filter(|j| *j != i && near(*j));
                    ways.extend(others.map(Recompute::OtherLimb));
                }
                if is_bucket {
                    // The limbs are what the quantity follows.
                    let limbs_stay = Follow::all().filter(|f| !f.limbs);
                    ways.extend(limbs_stay.map(Recompute::Quantity));
                } else if is_word_row(shape, row) {
                    ways.extend([Recompute::After, Recompute::BeforeAndAfter]);
                }
            }
            Cell::Acc { c, .. } => {
                if row > 0 {
                    ways.extend([Recompute::After, Recompute::BeforeAndAfter]);
                }
                if c == 0 && is_word_row(shape, row) {
                    ways.extend([0, TOP].map(Recompute::WordHere));
                    if row > shape.word_row(0, 0) && !starts_a_rule(shape, row) {
                        ways.extend([0, TOP].map(Recompute::WordBefore));
                    }
                }
                if 1 < row && row <= shape.buckets() + 1 {
                    ways.extend(Follow::all().map(Recompute::Quantity));
                }
            }
            Cell::Quantity { .. } if is_bucket => {
                // With nothing following, this is `Nothing`.
                let some = Follow::all().filter(|f| f.tagged || f.limbs || f.sums);
                ways.extend(some.map(Recompute::Quantity));
            }
            Cell::Tagged { .. } if is_bucket => {
                let tagged_stays = Follow::all().filter(|f| !f.tagged);
                ways.extend(tagged_stays.map(Recompute::Quantity));
            }
            _ => (),
        }
        ways
    }

    /// Gives `cell` a wrong value and recomputes. False if there is no such recomputation here, or it changes nothing.
    pub fn apply(self, draft: &mut Draft, cell: Cell, value: Fp) -> bool {
        let honest = draft.get(cell);
        draft.set(cell, value);
        let row = cell.row();
        match (self, cell) {
            (Recompute::Nothing, _) => (),
            (Recompute::OtherLimb(j), Cell::Limb { i, .. }) => {
                let other = Cell::Limb { row, i: j };
                let difference = (honest - value) * place(i) * inverse_place(j);
                draft.set(other, draft.get(other) + difference);
            }
            (Recompute::After, Cell::Limb { .. }) => forward(draft, row, true),
            (Recompute::BeforeAndAfter, Cell::Limb { .. }) => take_from_before(draft, row),
            (Recompute::After, Cell::Acc { .. }) => forward(draft, row, false),
            (Recompute::BeforeAndAfter, Cell::Acc { c, .. }) => {
                backward(draft, row, c);
                forward(draft, row, false);
            }
            (Recompute::WordHere(spill), Cell::Acc { .. }) => {
                let change = value - honest;
                let limb = Cell::Limb { row, i: spill };
                draft.set(limb, draft.get(limb) + change * inverse_place(spill));
            }
            (Recompute::WordBefore(spill), Cell::Acc { c, .. }) => {
                let before = draft.get(Cell::Acc { row: row - 1, c });
                let word = before - Fp::from_u128(1 << 64) * value;
                set_limbs(draft, row - 1, limbs_holding(word, spill));
                forward(draft, row, false);
            }
            (Recompute::Quantity(follow), _) => {
                let columns = &draft.witness().columns;
                let (row, quantity) = match cell {
                    Cell::Limb { .. } => (row, Some(word(draft, row))),
                    Cell::Quantity { .. } => (row, Some(value)),
                    Cell::Tagged { .. } => (row, quotient(value, columns.tags[row])),
                    Cell::Acc { c, .. } => {
                        let before = draft.get(Cell::Acc { row: row - 1, c });
                        let weight = columns.weights[c][row - 1];
                        (row - 1, quotient(value - before, weight))
                    }
                };
                let Some(quantity) = quantity else {
                    return false;
                };
                follow.apply(draft, row, quantity);
            }
            _ => return false,
        }
        draft.get(cell) == value
    }
}

fn starts_a_rule(shape: Shape, row: usize) -> bool {
    (0..shape.rules()).any(|rule| shape.word_row(rule, 0) == row)
}

/// The accumulator that the word of `row` is taken from becomes what it should be, and all before it follows.
fn take_from_before(draft: &mut Draft, row: usize) {
    let rest = match draft.shape.fixed(CARRY, row) {
        true => Fp::from_u128(1 << 64) * draft.get(Cell::Acc { row: row + 1, c: 0 }),
        false => Fp::ZERO,
    };
    let acc = word(draft, row) + rest;
    draft.set(Cell::Acc { row, c: 0 }, acc);
    backward(draft, row, 0);
}
