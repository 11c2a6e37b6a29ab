//! Any bytes as a terms file.
#![no_main]

use assay_fuzz::{mutate, terms};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| terms::check(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    mutate::json::document(data, size, max, seed, &mut fuzzer_mutate)
});
