//! Any bytes as the document of an auditor's copy.
#![no_main]

use assay_fuzz::{audit, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| audit::check(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    mutate::json::document(data, size, max, seed, &mut fuzzer_mutate)
});
