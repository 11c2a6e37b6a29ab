//! From documents to a verdict, per standard shape: every row and every rule of the shape in use, four custodians.
#![allow(missing_docs, clippy::unwrap_used)]

use std::time::Duration;

use assay_benches::documents::Fund;
use assay_benches::facts;
use assay_circuits::Shape;
use assay_statement::{compile_with_supply, parse_document, pretty, Report};
use assay_verifier::{verify_report, VerifyOptions};
use criterion::{criterion_group, criterion_main, Criterion};

fn documents(c: &mut Criterion) {
    for shape in Shape::STANDARD {
        let name = format!("({},{})", shape.k(), shape.rules());
        let fund = Fund::new(shape).unwrap();
        let report = fund.report().unwrap();
        let text = pretty(&report).unwrap();
        let fact = format!("report/{}-{}-bytes", shape.k(), shape.rules());
        facts::record(&fact, text.len() as u64).unwrap();

        c.benchmark_group("compile program")
            .bench_function(&name, |b| {
                b.iter(|| compile_with_supply(&fund.book, &fund.policy, &fund.supply).unwrap());
            });
        c.benchmark_group("read report").bench_function(&name, |b| {
            b.iter(|| parse_document::<Report>(text.as_bytes()).unwrap());
        });
        let mut group = c.benchmark_group("verify report");
        group.sample_size(50);
        group.bench_function(&name, |b| {
            b.iter(|| verify_report(&report, &fund.registry, &VerifyOptions::default()).unwrap());
        });
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    targets = documents
}
criterion_main!(benches);
