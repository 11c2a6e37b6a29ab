//! Groth16 on the statement of `bench proofs`, shape (8,8).
#![allow(missing_docs, clippy::unwrap_used)]

use ark_std::rand::rngs::OsRng;
use assay_benches::facts::record;
use assay_benches::peers::groth16::{setup, Opening};
use assay_benches::peers::Inequalities;
use assay_circuits::Shape;
use criterion::{criterion_group, criterion_main, Criterion};

fn groth16(c: &mut Criterion) {
    let shape = Shape::STANDARD[1];
    let statement = Inequalities::of(shape);
    let key = setup(shape, &mut OsRng).unwrap();
    let key_size = key.size();
    let verifying = key.verifying_key();
    let proving = key.into_proving_key().unwrap();
    let opening = Opening::random(&mut OsRng);
    let commitment = proving.commit(&statement.quantities, &opening).unwrap();
    let prove = || {
        proving
            .prove(&statement, commitment, &opening, &mut OsRng)
            .unwrap()
    };
    let verify = |proof: &[u8]| {
        verifying
            .verify(&statement.weights, &statement.bounds, commitment, proof)
            .unwrap();
    };
    let proof = prove();
    verify(&proof);
    record("peer/groth16/proof-bytes", proof.len() as u64).unwrap();
    record("peer/groth16/commitment-bytes", commitment.size() as u64).unwrap();
    record("peer/groth16/proving-key-bytes", key_size as u64).unwrap();
    record("peer/groth16/constraints", proving.constraints() as u64).unwrap();
    println!(
        "{} constraints, proof {} bytes",
        proving.constraints(),
        proof.len()
    );

    let mut group = c.benchmark_group("peer groth16");
    group.sample_size(10);
    group.bench_function("setup", |b| b.iter(|| setup(shape, &mut OsRng).unwrap()));
    group.bench_function("prove", |b| b.iter(prove));
    group.bench_function("verify", |b| b.iter(|| verify(&proof)));
    group.finish();
}

criterion_group!(benches, groth16);
criterion_main!(benches);
