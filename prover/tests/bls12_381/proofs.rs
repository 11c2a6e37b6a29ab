//! Proofs made and verified.

use assay_circuits::Shape;
use assay_prover::low_level::suites::Prover;
use assay_testkit::proofs::SuiteCase;
use assay_verifier::suites::{verify_proofs, Bls12381, VerifyingKey};
use assay_verifier::{ProofError, ProofsError};

type Case = SuiteCase<Bls12381>;

#[test]
fn proofs_of_every_shape_verify() {
    // Points have 96 bytes, scalars 32.
    let bytes = [7_520, 8_480, 8_672, 10_400];
    for (shape, bytes) in Shape::STANDARD.into_iter().zip(bytes) {
        let prover = Prover::<Bls12381>::new(shape).unwrap();
        let key = VerifyingKey::standard(shape).unwrap();
        for (rows, custodians) in [(1, 1), (shape.buckets(), 5)] {
            let case = Case::new(shape, rows, custodians, 3, rows as u64);
            let proof = case.prove(&prover);
            assert_eq!(proof.bytes.len(), bytes, "{shape}");
            assert_eq!(VerifyingKey::<Bls12381>::proof_bytes(shape), bytes);
            assert_eq!(case.verify(&key, &proof), Ok(()), "{shape}");
        }
    }
}

#[test]
fn a_batch_is_its_proofs() {
    let shape = Shape::STANDARD[0];
    let prover = Prover::<Bls12381>::new(shape).unwrap();
    let key = VerifyingKey::standard(shape).unwrap();
    let cases: Vec<Case> = (1..4).map(|i| Case::new(shape, 20, 2, i, i)).collect();
    let mut proofs: Vec<_> = cases.iter().map(|case| case.prove(&prover)).collect();
    let verify = |proofs: &[_]| {
        let instances: Vec<_> = cases
            .iter()
            .zip(proofs)
            .map(
                |(case, proof): (_, &assay_prover::low_level::suites::Proof<Bls12381>)| {
                    let instance = case.instance(proof.refreshed, &proof.columns);
                    (instance, &proof.bytes[..])
                },
            )
            .collect();
        verify_proofs(&key, &instances)
    };
    assert_eq!(verify(&proofs), Ok(()));
    // The last scalar.
    let at = proofs[1].bytes.len() - 1;
    proofs[1].bytes[at] ^= 1;
    let error = ProofError::Proof;
    assert_eq!(verify(&proofs), Err(ProofsError::Proof { index: 1, error }));
    assert_eq!(
        verify_proofs::<Bls12381>(&key, &[]),
        Err(ProofsError::Empty)
    );
}
