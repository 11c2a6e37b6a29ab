//! Cost against rows: proving and verifying in the shapes up to the largest that have no embedded key.
//!
//! The standard ones are in `proofs`, under the same names. The parameters are computed with halo2 the first time.
#![allow(missing_docs, clippy::unwrap_used)]

use std::cell::LazyCell;
use std::time::Duration;

use assay_benches::facts;
use assay_benches::parameters::Parameters;
use assay_circuits::Shape;
use assay_testkit::proofs::Case;
use assay_verifier::verify_proof;
use criterion::{criterion_group, criterion_main, Criterion};

fn rows(c: &mut Criterion) {
    for k in [11, 13, 14] {
        let shape = Shape::new(k, 16).unwrap();
        let name = format!("({k},16)");
        // Only made if the filter of the command line asks for this shape.
        let made = LazyCell::new(|| {
            let parameters = Parameters::of(shape).unwrap();
            let prover = parameters.prover().unwrap();
            let case = Case::with_committer(prover.committer(), shape, shape.buckets(), 4, 1, 1);
            let proof = case.prove(&prover);
            let bytes = proof.bytes.len() as u64;
            facts::record(&format!("proof/{k}-16-bytes"), bytes).unwrap();
            (parameters.key, prover, case, proof)
        });

        let mut group = c.benchmark_group("prove");
        group.sample_size(10);
        group.bench_function(&name, |b| {
            let (_, prover, case, _) = &*made;
            b.iter(|| case.prove(prover));
        });
        group.finish();

        let mut group = c.benchmark_group("verify");
        group.sample_size(20);
        group.bench_function(&name, |b| {
            let (key, _, case, proof) = &*made;
            b.iter(|| {
                let instance = case.instance(proof.refreshed, &proof.columns);
                verify_proof(key, &instance, &proof.bytes).unwrap();
            });
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = rows
}
criterion_main!(benches);
