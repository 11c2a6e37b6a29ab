//! Any bytes as the sources of a supply.
#![no_main]

use assay_fuzz::{mutate, sources};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| sources::check(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    mutate::json::document(data, size, max, seed, &mut fuzzer_mutate)
});
