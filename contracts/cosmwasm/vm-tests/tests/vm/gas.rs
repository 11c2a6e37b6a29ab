//! What a report costs, and how large the code is.

use assay_cosmwasm_vm_tests::{code, Chain};
use assay_testkit::contract::{
    data, data_text, instantiate_for, report, submit, unix, vector_text,
};
use serde_json::Value;

/// Largest code.
const CODE_BYTES: usize = 632_000;

/// Gas of submitting a report: reading, checking, verifying, storing, and what the chain takes for code and storage.
fn gas_of(text: &str, registry: Option<&Value>) -> u64 {
    let mut chain = Chain::new(unix("2026-11-20T22:10:00Z"));
    let mut message = instantiate_for(&report(text), &Chain::address("admin"));
    if let Some(registry) = registry {
        message["registry"] = registry.clone();
    }
    chain.instantiate(&message).unwrap();
    chain.execute("anyone", &submit(text)).unwrap();
    println!(
        "{} in the virtual machine, {} for code and storage",
        chain.gas, chain.gas_of_chain
    );
    chain.gas + chain.gas_of_chain
}

/// A report of `tests/data`, all rows and rules of its shape in use.
fn gas_of_full(shape: &str) -> u64 {
    let registry = data(&format!("{shape}.registry.json"));
    let text = data_text(&format!("{shape}.json"));
    let gas = gas_of(&text, Some(&registry));
    println!("{shape}, full: {gas}, {} bytes", text.len());
    gas
}

#[test]
fn of_the_smallest_shape() {
    println!("report.json: {}", gas_of(&vector_text("report.json"), None));
    let gas = gas_of_full("7-4");
    assert!(gas <= 700_000, "{gas}");
}

#[test]
fn of_shape_8_8() {
    for name in ["all-rules.json", "bands.json"] {
        println!("{name}: {}", gas_of(&vector_text(name), None));
    }
    let gas = gas_of_full("8-8");
    assert!(gas <= 1_200_000, "{gas}");
}

#[test]
fn of_shape_10_16() {
    let gas = gas_of_full("10-16");
    assert!(gas <= 3_000_000, "{gas}");
}

#[test]
fn of_shape_10_32() {
    let gas = gas_of_full("10-32");
    assert!(gas <= 4_500_000, "{gas}");
}

#[test]
fn code_fits() {
    let bytes = code().len();
    println!("code: {bytes} bytes");
    assert!(bytes <= CODE_BYTES, "{bytes}");
}
