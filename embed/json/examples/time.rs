//! How long a verification takes, from bytes to the answer: the median of 101, in milliseconds.
//!
//!     cargo run --release -p assay-json --example time -- REPORT REGISTRY
#![allow(clippy::unwrap_used)]

use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [report, registry] = &arguments[..] else {
        eprintln!("usage: time REPORT REGISTRY");
        std::process::exit(2);
    };
    let [report, registry] = [report, registry].map(|path| std::fs::read(path).unwrap());
    let mut times: Vec<f64> = (0..101)
        .map(|_| {
            let start = Instant::now();
            let refusal = assay_json::check(&report, &registry, b"").err();
            assert!(refusal.is_none(), "the report is not valid");
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{:.2}", times[times.len() / 2]);
}
