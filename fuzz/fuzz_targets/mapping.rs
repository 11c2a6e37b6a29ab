//! Any bytes as a mapping.
#![no_main]

use assay_fuzz::{inputs, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| inputs::check_mapping(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    mutate::json::document(data, size, max, seed, &mut fuzzer_mutate)
});
