//! A chain of reports in a directory, for `assay log verify` to be timed on.
//!
//!     cargo run --release -p assay-benches --bin chain -- DIR [REPORTS]
//!     time target/release/assay log verify DIR/reports --registry DIR/registry.json
//!
//! Reports of shape (8, 8), all of its 225 rows and 8 rules in use, three custodians with one key of each scheme, one a day.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use assay_circuits::Shape;
use assay_statement::{digest, Timestamp};
use assay_testkit::sample_fund::{self, Fund};

fn main() {
    let mut args = std::env::args().skip(1);
    let dir = PathBuf::from(args.next().expect("a directory for the reports"));
    let count: i64 = args.next().map_or(1_000, |count| count.parse().unwrap());
    let shape = Shape::new(8, 8).unwrap();
    let fund = Fund::new(shape, shape.buckets());
    let reports = dir.join("reports");
    std::fs::create_dir_all(&reports).unwrap();
    sample_fund::write(&dir.join("registry.json"), &fund.registry());
    let first: Timestamp = "2023-01-01T22:00:00Z".parse().unwrap();
    let mut previous = None;
    for day in 0..count {
        let as_of = Timestamp::from_unix(first.unix() + day * 86_400).unwrap();
        let report = fund.period(&as_of.to_string()).prove(previous);
        previous = Some(digest(&report).unwrap());
        sample_fund::write(
            &reports.join(format!("{}.report.json", as_of.date())),
            &report,
        );
    }
    println!(
        "assay log verify {} --registry {}",
        reports.display(),
        dir.join("registry.json").display()
    );
}
