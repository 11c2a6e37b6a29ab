//! Groth16 accepts what holds and refuses everything next to it.
#![cfg(feature = "peers")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::LazyLock;

use ark_std::rand::rngs::OsRng;
use assay_benches::peers::groth16::{setup, Commitment, Error, Opening, ProvingKey, VerifyingKey};
use assay_benches::peers::limits::LimitError;
use assay_benches::peers::Inequalities;
use assay_circuits::Shape;
use num_bigint::BigInt;

/// The smallest shape: what is refused does not depend on it.
const SHAPE: Shape = Shape::STANDARD[0];

struct Proved {
    proving: ProvingKey,
    verifying: VerifyingKey,
    statement: Inequalities,
    opening: Opening,
    commitment: Commitment,
    proof: Vec<u8>,
}

static PROVED: LazyLock<Proved> = LazyLock::new(|| {
    let statement = Inequalities::of(SHAPE);
    let key = setup(SHAPE, &mut OsRng).unwrap();
    let verifying = key.verifying_key();
    let proving = key.into_proving_key().unwrap();
    let opening = Opening::random(&mut OsRng);
    let commitment = proving.commit(&statement.quantities, &opening).unwrap();
    let proof = proving
        .prove(&statement, commitment, &opening, &mut OsRng)
        .unwrap();
    Proved {
        proving,
        verifying,
        statement,
        opening,
        commitment,
        proof,
    }
});

fn verify(statement: &Inequalities, commitment: Commitment, proof: &[u8]) -> Result<(), Error> {
    PROVED
        .verifying
        .verify(&statement.weights, &statement.bounds, commitment, proof)
}

/// The statement, changed.
fn changed(change: impl FnOnce(&mut Inequalities)) -> Inequalities {
    let mut statement = PROVED.statement.clone();
    change(&mut statement);
    statement
}

#[test]
fn an_honest_proof_is_accepted() {
    let Proved {
        statement,
        commitment,
        proof,
        ..
    } = &*PROVED;
    verify(statement, *commitment, proof).unwrap();
    assert_eq!(proof.len(), 192);
    assert_eq!(commitment.size(), 32);
}

#[test]
fn the_measured_shape_is_accepted() {
    let shape = Shape::STANDARD[1];
    let statement = Inequalities::of(shape);
    assert_eq!(
        (statement.quantities.len(), statement.weights.len()),
        (225, 8)
    );
    let key = setup(shape, &mut OsRng).unwrap();
    let verifying = key.verifying_key();
    let proving = key.into_proving_key().unwrap();
    let opening = Opening::random(&mut OsRng);
    let commitment = proving.commit(&statement.quantities, &opening).unwrap();
    let proof = proving
        .prove(&statement, commitment, &opening, &mut OsRng)
        .unwrap();
    verifying
        .verify(&statement.weights, &statement.bounds, commitment, &proof)
        .unwrap();
}

#[test]
fn one_key_serves_other_rules() {
    let Proved {
        proving,
        opening,
        commitment,
        ..
    } = &*PROVED;
    let statement = changed(|s| {
        s.weights[0][0] += 1;
        s.bounds[1] -= 3;
    });
    let proof = proving
        .prove(&statement, *commitment, opening, &mut OsRng)
        .unwrap();
    verify(&statement, *commitment, &proof).unwrap();
}

#[test]
fn no_proof_of_a_broken_rule() {
    let Proved {
        proving,
        opening,
        commitment,
        ..
    } = &*PROVED;
    let statement = changed(|s| s.bounds[0] += 2);
    let error = proving
        .prove(&statement, *commitment, opening, &mut OsRng)
        .unwrap_err();
    assert!(matches!(error, Error::Unsatisfied), "{error}");
}

#[test]
fn other_quantities_are_refused() {
    let Proved {
        proving,
        opening,
        commitment,
        ..
    } = &*PROVED;
    // Bounds so low that every rule holds for any quantities.
    let statement = changed(|s| s.bounds.fill(-BigInt::from(1) << 170));
    let proof = proving
        .prove(&statement, *commitment, opening, &mut OsRng)
        .unwrap();
    verify(&statement, *commitment, &proof).unwrap();
    let mut other = statement.clone();
    other.quantities[0] ^= 1;
    let proof = proving
        .prove(&other, *commitment, opening, &mut OsRng)
        .unwrap();
    let error = verify(&other, *commitment, &proof).unwrap_err();
    assert!(matches!(error, Error::Refused), "{error}");
}

