//! halo2's own prover and verifier on the same circuit, for the ratio: shape (8,8), all rows in use.
//!
//! Without the refresh proof and the documents, which halo2 knows nothing of.
#![allow(missing_docs, clippy::unwrap_used)]

use assay_benches::facts;
use assay_circuits::halo2::{create_proof, keygen, Trace};
use assay_circuits::Shape;
use assay_testkit::columns;
use criterion::{criterion_group, criterion_main, Criterion};
use halo2_proofs::pasta::{EqAffine, Fp};
use halo2_proofs::plonk::{verify_proof, SingleVerifier};
use halo2_proofs::poly::commitment::Params;
use halo2_proofs::transcript::{Blake2bRead, Blake2bWrite, Challenge255};
use rand::rngs::SysRng;
use rand_core::UnwrapErr;

fn upstream(c: &mut Criterion) {
    let shape = Shape::STANDARD[1];
    let params = Params::<EqAffine>::new(shape.k());
    let key = keygen(&params, shape).unwrap();
    let quantities = columns::some_quantities(shape);
    let columns = columns::columns(shape, &quantities, Fp::from(12_345), Fp::from(5));
    let prove = || {
        let trace = Trace::new(shape, &columns).unwrap();
        let rng = UnwrapErr(SysRng);
        let mut transcript = Blake2bWrite::<_, EqAffine, Challenge255<_>>::init(vec![]);
        create_proof(&params, &key, shape, trace, &columns, rng, &mut transcript).unwrap();
        transcript.finalize()
    };
    let proof = prove();
    facts::record("upstream/8-8-bytes", proof.len() as u64).unwrap();
    let mut group = c.benchmark_group("halo2_proofs (8,8)");
    group.sample_size(20);
    group.bench_function("prove", |b| b.iter(prove));
    group.bench_function("verify", |b| {
        b.iter(|| {
            let mut transcript = Blake2bRead::<_, EqAffine, Challenge255<_>>::init(&proof[..]);
            let strategy = SingleVerifier::new(&params);
            let instance = columns.to_instance();
            verify_proof(
                &params,
                key.get_vk(),
                strategy,
                &[&instance],
                &mut transcript,
            )
            .unwrap();
        });
    });
    group.finish();
}

criterion_group!(benches, upstream);
criterion_main!(benches);
