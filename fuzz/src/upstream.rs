//! The lean verifier against halo2's own.

use std::sync::OnceLock;

use arbitrary::Unstructured;
use assay_circuits::Shape;
use assay_prover::low_level::Prover;
use assay_testkit::proofs::{rng, Case};
use assay_verifier::{verify_proof, VerifyingKey};

use crate::oracle::Oracle;
use crate::prove::parameters;
use crate::statement::Claim;

/// A statement with two proofs, and both verifiers.
struct Fixture {
    key: VerifyingKey,
    oracle: Oracle,
    claims: [Claim; 2],
}

impl Fixture {
    fn new(shape: Shape, rows: usize, custodians: u16) -> Fixture {
        let (key, lagrange) = parameters(shape);
        let prover = Prover::with_generators(key.clone(), lagrange).expect("parameters of a shape");
        let case = Case::with_committer(prover.committer(), shape, rows, custodians, 0, 1);
        let claims = [1, 2].map(|seed| {
            let proof = case.prove_with(&prover, rng(seed));
            Claim {
                program: case.program.clone(),
                commitments: case.commitments.clone(),
                refreshed: proof.refreshed,
                columns: proof.columns,
                context: case.context,
                proof: proof.bytes,
            }
        });
        Fixture {
            key,
            oracle: Oracle::new(shape),
            claims,
        }
    }
}

fn fixtures() -> &'static [Fixture; 2] {
    static FIXTURES: OnceLock<[Fixture; 2]> = OnceLock::new();
    FIXTURES.get_or_init(|| {
        // The smallest shape there is, and the smallest standard one.
        let small = Shape::new(4, 2).expect("a shape");
        [
            Fixture::new(small, small.buckets(), 2),
            Fixture::new(Shape::STANDARD[0], 12, 3),
        ]
    })
}

/// The first byte picks the shape, the rest are changes as in [`statement`](crate::statement::check): both verifiers say
/// the same, and accept nothing but what was proved.
pub fn check(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let standard = input.arbitrary().unwrap_or(false);
    let fixture = &fixtures()[usize::from(standard)];
    let [genuine, other] = &fixture.claims;
    let mut claim = genuine.clone();
    // Whatever is decoded before the bytes run out is changed.
    let _ = claim.changes(&mut input, other);
    let lean = verify_proof(&fixture.key, &claim.instance(), &claim.proof);
    let upstream = fixture.oracle.accepts(&claim);
    assert_eq!(lean.is_ok(), upstream, "{lean:?}");
    assert_eq!(
        upstream,
        claim.says_the_same_as(genuine) || claim.says_the_same_as(other)
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_accept_and_both_refuse() {
        for standard in [0, 1] {
            check(&[standard]);
            for kind in 0..=9 {
                check(&[standard, kind, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
            }
        }
    }
}
