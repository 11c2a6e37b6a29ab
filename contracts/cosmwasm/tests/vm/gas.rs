//! What a report costs.

use crate::chain::{code, Chain};
use crate::support::{instantiate_for, report, submit, unix, vector_text};

/// Largest code.
const CODE_BYTES: usize = 600_000;

/// Gas of submitting a report, all of it: reading, checking, verifying, storing.
fn gas_of(text: &str) -> u64 {
    let mut chain = Chain::new(unix("2026-11-20T22:10:00Z"));
    let admin = Chain::address("admin");
    chain
        .instantiate(&instantiate_for(&report(text), &admin))
        .unwrap();
    chain.execute("anyone", &submit(text)).unwrap();
    chain.gas
}

#[test]
fn of_the_smallest_shape() {
    let gas = gas_of(&vector_text("report.json"));
    println!("(7, 4): {gas}");
    assert!(gas <= 700_000, "{gas}");
}

#[test]
fn of_shape_8_8() {
    for name in ["all-rules.json", "bands.json"] {
        let gas = gas_of(&vector_text(name));
        println!("(8, 8), {name}: {gas}");
        assert!(gas <= 1_200_000, "{name}: {gas}");
    }
}

#[test]
fn code_fits() {
    let bytes = code().len();
    println!("code: {bytes} bytes");
    assert!(bytes <= CODE_BYTES, "{bytes}");
}
