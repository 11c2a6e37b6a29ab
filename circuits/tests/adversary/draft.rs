//! A witness under attack, and the identities that refuse it, evaluated in the field row by row.

use std::collections::BTreeSet;

use assay_circuits::columns::{BUCKET, CARRY, LIVE, SHIFT, START};
use assay_circuits::identities::{range, rules, tag, word};
use assay_circuits::{Cells, Identity, Scalar, Shape, LIMBS};
use ff::Field;
use halo2_proofs::pasta::Fp;

use crate::cell::{Cell, Witness};

/// Index of the word identity in the order of [`assay_circuits::all`]; the range identities come before it.
pub const WORD: usize = LIMBS;
/// Index of the tag identity.
pub const TAG: usize = LIMBS + 1;
/// Index of the first rule's identity.
pub const RULES: usize = LIMBS + 2;

/// An identity that is not zero in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Violation {
    pub identity: usize,
    pub row: usize,
}

/// An honest witness, and the changes made to it.
pub struct Draft {
    pub shape: Shape,
    witness: Witness,
    /// Cells written to, each with the value before.
    log: Vec<(Cell, Fp)>,
    /// A fixed column and the row in which it is zero instead of one.
    pub switched_off: Option<(usize, usize)>,
}

impl Draft {
    pub fn new(shape: Shape, witness: Witness) -> Draft {
        Draft {
            shape,
            witness,
            log: Vec::new(),
            switched_off: None,
        }
    }

    pub fn witness(&self) -> &Witness {
        &self.witness
    }

    pub fn get(&self, cell: Cell) -> Fp {
        self.witness.get(cell)
    }

    pub fn set(&mut self, cell: Cell, value: Fp) {
        let before = self.witness.get(cell);
        if before != value {
            self.witness.set(cell, value);
            self.log.push((cell, before));
        }
    }

    /// Cells whose value is not the honest one, with the value they have.
    pub fn changes(&self) -> Vec<(Cell, Fp)> {
        let mut seen = BTreeSet::new();
        // The first entry for a cell has its honest value.
        self.log
            .iter()
            .filter(|(cell, _)| seen.insert(*cell))
            .map(|(cell, honest)| (*cell, *honest, self.get(*cell)))
            .filter(|(_, honest, value)| honest != value)
            .map(|(cell, _, value)| (cell, value))
            .collect()
    }

    /// Back to the honest witness.
    pub fn reset(&mut self) {
        for (cell, before) in self.log.drain(..).rev() {
            self.witness.set(cell, before);
        }
    }

    /// What the identities read in `row`.
    pub fn cells(&self, row: usize) -> Cells<Scalar<Fp>> {
        let Witness { columns, trace } = &self.witness;
        let fixed = |column| {
            let on = self.shape.fixed(column, row) && self.switched_off != Some((column, row));
            Scalar(if on { Fp::ONE } else { Fp::ZERO })
        };
        let scalars = |values: &[Fp]| values.iter().copied().map(Scalar).collect::<Vec<_>>();
        let acc_next = match trace.acc.get(row + 1) {
            Some(acc) => scalars(acc),
            // A blinding row: random in a proof.
            None => vec![Scalar(-Fp::from(0x0b11_4d1e)); self.shape.rules()],
        };
        Cells {
            start: fixed(START),
            bucket: fixed(BUCKET),
            carry: fixed(CARRY),
            live: fixed(LIVE),
            shift: fixed(SHIFT),
            quantity: Scalar(columns.quantities[row]),
            tagged: Scalar(columns.tagged[row]),
            tag: Scalar(columns.tags[row]),
            weights: columns.weights.iter().map(|w| Scalar(w[row])).collect(),
            limbs: trace.limbs[row].map(Scalar),
            acc: scalars(&trace.acc[row]),
            acc_next,
        }
    }

    /// The violated identities. Looks only where something has changed: the honest witness violates none.
    pub fn violations(&self) -> BTreeSet<Violation> {
        let mut found = BTreeSet::new();
        self.look(|violation| {
            found.insert(violation);
            false
        });
        found
    }

    /// Whether any identity is violated.
    pub fn is_refused(&self) -> bool {
        self.look(|_| true)
    }

    /// Shows violations, row by row, until `enough`; whether it came to that.
    fn look(&self, mut enough: impl FnMut(Violation) -> bool) -> bool {
        let mut limbs = BTreeSet::new();
        let mut rows = BTreeSet::new();
        for (cell, _) in &self.log {
            let row = cell.row();
            rows.insert(row);
            match cell {
                Cell::Limb { .. } => {
                    limbs.insert(row);
                }
                Cell::Acc { .. } => {
                    rows.insert(row.saturating_sub(1));
                }
                _ => (),
            }
        }
        rows.into_iter().any(|row| {
            let cells = self.cells(row);
            let mut note = |first: usize, identities: Vec<Identity<Scalar<Fp>>>| {
                identities.iter().enumerate().any(|(i, found)| {
                    let identity = first + i;
                    found.value.0 != Fp::ZERO && enough(Violation { identity, row })
                })
            };
            note(WORD, vec![word(&cells)])
                || note(TAG, vec![tag(&cells)])
                || note(RULES, rules(&cells))
                || limbs.contains(&row) && note(0, range(&cells))
        })
    }

    /// The violated identities of a row, by [`assay_circuits::all`].
    pub fn violations_in(&self, row: usize) -> Vec<Violation> {
        let identities = assay_circuits::all(&self.cells(row)).into_iter();
        identities
            .enumerate()
            .filter(|(_, i)| i.value.0 != Fp::ZERO)
            .map(|(identity, _)| Violation { identity, row })
            .collect()
    }

    /// The violated identities of every usable row.
    pub fn violations_everywhere(&self) -> BTreeSet<Violation> {
        let rows = 0..self.shape.usable_rows();
        rows.flat_map(|row| self.violations_in(row)).collect()
    }
}
