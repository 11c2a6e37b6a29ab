//! Best time of a multi-scalar multiplication with full scalars, by number of points, in every suite that is built.
//!
//! `cargo run --release -p assay-verifier --features blst --example msm_timing`

use std::hint::black_box;
use std::time::{Duration, Instant};

#[cfg(feature = "bls12-381")]
use assay_verifier::suites::Bls12381;
use assay_verifier::suites::{Suite, Vesta};
use ff::Field;
use group::{Curve, Group};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;

fn main() {
    measure::<Vesta>();
    #[cfg(feature = "bls12-381")]
    measure::<Bls12381>();
}

fn measure<S: Suite>() {
    let mut rng = ChaCha20Rng::seed_from_u64(0);
    let terms: Vec<(S::Scalar, S::Affine)> = (0..5_000)
        .map(|_| {
            let point = S::Group::random(&mut rng).to_affine();
            (S::Scalar::random(&mut rng), point)
        })
        .collect();
    println!("{}", S::NAME);
    println!("{:>6}  {:>9}  {:>11}", "points", "ms", "us per point");
    for points in [16, 32, 64, 100, 200, 360, 700, 1_200, 2_400, 4_300, 5_000] {
        let (start, mut best) = (Instant::now(), Duration::MAX);
        while start.elapsed() < Duration::from_millis(300) {
            let once = Instant::now();
            black_box(S::msm(terms[..points].iter().map(|(s, p)| (s, p))));
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
