//! The Bulletproofs peer accepts what holds and refuses everything next to it.
#![cfg(feature = "peers")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::LazyLock;

use assay_benches::peers::bulletproofs::{Bulletproofs, Error, Proof};
use assay_benches::peers::limits::LimitError;
use assay_benches::peers::Inequalities;
use assay_circuits::Shape;
use bulletproofs::ProofError;
use num_bigint::BigInt;

/// The smallest shape: what is refused does not depend on it.
const SHAPE: Shape = Shape::STANDARD[0];

static PEER: LazyLock<Bulletproofs> = LazyLock::new(|| Bulletproofs::setup(SHAPE));
static STATEMENT: LazyLock<Inequalities> = LazyLock::new(|| Inequalities::of(SHAPE));
static PROOF: LazyLock<Proof> = LazyLock::new(|| PEER.prove(&STATEMENT).unwrap());

const REFUSED: Result<(), Error> = Err(Error::RangeProof(ProofError::VerificationError));

/// The honest proof for a statement that was changed.
fn verify_statement(change: impl FnOnce(&mut Inequalities)) -> Result<(), Error> {
    let mut statement = STATEMENT.clone();
    change(&mut statement);
    PEER.verify(&statement.weights, &statement.bounds, &PROOF)
}

/// A changed proof for the statement.
fn verify_proof(change: impl FnOnce(&mut Proof)) -> Result<(), Error> {
    let mut proof = PROOF.clone();
    change(&mut proof);
    PEER.verify(&STATEMENT.weights, &STATEMENT.bounds, &proof)
}

#[test]
fn an_honest_proof_is_accepted() {
    assert_eq!(verify_proof(|_| ()), Ok(()));
    assert_eq!(PROOF.commitment_bytes(), 32 * SHAPE.buckets());
    assert_eq!(
        PROOF.proof_bytes(),
        PROOF.range_proof.len() + 32 * 3 * SHAPE.rules()
    );
}

#[test]
fn a_raised_bound_is_refused() {
    assert_eq!(verify_statement(|s| s.bounds[0] += 1), REFUSED);
}

#[test]
fn another_weight_is_refused_in_every_rule() {
    for rule in 0..SHAPE.rules() {
        assert_eq!(verify_statement(|s| s.weights[rule][3] += 1), REFUSED);
    }
}

#[test]
fn the_commitment_to_another_quantity_is_refused() {
    assert_eq!(verify_proof(|p| p.commitments.swap(0, 1)), REFUSED);
    let mut statement = STATEMENT.clone();
    let zero = statement.quantities.iter().position(|q| *q == 0).unwrap();
    statement.quantities[zero] = 1;
    statement.bounds.fill(BigInt::from(-1) << 170);
    let other = PEER.prove(&statement).unwrap();
    assert_eq!(
        verify_proof(|p| p.commitments[zero] = other.commitments[zero]),
        REFUSED
    );
}

#[test]
fn the_commitment_to_another_word_is_refused() {
    assert_eq!(verify_proof(|p| p.word_commitments.swap(0, 1)), REFUSED);
}

#[test]
fn every_element_of_the_range_proof_matters() {
    for element in 0..PROOF.range_proof.len() / 32 {
        let refused = verify_proof(|p| p.range_proof[32 * element] ^= 2);
        assert!(
            matches!(
                refused,
                Err(Error::RangeProof(
                    ProofError::VerificationError | ProofError::FormatError
                ))
            ),
            "element {element}: {refused:?}"
        );
    }
}

#[test]
fn a_proof_of_another_length_is_refused() {
    let malformed = Err(Error::RangeProof(ProofError::FormatError));
    assert_eq!(verify_proof(|p| p.range_proof.push(0)), malformed);
    assert_eq!(verify_proof(|p| p.range_proof.clear()), malformed);
    assert_eq!(
        verify_proof(|p| p.commitments.truncate(1)),
        Err(Error::Commitments {
            expected: SHAPE.buckets(),
            found: 1
        })
    );
    assert_eq!(
        verify_proof(|p| p.word_commitments.clear()),
        Err(Error::Commitments {
            expected: 3 * SHAPE.rules(),
            found: 0
        })
    );
}

#[test]
fn a_statement_outside_the_limits_is_refused() {
    assert_eq!(
        verify_statement(|s| s.weights[1][2] = -(1 << 95)),
        Err(Error::Limits(LimitError::Weight { rule: 1, row: 2 }))
    );
    assert_eq!(
        verify_statement(|s| s.bounds[3] = BigInt::from(1) << 176),
        Err(Error::Limits(LimitError::Bound { rule: 3 }))
    );
    assert_eq!(
        verify_statement(|s| s.bounds.truncate(1)),
        Err(Error::Limits(LimitError::Rules {
            expected: SHAPE.rules(),
            weights: SHAPE.rules(),
            bounds: 1
        }))
    );
    assert_eq!(
        verify_statement(|s| s.weights[0].truncate(1)),
        Err(Error::Limits(LimitError::Rows {
            rule: 0,
            expected: SHAPE.buckets(),
            found: 1
        }))
    );
}

#[test]
fn the_prover_refuses_what_does_not_hold() {
    let prove = |change: fn(&mut Inequalities)| {
        let mut statement = STATEMENT.clone();
        change(&mut statement);
        PEER.prove(&statement).err()
    };
    assert_eq!(prove(|s| s.bounds[0] += 2), Some(Error::RuleBroken));
    assert_eq!(
        prove(|s| s.quantities.truncate(1)),
        Some(Error::Quantities {
            expected: SHAPE.buckets(),
            found: 1
        })
    );
}
