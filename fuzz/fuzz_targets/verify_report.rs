//! A report with changes, verified.
#![no_main]

use assay_fuzz::{mutate, verify_report};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| verify_report::check(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    mutate::report::case(data, size, max, seed, &mut fuzzer_mutate)
});
