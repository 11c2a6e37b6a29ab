//! Any bytes as a proof.
#![no_main]

use assay_fuzz::{mutate, proof};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| proof::check(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    mutate::elements::proof(data, size, max, seed, &mut fuzzer_mutate)
});
