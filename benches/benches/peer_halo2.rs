//! A halo2 circuit on the statement of `bench proofs`, shape (8,8).
#![allow(missing_docs, clippy::unwrap_used)]

use assay_benches::facts::record;
use assay_benches::peers::halo2::{Halo2, Proof};
use assay_benches::peers::Inequalities;
use assay_circuits::Shape;
use criterion::{criterion_group, criterion_main, Criterion};

fn halo2(c: &mut Criterion) {
    let shape = Shape::STANDARD[1];
    let statement = Inequalities::of(shape);
    let peer = Halo2::setup(shape).unwrap();
    let prove = || peer.prove(&statement).unwrap();
    let verify = |proof: &Proof| {
        peer.verify(&statement.weights, &statement.bounds, proof)
            .unwrap();
    };
    let proof = prove();
    verify(&proof);
    let (bytes, commitment) = (proof.proof_bytes(), proof.commitment_bytes());
    record("peer/halo2/proof-bytes", bytes as u64).unwrap();
    record("peer/halo2/commitment-bytes", commitment as u64).unwrap();
    println!("proof {bytes} bytes, commitments {commitment} bytes");

    let mut group = c.benchmark_group("peer halo2");
    group.sample_size(10);
    group.bench_function("setup", |b| b.iter(|| Halo2::setup(shape).unwrap()));
    group.bench_function("prove", |b| b.iter(prove));
    group.bench_function("verify", |b| b.iter(|| verify(&proof)));
    group.finish();
}

criterion_group!(benches, halo2);
criterion_main!(benches);
