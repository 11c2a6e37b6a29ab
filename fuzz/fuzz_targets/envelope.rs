//! Any bytes as an envelope.
#![no_main]

use assay_fuzz::{envelope, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| envelope::check(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    mutate::elements::envelope(data, size, max, seed, &mut fuzzer_mutate)
});
