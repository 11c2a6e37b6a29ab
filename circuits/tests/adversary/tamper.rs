//! Every cell of every small shape, given every wrong value, with nothing and with everything else recomputed.

use std::collections::{BTreeMap, BTreeSet};

use assay_circuits::halo2::{mock, Trace};
use assay_circuits::Shape;
use ff::PrimeField;
use halo2_proofs::pasta::Fp;

use crate::cases::Recompute;
use crate::cell::Cell;
use crate::draft::Draft;
use crate::free::{counts, free, Why};
use crate::program::{shapes, witnesses};
use crate::values::{wrong, Stream};

/// What became of the tamperings of one shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cells tampered.
    pub cells: usize,
    /// Tamperings with nothing recomputed that the identities refuse.
    pub alone: usize,
    /// Tamperings with other cells recomputed that the identities refuse.
    pub recomputed: usize,
    /// Accepted, because the quantities are others: an honest witness of another opening, so of another commitment.
    pub other_openings: usize,
    /// Accepted, because the cell is free.
    pub free: usize,
}

/// Whether the quantities or tagged quantities of a bucket row differ from the honest ones.
fn opens_otherwise(shape: Shape, changes: &[(Cell, Fp)]) -> bool {
    changes.iter().any(|(cell, _)| {
        let bucket = 1 <= cell.row() && cell.row() <= shape.buckets();
        bucket && cell.is_committed()
    })
}

/// A witness that the identities accept is the honest one of its columns, but for free cells.
fn assert_honest(draft: &Draft, free: &BTreeMap<Cell, Why>) {
    let witness = draft.witness();
    let honest = Trace::new(draft.shape, &witness.columns).unwrap();
    for cell in Cell::all(draft.shape) {
        let expected = match cell {
            Cell::Limb { row, i } => honest.limbs[row][i],
            Cell::Acc { row, c } => honest.acc[row][c],
            _ => continue,
        };
        assert!(
            witness.get(cell) == expected || free.contains_key(&cell),
            "{}: {cell:?} is neither fixed nor free",
            draft.shape
        );
    }
}

fn tamper(shape: Shape) -> Tally {
    let free = free(shape);
    let mut tally = Tally::default();
    let mut stream = Stream::new(3);
    for witness in witnesses(shape) {
        let mut draft = Draft::new(shape, witness);
        assert_eq!(draft.violations_everywhere(), BTreeSet::new());
        let mut alone = BTreeSet::new();
        let mut moved = BTreeSet::new();
        for cell in Cell::all(shape) {
            tally.cells += 1;
            let ways = Recompute::ways(shape, cell, shape.k() == 4);
            for value in wrong(draft.get(cell), &mut stream) {
                for way in &ways {
                    if way.apply(&mut draft, cell, value) {
                        let refused = draft.is_refused();
                        match (refused, *way) {
                            (true, Recompute::Nothing) => tally.alone += 1,
                            (true, _) => tally.recomputed += 1,
                            (false, _) if opens_otherwise(shape, &draft.changes()) => {
                                tally.other_openings += 1;
                                assert_honest(&draft, &free);
                            }
                            (false, way) => {
                                tally.free += 1;
                                moved.extend(draft.changes().into_iter().map(|(cell, _)| cell));
                                if way == Recompute::Nothing {
                                    alone.insert(cell);
                                }
                            }
                        }
                    }
                    draft.reset();
                }
            }
        }
        // Accepted with the same quantities: the free cells, all of them and no others.
        let expected: BTreeSet<Cell> = free.keys().copied().collect();
        assert_eq!(moved, expected, "{shape}");
        let expected = free.iter().filter(|(_, why)| **why != Why::Spent);
        assert_eq!(alone, expected.map(|(cell, _)| *cell).collect(), "{shape}");
    }
    tally
}

#[test]
fn every_tampering_is_refused() {
    let tallies = shapes().map(|shape| {
        let tally = tamper(shape);
        println!("{shape}: {tally:?}");
        tally
    });
    assert_eq!(tallies, EXPECTED, "docs/security.md has these figures");
    let sum = |of: fn(&Tally) -> usize| tallies.iter().map(of).sum::<usize>();
    let total = Tally {
        cells: sum(|t| t.cells),
        alone: sum(|t| t.alone),
        recomputed: sum(|t| t.recomputed),
        other_openings: sum(|t| t.other_openings),
        free: sum(|t| t.free),
    };
    println!("all: {total:?}");
    assert_eq!(total, TOTAL, "docs/security.md has these figures");
}

#[test]
fn the_free_cells_are_counted() {
    for shape in shapes() {
        let mut found = [0; 4];
        for why in free(shape).values() {
            found[*why as usize] += 1;
        }
        assert_eq!(found, counts(shape), "{shape}");
    }
}

/// All free cells at once, with values that differ from the honest ones: still accepted, by halo2's mock prover too.
#[test]
fn the_free_cells_are_free_together() {
    for shape in shapes() {
        for witness in witnesses(shape) {
            let mut draft = Draft::new(shape, witness);
            let spent: Vec<Fp> = (1..shape.rules() as u64).map(|r| -Fp::from(r)).collect();
            for (cell, why) in free(shape) {
                let value = match (why, cell) {
                    // The value that rule `rule - 1` left free is in the last column in the words of `rule`.
                    (Why::Spent, Cell::Acc { row, c }) => {
                        let rule = (row - shape.word_row(0, 0)) / assay_circuits::WORDS;
                        spent[rule - (shape.rules() - c)]
                    }
                    _ => Fp::from_u128(1 << 100) + draft.get(cell),
                };
                draft.set(cell, value);
            }
            assert!(draft.changes().len() > free(shape).len() / 2);
            assert_eq!(draft.violations_everywhere(), BTreeSet::new(), "{shape}");
            if shape.rules() != 3 {
                let witness = draft.witness().clone();
                let verdict = mock(shape, witness.trace, &witness.columns).unwrap();
                assert_eq!(verdict, Ok(()), "{shape}");
            }
        }
    }
}

/// By shape, in the order of [`shapes`].
const EXPECTED: [Tally; 6] = [
    Tally {
        cells: 720,
        alone: 5786,
        recomputed: 177_984,
        other_openings: 1081,
        free: 960,
    },
    Tally {
        cells: 1872,
        alone: 16_674,
        recomputed: 83_114,
        other_openings: 8725,
        free: 960,
    },
    Tally {
        cells: 1924,
        alone: 16_762,
        recomputed: 81_981,
        other_openings: 6910,
        free: 1184,
    },
    Tally {
        cells: 1976,
        alone: 17_201,
        recomputed: 81_051,
        other_openings: 5560,
        free: 1456,
    },
    Tally {
        cells: 4176,
        alone: 38_333,
        recomputed: 196_584,
        other_openings: 23_917,
        free: 960,
    },
    Tally {
        cells: 9272,
        alone: 86_813,
        recomputed: 457_828,
        other_openings: 48_754,
        free: 1456,
    },
];

const TOTAL: Tally = Tally {
    cells: 19_940,
    alone: 181_569,
    recomputed: 1_078_542,
    other_openings: 94_947,
    free: 6976,
};