#[test]
fn another_commitment_is_refused() {
    let Proved {
        proving,
        statement,
        proof,
        ..
    } = &*PROVED;
    let other = Opening::random(&mut OsRng);
    let other = proving.commit(&statement.quantities, &other).unwrap();
    let error = verify(statement, other, proof).unwrap_err();
    assert!(matches!(error, Error::Refused), "{error}");
}

#[test]
fn a_raised_bound_is_refused() {
    let Proved {
        commitment, proof, ..
    } = &*PROVED;
    for rule in 0..SHAPE.rules() {
        let error = verify(&changed(|s| s.bounds[rule] += 1), *commitment, proof).unwrap_err();
        assert!(matches!(error, Error::Refused), "rule {rule}: {error}");
    }
}

#[test]
fn a_changed_weight_is_refused() {
    let Proved {
        commitment, proof, ..
    } = &*PROVED;
    for row in [0, SHAPE.buckets() / 2, SHAPE.buckets() - 1] {
        let error = verify(&changed(|s| s.weights[1][row] += 1), *commitment, proof).unwrap_err();
        assert!(matches!(error, Error::Refused), "row {row}: {error}");
    }
}

#[test]
fn a_changed_byte_is_refused() {
    let Proved {
        statement,
        commitment,
        proof,
        ..
    } = &*PROVED;
    for byte in 0..proof.len() {
        let mut proof = proof.clone();
        proof[byte] ^= 1;
        let error = verify(statement, *commitment, &proof).unwrap_err();
        assert!(
            matches!(error, Error::Refused | Error::Encoding(_)),
            "byte {byte}: {error}"
        );
    }
}

#[test]
fn a_changed_digest_is_refused() {
    let Proved {
        statement,
        commitment,
        proof,
        ..
    } = &*PROVED;
    // The lowest bytes of both digests: still canonical.
    for byte in [0, 32] {
        let mut proof = proof.clone();
        proof[byte] ^= 1;
        let error = verify(statement, *commitment, &proof).unwrap_err();
        assert!(matches!(error, Error::Refused), "byte {byte}: {error}");
    }
}

#[test]
fn other_lengths_are_refused() {
    let Proved {
        statement,
        commitment,
        proof,
        ..
    } = &*PROVED;
    let longer = [proof.as_slice(), &[0]].concat();
    for proof in [&proof[..proof.len() - 1], &longer, &[]] {
        let error = verify(statement, *commitment, proof).unwrap_err();
        assert!(
            matches!(error, Error::Encoding(_)),
            "{} bytes: {error}",
            proof.len()
        );
    }
}

#[test]
fn a_proof_of_another_key_is_refused() {
    let Proved {
        statement,
        commitment,
        proof,
        ..
    } = &*PROVED;
    let other = setup(SHAPE, &mut OsRng).unwrap().verifying_key();
    let error = other
        .verify(&statement.weights, &statement.bounds, *commitment, proof)
        .unwrap_err();
    assert!(matches!(error, Error::Refused), "{error}");
}

#[test]
fn statements_of_another_shape_are_refused() {
    let Proved {
        proving,
        opening,
        commitment,
        proof,
        ..
    } = &*PROVED;
    let short = changed(|s| {
        s.quantities.pop();
    });
    let error = proving.commit(&short.quantities, opening).unwrap_err();
    assert!(matches!(error, Error::Quantities { .. }), "{error}");
    let error = proving
        .prove(&short, *commitment, opening, &mut OsRng)
        .unwrap_err();
    assert!(matches!(error, Error::Quantities { .. }), "{error}");
    let fewer = changed(|s| {
        s.bounds.pop();
    });
    let error = verify(&fewer, *commitment, proof).unwrap_err();
    assert!(
        matches!(error, Error::Limits(LimitError::Rules { .. })),
        "{error}"
    );
    let heavy = changed(|s| s.weights[0][3] = 1 << 95);
    let error = verify(&heavy, *commitment, proof).unwrap_err();
    assert!(
        matches!(error, Error::Limits(LimitError::Weight { rule: 0, row: 3 })),
        "{error}"
    );
}
