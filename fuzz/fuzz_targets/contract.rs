//! Any bytes as the call of a contract.
#![no_main]

use assay_fuzz::{contract, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| contract::check(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    mutate::elements::call(data, size, max, seed, &mut fuzzer_mutate)
});
