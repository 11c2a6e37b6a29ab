//! Tamperings that the identities refuse, kept to find out which mutants accept them.

use std::collections::BTreeSet;

use assay_circuits::Shape;
use halo2_proofs::pasta::Fp;

use crate::cases::Recompute;
use crate::cell::Cell;
use crate::draft::{Draft, Violation};
use crate::program::witnesses;
use crate::values::{wrong, Stream};

/// One tampering: what it changes, and what refuses it.
pub struct Case {
    pub changes: Vec<(Cell, Fp)>,
    pub violations: BTreeSet<Violation>,
}

impl Case {
    /// Rows of which some identity reads a changed cell.
    pub fn rows(&self) -> BTreeSet<usize> {
        self.changes
            .iter()
            .flat_map(|(cell, _)| match cell {
                Cell::Acc { row, .. } => row.saturating_sub(1)..=*row,
                other => other.row()..=other.row(),
            })
            .collect()
    }
}

/// The tamperings of one honest witness.
pub struct Corpus {
    pub draft: Draft,
    pub cases: Vec<Case>,
}

impl Corpus {
    /// All tamperings that only one identity, or only one row, refuses: removing that, and nothing less, lets them in.
    pub fn all(shape: Shape) -> [Corpus; 2] {
        let mut stream = Stream::new(5);
        witnesses(shape).map(|witness| {
            let mut draft = Draft::new(shape, witness);
            let mut cases = Vec::new();
            for cell in Cell::all(shape) {
                let ways = Recompute::ways(shape, cell, false);
                for value in wrong(draft.get(cell), &mut stream) {
                    for way in &ways {
                        if way.apply(&mut draft, cell, value) {
                            let violations = draft.violations();
                            let identities: BTreeSet<_> =
                                violations.iter().map(|v| v.identity).collect();
                            let rows: BTreeSet<_> = violations.iter().map(|v| v.row).collect();
                            if identities.len() == 1 || rows.len() == 1 {
                                cases.push(Case {
                                    changes: draft.changes(),
                                    violations,
                                });
                            }
                        }
                        draft.reset();
                    }
                }
            }
            Corpus { draft, cases }
        })
    }

    /// The draft with a case applied.
    pub fn with<T>(draft: &mut Draft, case: &Case, look: impl FnOnce(&Draft) -> T) -> T {
        for (cell, value) in &case.changes {
            draft.set(*cell, *value);
        }
        let result = look(draft);
        draft.reset();
        result
    }
}
