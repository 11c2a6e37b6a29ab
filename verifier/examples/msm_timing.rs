//! Best time of a multi-scalar multiplication with full scalars, by number of points.
//!
//! `cargo run --release -p assay-verifier --example msm_timing`

use std::hint::black_box;
use std::time::{Duration, Instant};

use assay_verifier::msm;
use ff::Field;
use group::{Curve, Group};
use pasta_curves::{Eq, EqAffine, Fp};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

fn main() {
    let mut rng = ChaCha20Rng::seed_from_u64(0);
    let terms: Vec<(Fp, EqAffine)> = (0..5_000)
        .map(|_| (Fp::random(&mut rng), Eq::random(&mut rng).to_affine()))
        .collect();
    println!("{:>6}  {:>9}  {:>11}", "points", "ms", "us per point");
    for points in [100, 200, 360, 700, 1_200, 2_400, 4_300, 5_000] {
        let (start, mut best) = (Instant::now(), Duration::MAX);
        while start.elapsed() < Duration::from_millis(300) {
            let once = Instant::now();
            black_box(msm(terms[..points].iter().map(|(s, p)| (s, p))));
            best = best.min(once.elapsed());
        }
        let us = best.as_micros();
        println!(
            "{points:>6}  {:>5}.{:03}  {:>11}",
            us / 1_000,
            us % 1_000,
            us / points as u128
        );
    }
}
