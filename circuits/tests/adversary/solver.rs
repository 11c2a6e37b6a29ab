//! Everything else recomputed: what a prover can do to make the other identities hold again.

use assay_circuits::columns::{BUCKET, CARRY, SHIFT, START};
use assay_circuits::{Shape, LIMBS};
use ff::{Field, PrimeField};
use halo2_proofs::pasta::Fp;

use crate::cell::{Cell, Witness};
use crate::draft::Draft;
use crate::words::{inverse_two_64, limbs_holding, low_word, word_of};

/// The top limb: where a word that is too large goes.
pub const TOP: usize = LIMBS - 1;

/// Whether the words of rule 0 or a later one are taken out in `row`.
pub fn is_word_row(shape: Shape, row: usize) -> bool {
    shape.buckets() < row && row < shape.usable_rows()
}

/// Sets the limbs of `row`.
pub fn set_limbs(draft: &mut Draft, row: usize, limbs: [Fp; LIMBS]) {
    for (i, limb) in limbs.into_iter().enumerate() {
        draft.set(Cell::Limb { row, i }, limb);
    }
}

/// The value of the word in `row`.
pub fn word(draft: &Draft, row: usize) -> Fp {
    word_of(&draft.witness().trace.limbs[row])
}

/// Recomputes the accumulators after `row`, and the words that are taken out of them; not those of `row` itself if its
/// limbs are to stay.
pub fn forward(draft: &mut Draft, row: usize, limbs_stay: bool) {
    let shape = draft.shape;
    let mut limbs_stay = limbs_stay;
    for row in row..shape.usable_rows() {
        let Witness { columns, trace } = draft.witness();
        let acc = trace.acc[row].clone();
        let on = |column| shape.fixed(column, row);
        let next: Vec<Fp> = if on(START) {
            columns.weights.iter().map(|w| -w[row]).collect()
        } else if on(BUCKET) {
            let quantity = columns.quantities[row];
            let terms = columns.weights.iter().map(|w| w[row] * quantity);
            acc.iter().zip(terms).map(|(acc, t)| *acc + t).collect()
        } else if on(CARRY) {
            if !limbs_stay {
                let low = Fp::from(low_word(acc[0]));
                set_limbs(draft, row, limbs_holding(low, TOP));
            }
            let rest = (acc[0] - word(draft, row)) * inverse_two_64();
            [&[rest], &acc[1..]].concat()
        } else {
            if !limbs_stay {
                set_limbs(draft, row, limbs_holding(acc[0], TOP));
            }
            if on(SHIFT) {
                acc[1..].to_vec()
            } else {
                vec![]
            }
        };
        for (c, value) in next.into_iter().enumerate() {
            draft.set(Cell::Acc { row: row + 1, c }, value);
        }
        limbs_stay = false;
    }
}

/// Recomputes what comes before the accumulator `c` of `row`, back to row 1 or to where the column is free.
pub fn backward(draft: &mut Draft, row: usize, c: usize) {
    let shape = draft.shape;
    let (mut row, mut c) = (row, c);
    while row > 1 {
        let value = draft.get(Cell::Acc { row, c });
        row -= 1;
        let before = if shape.fixed(BUCKET, row) {
            let columns = &draft.witness().columns;
            value - columns.weights[c][row] * columns.quantities[row]
        } else if shape.fixed(SHIFT, row) {
            c += 1;
            value
        } else if c == 0 {
            word(draft, row) + Fp::from_u128(1 << 64) * value
        } else {
            value
        };
        if c == shape.rules() {
            return;
        }
        draft.set(Cell::Acc { row, c }, before);
    }
}

/// Which cells follow a quantity that has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Follow {
    pub tagged: bool,
    pub limbs: bool,
    pub sums: bool,
}

impl Follow {
    pub fn all() -> impl Iterator<Item = Follow> {
        (0..8).map(|bits| Follow {
            tagged: bits & 1 != 0,
            limbs: bits & 2 != 0,
            sums: bits & 4 != 0,
        })
    }

    /// Sets the quantity of `row`, and what follows it.
    pub fn apply(self, draft: &mut Draft, row: usize, quantity: Fp) {
        draft.set(Cell::Quantity { row }, quantity);
        if self.tagged {
            let tag = draft.witness().columns.tags[row];
            draft.set(Cell::Tagged { row }, tag * quantity);
        }
        if self.limbs {
            set_limbs(draft, row, limbs_holding(quantity, TOP));
        }
        if self.sums {
            forward(draft, row, false);
        }
    }
}

/// `numerator / denominator`, if there is such a value.
pub fn quotient(numerator: Fp, denominator: Fp) -> Option<Fp> {
    Option::<Fp>::from(denominator.invert()).map(|inverse| numerator * inverse)
}
