//! Committing, proving and verifying, per standard shape: all rows in use, dense weights, four custodians.
#![allow(missing_docs, clippy::unwrap_used)]

use std::time::Duration;

use assay_benches::facts;
use assay_circuits::Shape;
use assay_prover::low_level::{Blinders, Prover};
use assay_testkit::proofs::Case;
use assay_verifier::{verify_proof, verify_proofs, VerifyingKey};
use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion, Throughput};

fn name(shape: Shape) -> String {
    format!("({},{})", shape.k(), shape.rules())
}

fn proofs(c: &mut Criterion) {
    for shape in Shape::STANDARD {
        let name = name(shape);
        let prover = Prover::new(shape).unwrap();
        let key = VerifyingKey::standard(shape).unwrap();
        let case = Case::new(shape, shape.buckets(), 4, 1, 1);
        let proof = case.prove(&prover);
        let fact = format!("proof/{}-{}-bytes", shape.k(), shape.rules());
        facts::record(&fact, proof.bytes.len() as u64).unwrap();
        let check = |key: &VerifyingKey| {
            let instance = case.instance(proof.refreshed, &proof.columns);
            verify_proof(key, &instance, &proof.bytes).unwrap();
        };

        let mut group = c.benchmark_group("commit");
        let blinders = Blinders::random(&mut assay_testkit::proofs::rng(1));
        group.bench_function(&name, |b| {
            b.iter(|| {
                let all = case.quantities.iter().copied().enumerate();
                prover.committer().commit(all, &blinders).unwrap()
            });
        });
        group.finish();

        let mut group = c.benchmark_group("prove");
        group.sample_size(if shape.k() > 10 { 10 } else { 20 });
        group.bench_function(&name, |b| b.iter(|| case.prove(&prover)));
        group.finish();

        c.benchmark_group("verify")
            .bench_function(&name, |b| b.iter(|| check(&key)));
        c.benchmark_group("verify cold").bench_function(&name, |b| {
            b.iter(|| check(&VerifyingKey::standard(shape).unwrap()));
        });

        c.benchmark_group("load verifying key")
            .bench_function(&name, |b| b.iter(|| VerifyingKey::standard(shape).unwrap()));
        let mut group = c.benchmark_group("load proving key");
        group.sample_size(10);
        group.bench_function(&name, |b| b.iter(|| Prover::new(shape).unwrap()));
        group.finish();
    }
}

fn batches(c: &mut Criterion) {
    for shape in Shape::STANDARD {
        let prover = Prover::new(shape).unwrap();
        let key = VerifyingKey::standard(shape).unwrap();
        let different = if shape.k() > 10 { 2 } else { 8 };
        let cases: Vec<Case> = (0..different)
            .map(|seed| Case::new(shape, shape.buckets(), 4, seed, seed))
            .collect();
        let proofs: Vec<_> = cases.iter().map(|case| case.prove(&prover)).collect();
        let mut group = c.benchmark_group(format!("verify batch {}", name(shape)));
        group.sample_size(10);
        for size in [1, 16, 256] {
            let batch: Vec<_> = cases
                .iter()
                .zip(&proofs)
                .cycle()
                .take(size)
                .map(|(case, proof)| {
                    (
                        case.instance(proof.refreshed, &proof.columns),
                        proof.bytes.as_slice(),
                    )
                })
                .collect();
            group.throughput(Throughput::Elements(size as u64));
            group.bench_with_input(BenchmarkId::from_parameter(size), &batch, |b, batch| {
                b.iter(|| verify_proofs(&key, batch).unwrap());
            });
        }
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = proofs, batches
}
criterion_main!(benches);
