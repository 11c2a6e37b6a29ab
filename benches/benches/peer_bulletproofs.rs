//! Bulletproofs on the statement of `bench proofs`, shape (8,8).
#![allow(missing_docs, clippy::unwrap_used)]

use assay_benches::facts::record;
use assay_benches::peers::bulletproofs::{Bulletproofs, Proof};
use assay_benches::peers::Inequalities;
use assay_circuits::Shape;
use criterion::{criterion_group, criterion_main, Criterion};

fn bulletproofs(c: &mut Criterion) {
    let shape = Shape::STANDARD[1];
    let statement = Inequalities::of(shape);
    let peer = Bulletproofs::setup(shape);
    let prove = || peer.prove(&statement).unwrap();
    let verify = |proof: &Proof| {
        peer.verify(&statement.weights, &statement.bounds, proof)
            .unwrap();
    };
    let proof = prove();
    verify(&proof);
    let (bytes, commitment) = (proof.proof_bytes(), proof.commitment_bytes());
    record("peer/bulletproofs/proof-bytes", bytes as u64).unwrap();
    record("peer/bulletproofs/commitment-bytes", commitment as u64).unwrap();
    println!("proof {bytes} bytes, commitments {commitment} bytes");

    let mut group = c.benchmark_group("peer bulletproofs");
    group.sample_size(10);
    group.bench_function("setup", |b| b.iter(|| Bulletproofs::setup(shape)));
    group.bench_function("prove", |b| b.iter(prove));
    group.bench_function("verify", |b| b.iter(|| verify(&proof)));
    group.finish();
}

criterion_group!(benches, bulletproofs);
criterion_main!(benches);
