//! Every target in one program, linked once: the environment variable `FUZZ_TARGET` names the one to run.
#![no_main]

use std::sync::LazyLock;

use assay_fuzz::target::{self, Target};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use peak_alloc::PeakAlloc;

// The target `cost` asks it how much memory was taken.
#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
    target::named(&name).unwrap_or_else(|| panic!("FUZZ_TARGET: no target {name:?}"))
});

fuzz_target!(|bytes: &[u8]| (TARGET.check)(bytes));

fuzz_mutator!(|data: &mut [u8], size: usize, max: usize, seed: u32| {
    (TARGET.mutate)(data, size, max, seed, &mut fuzzer_mutate)
});
