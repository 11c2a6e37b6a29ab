//! The halo2 peer accepts what holds and refuses everything next to it.
#![cfg(feature = "peers")]
#![allow(clippy::unwrap_used, missing_docs)]

use std::sync::LazyLock;

use assay_benches::peers::halo2::{Error, Halo2, Proof};
use assay_benches::peers::limits::LimitError;
use assay_benches::peers::Inequalities;
use assay_circuits::Shape;
use halo2_proofs::plonk;
use num_bigint::BigInt;

/// The only shape of the circuit.
const SHAPE: Shape = Shape::STANDARD[1];

static PEER: LazyLock<Halo2> = LazyLock::new(|| Halo2::setup(SHAPE).unwrap());
static STATEMENT: LazyLock<Inequalities> = LazyLock::new(|| Inequalities::of(SHAPE));
static PROOF: LazyLock<Proof> = LazyLock::new(|| PEER.prove(&STATEMENT).unwrap());

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

fn unsatisfied(result: &Result<(), Error>) -> bool {
    matches!(
        result,
        Err(Error::Halo2(plonk::Error::ConstraintSystemFailure))
    )
}

#[test]
fn an_honest_proof_is_accepted() {
    verify_proof(|_| ()).unwrap();
    assert_eq!(PROOF.proof_bytes(), PROOF.bytes.len());
    assert_eq!(PROOF.commitment_bytes(), 32 * PROOF.digests.len());
}

#[test]
fn a_raised_bound_is_refused() {
    for rule in 0..SHAPE.rules() {
        let result = verify_statement(|s| s.bounds[rule] += 1);
        assert!(unsatisfied(&result), "rule {rule}: {result:?}");
    }
}

#[test]
fn another_weight_is_refused_in_every_rule() {
    for rule in 0..SHAPE.rules() {
        let result = verify_statement(|s| s.weights[rule][3] += 1);
        assert!(unsatisfied(&result), "rule {rule}: {result:?}");
    }
}

#[test]
fn the_digests_of_other_quantities_are_refused() {
    let mut statement = STATEMENT.clone();
    statement.quantities[0] ^= 1;
    statement.bounds.fill(BigInt::from(-1) << 170);
    let other = PEER.prove(&statement).unwrap();
    for lane in 0..other.digests.len() {
        let result = verify_proof(|p| p.digests[lane] = other.digests[lane]);
        assert!(unsatisfied(&result), "lane {lane}: {result:?}");
    }
    let result = verify_proof(|p| p.digests.swap(0, 1));
    assert!(unsatisfied(&result), "{result:?}");
}

#[test]
fn a_digest_has_one_encoding() {
    let result = verify_proof(|p| p.digests[2] = [0xff; 32]);
    assert!(matches!(result, Err(Error::Digest)), "{result:?}");
}

#[test]
fn every_element_of_the_proof_matters() {
    for element in 0..PROOF.bytes.len() / 32 {
        let result = verify_proof(|p| p.bytes[32 * element] ^= 1);
        assert!(
            matches!(
                result,
                Err(Error::Halo2(
                    plonk::Error::ConstraintSystemFailure
                        | plonk::Error::Opening
                        | plonk::Error::Transcript(_)
                ))
            ),
            "element {element}: {result:?}"
        );
    }
}

#[test]
fn a_proof_of_another_length_is_refused() {
    let result = verify_proof(|p| p.bytes.push(0));
    assert!(matches!(result, Err(Error::TrailingBytes(1))), "{result:?}");
    let result = verify_proof(|p| p.bytes.truncate(p.bytes.len() - 1));
    assert!(
        matches!(
            result,
            Err(Error::Halo2(
                plonk::Error::Transcript(_) | plonk::Error::Opening
            ))
        ),
        "{result:?}"
    );
}

#[test]
fn a_statement_outside_the_limits_is_refused() {
    let result = verify_statement(|s| s.weights[1][2] = 1 << 95);
    assert!(
        matches!(
            result,
            Err(Error::Limits(LimitError::Weight { rule: 1, row: 2 }))
        ),
        "{result:?}"
    );
    let result = verify_statement(|s| s.bounds[3] = -(BigInt::from(1_u8) << 176_u32));
    assert!(
        matches!(result, Err(Error::Limits(LimitError::Bound { rule: 3 }))),
        "{result:?}"
    );
}

#[test]
fn the_prover_refuses_what_does_not_hold() {
    let prove = |change: fn(&mut Inequalities)| {
        let mut statement = STATEMENT.clone();
        change(&mut statement);
        PEER.prove(&statement).map(|_| ())
    };
    let result = prove(|s| s.bounds[0] += 2);
    assert!(matches!(result, Err(Error::RuleBroken)), "{result:?}");
    let result = prove(|s| s.quantities.truncate(1));
    assert!(
        matches!(result, Err(Error::Quantities { found: 1 })),
        "{result:?}"
    );
}

#[test]
fn another_shape_is_refused() {
    let found = Shape::STANDARD[0];
    let result = Halo2::setup(found).err();
    assert!(
        matches!(result, Some(Error::Shape { found: f }) if f == found),
        "{result:?}"
    );
}
