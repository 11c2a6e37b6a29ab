//! Any bytes as a call.
#![no_main]

use assay_fuzz::{call, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| call::check(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    mutate::elements::call(data, size, max, seed, &mut fuzzer_mutate)
});
