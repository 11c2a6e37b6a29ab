//! A report with changes, and with parts of it again and again: what it costs its verifier.
#![no_main]

use assay_fuzz::{cost, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use peak_alloc::PeakAlloc;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

fuzz_target!(|bytes: &[u8]| cost::check(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    mutate::repeat::case(data, size, max, seed, &mut fuzzer_mutate)
});
