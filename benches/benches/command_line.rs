//! The command line: aggregation of a million holdings lines, and a cold `assay verify` as a process.
//!
//! The second needs the release binary: `cargo build --release` first.
#![allow(missing_docs, clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Stdio};

use assay_benches::holdings;
use assay_holdings::{aggregate, Index};
use criterion::{criterion_group, criterion_main, Criterion, Throughput};

fn commit(c: &mut Criterion) {
    let (lines, rows) = (1_000_000, 200);
    let book = holdings::book(rows).unwrap();
    let text = holdings::csv(lines, rows);
    let index = Index::new(&book, holdings::CUSTODIAN).unwrap();
    let mut group = c.benchmark_group("holdings");
    group.sample_size(10);
    group.throughput(Throughput::Elements(lines as u64));
    group.bench_function("aggregate 1,000,000 lines", |b| {
        b.iter(|| aggregate(text.as_bytes(), &index).unwrap());
    });
    group.throughput(Throughput::Elements(1));
    let sums = aggregate(text.as_bytes(), &index).unwrap();
    group.bench_function("commit to 200 rows, shape (10,16)", |b| {
        b.iter(|| assay_prover::commit(&book, index.custodian(), &sums.quantities).unwrap());
    });
    group.finish();
}

fn cold_verify(c: &mut Criterion) {
    let binary = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/release/assay");
    if !binary.exists() {
        println!("no release binary: cold verify is not measured");
        return;
    }
    let dir = std::env::temp_dir().join(format!("assay-bench-{}", std::process::id()));
    let quiet = |command: &mut Command| {
        command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap()
    };
    let demo = quiet(Command::new(&binary).args(["demo", "--dir"]).arg(&dir));
    assert!(demo.success());
    let mut group = c.benchmark_group("process");
    group.sample_size(20);
    group.bench_function("assay verify, demo report", |b| {
        b.iter(|| {
            let status = quiet(
                Command::new(&binary)
                    .arg("verify")
                    .arg(dir.join("report.json"))
                    .arg("--registry")
                    .arg(dir.join("registry.json")),
            );
            assert!(status.success());
        });
    });
    group.finish();
    std::fs::remove_dir_all(&dir).unwrap();
}

criterion_group!(benches, commit, cold_verify);
criterion_main!(benches);
