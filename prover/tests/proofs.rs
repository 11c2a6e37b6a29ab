//! A real proof of every standard shape, at the edges, and batches.
#![allow(clippy::unwrap_used, missing_docs)]

use assay_circuits::Shape;
use assay_prover::low_level::Prover;
use assay_statement::{Program, ProgramRow, ProgramRule};
use assay_testkit::proofs::{self, bound, weighted, Case};
use assay_verifier::{verify_proofs, ProofError, ProofsError, VerifyingKey};
use num_bigint::BigInt;

/// `rows` rows, all quantities `quantity`, one rule with the largest multiplier and the tightest bound.
fn uniform(shape: Shape, rows: usize, quantity: u64, multiplier: i32) -> Case {
    let mut program = Program {
        shape,
        custodians: 1,
        rows: vec![
            ProgramRow {
                custodian: 0,
                value: u64::MAX
            };
            rows
        ],
        rules: Vec::new(),
    };
    let quantities = vec![quantity; rows];
    let multipliers = vec![multiplier; rows];
    let sum = weighted(&program, &multipliers, &quantities);
    program.rules.push(ProgramRule {
        multipliers: multipliers.clone(),
        bound: bound(&sum),
    });
    let lowest = BigInt::from(1) - (BigInt::from(1) << 176u32);
    program.rules.push(ProgramRule {
        multipliers,
        bound: bound(&lowest),
    });
    Case::from_program(program, quantities, &mut proofs::rng(1))
}

#[test]
fn every_shape_at_the_edges() {
    for shape in Shape::STANDARD {
        let prover = Prover::new(shape).unwrap();
        let key = VerifyingKey::standard(shape).unwrap();
        let all = shape.buckets();
        let cases = [
            uniform(shape, 0, 0, 0),
            uniform(shape, 1, 1, 1),
            uniform(shape, all, 0, i32::MAX),
            uniform(shape, all, u64::MAX, i32::MAX),
            uniform(shape, all, u64::MAX, -i32::MAX),
            Case::new(shape, all, 7, 0, 2),
            Case::new(shape, all / 2, 300.min(all as u16 / 2), u64::MAX, 3),
        ];
        for (i, case) in cases.iter().enumerate() {
            let proof = case.prove(&prover);
            assert_eq!(proof.bytes.len(), VerifyingKey::proof_bytes(shape));
            assert_eq!(case.verify(&key, &proof), Ok(()), "{shape}, case {i}");
        }
    }
}

#[test]
fn a_proof_is_fresh_every_time() {
    let shape = Shape::STANDARD[0];
    let prover = Prover::new(shape).unwrap();
    let case = Case::new(shape, 20, 3, 5, 4);
    let (a, b) = (case.prove(&prover), case.prove(&prover));
    assert_ne!(a.refreshed, b.refreshed);
    let blocks = |bytes: &[u8]| bytes.chunks(32).map(<[u8]>::to_vec).collect::<Vec<_>>();
    // Selector, tag and weight evaluations are at another x; nothing at all is the same.
    let same = blocks(&a.bytes)
        .into_iter()
        .filter(|block| blocks(&b.bytes).contains(block) && block.iter().any(|x| *x != 0))
        .count();
    assert_eq!(same, 0);
}

#[test]
fn batches() {
    let shape = Shape::STANDARD[0];
    let prover = Prover::new(shape).unwrap();
    let key = VerifyingKey::standard(shape).unwrap();
    let cases: Vec<Case> = (0..5).map(|i| Case::new(shape, 30, 3, i, i)).collect();
    let proofs: Vec<_> = cases.iter().map(|c| c.prove(&prover)).collect();
    let mut batch: Vec<_> = cases
        .iter()
        .zip(&proofs)
        .map(|(c, p)| (c.instance(p.refreshed, &p.columns), p.bytes.as_slice()))
        .collect();
    assert_eq!(verify_proofs(&key, &batch), Ok(()));
    assert_eq!(verify_proofs(&key, &[]), Err(ProofsError::Empty));

    // A proof that only fails in the last equation, and one that is malformed.
    let mut bad = proofs[3].bytes.clone();
    let last = bad.len() - 32;
    bad[last] ^= 1;
    batch[3].1 = &bad;
    let refused = |error| Err(ProofsError::Proof { index: 3, error });
    assert_eq!(verify_proofs(&key, &batch), refused(ProofError::Proof));
    batch[3].1 = &bad[..last];
    let expected = bad.len();
    let found = last;
    assert_eq!(
        verify_proofs(&key, &batch),
        refused(ProofError::Length { expected, found })
    );
}
