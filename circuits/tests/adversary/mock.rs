//! halo2's mock prover gives the same verdicts, constraint by constraint and row by row.

use std::collections::BTreeSet;

use assay_circuits::halo2::mock;
use assay_circuits::Shape;
use halo2_proofs::dev::{FailureLocation, VerifyFailure};

use crate::cases::Recompute;
use crate::cell::{Cell, Witness};
use crate::draft::{Draft, Violation, RULES, TAG, WORD};
use crate::program::witnesses;
use crate::values::{wrong, Stream};

/// What the mock prover says of a witness.
fn mocked(shape: Shape, witness: &Witness) -> BTreeSet<Violation> {
    let verdict = mock(shape, witness.trace.clone(), &witness.columns).unwrap();
    let failures = verdict.err().unwrap_or_default();
    failures.iter().map(violation).collect()
}

fn violation(failure: &VerifyFailure) -> Violation {
    let VerifyFailure::ConstraintNotSatisfied {
        constraint,
        location,
        ..
    } = failure
    else {
        panic!("unexpected failure: {failure}");
    };
    // "Constraint 3 ('name') in gate 0 ('range')"
    let text = constraint.to_string();
    let (constraint, gate) = text.rsplit_once(" in gate ").unwrap();
    let index = |text: &str| -> usize {
        let digits = text.trim_start_matches("Constraint ");
        digits.split(' ').next().unwrap().parse().unwrap()
    };
    Violation {
        identity: [0, WORD, TAG, RULES][index(gate)] + index(constraint),
        row: match location {
            FailureLocation::InRegion { offset, .. } => *offset,
            FailureLocation::OutsideRegion { row } => *row,
        },
    }
}

/// Every `step`-th tampering of a shape.
fn agree(shape: Shape, step: usize) -> [usize; 2] {
    let mut stream = Stream::new(4);
    let mut number = 0;
    let mut verdicts = [0; 2];
    // halo2_proofs 0.4.1 panics where it should print the cells of this constraint: they reach into the blinding rows.
    let in_the_last_row = Violation {
        identity: WORD,
        row: shape.usable_rows() - 1,
    };
    for witness in witnesses(shape) {
        let mut draft = Draft::new(shape, witness);
        for cell in Cell::all(shape) {
            let ways = Recompute::ways(shape, cell, false);
            for value in wrong(draft.get(cell), &mut stream) {
                for way in &ways {
                    number += 1;
                    if number % step == 0 && way.apply(&mut draft, cell, value) {
                        let found = draft.violations();
                        if found.contains(&in_the_last_row) {
                            draft.reset();
                            continue;
                        }
                        let context = format!("{shape} {cell:?} {way:?}");
                        assert_eq!(found, draft.violations_everywhere(), "{context}");
                        assert_eq!(found, mocked(shape, draft.witness()), "{context}");
                        verdicts[usize::from(found.is_empty())] += 1;
                    }
                    draft.reset();
                }
            }
        }
    }
    verdicts
}

#[test]
fn the_mock_prover_agrees() {
    // Primes: no cell, value or way is left out because its number has a factor in common with the step.
    let samples = [(4, 2, 31), (5, 2, 97), (5, 4, 97), (7, 4, 4099)];
    let verdicts = samples.map(|(k, rules, step)| {
        let shape = Shape::new(k, rules).unwrap();
        let [refused, accepted] = agree(shape, step);
        println!("{shape}: {refused} refused by both, {accepted} accepted by both");
        [refused, accepted]
    });
    assert_eq!(verdicts, EXPECTED);
}

/// Refused and accepted, by shape.
const EXPECTED: [[usize; 2]; 4] = [[996, 63], [1026, 91], [1006, 67], [128, 14]];
