//! Proving and verifying, per standard shape, all rows in use.
#![allow(missing_docs, clippy::unwrap_used)]

use assay_benches::statements::Case;
use assay_circuits::Shape;
use assay_prover::proof::Prover;
use assay_verifier::{verify, verify_batch, Key};
use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion, Throughput};

fn proofs(c: &mut Criterion) {
    for shape in Shape::STANDARD {
        let name = format!("({},{})", shape.k(), shape.rules());
        let prover = Prover::new(shape).unwrap();
        let key = Key::standard(shape).unwrap();
        let case = Case::new(shape, shape.buckets(), 4, 1, 1);
        let proof = case.prove(&prover);
        println!(
            "{name}: {} rows, proof {} bytes",
            shape.buckets(),
            proof.bytes.len()
        );

        let mut group = c.benchmark_group("prove");
        group.sample_size(if shape.k() > 10 { 10 } else { 20 });
        group.bench_function(&name, |b| b.iter(|| case.prove(&prover)));
        group.finish();

        let mut group = c.benchmark_group("verify");
        group.bench_function(&name, |b| {
            b.iter(|| {
                verify(
                    &key,
                    &case.statement(proof.refreshed, &proof.columns),
                    &proof.bytes,
                )
                .unwrap();
            });
        });
        group.finish();

        c.benchmark_group("load verifying key")
            .bench_function(&name, |b| b.iter(|| Key::standard(shape).unwrap()));
        let mut group = c.benchmark_group("load proving key");
        group.sample_size(10);
        group.bench_function(&name, |b| b.iter(|| Prover::new(shape).unwrap()));
        group.finish();
    }
}

fn batches(c: &mut Criterion) {
    let shape = Shape::STANDARD[1];
    let prover = Prover::new(shape).unwrap();
    let key = Key::standard(shape).unwrap();
    let cases: Vec<Case> = (0..8)
        .map(|seed| Case::new(shape, shape.buckets(), 4, seed, seed))
        .collect();
    let proofs: Vec<_> = cases.iter().map(|case| case.prove(&prover)).collect();
    let mut group = c.benchmark_group("verify batch (8,8)");
    group.sample_size(10);
    for size in [1, 16, 256] {
        let batch: Vec<_> = cases
            .iter()
            .zip(&proofs)
            .cycle()
            .take(size)
            .map(|(case, proof)| {
                (
                    case.statement(proof.refreshed, &proof.columns),
                    proof.bytes.as_slice(),
                )
            })
            .collect();
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &batch, |b, batch| {
            b.iter(|| verify_batch(&key, batch).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, proofs, batches);
criterion_main!(benches);
