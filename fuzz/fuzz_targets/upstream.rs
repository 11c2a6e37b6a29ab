//! The lean verifier against halo2's.
#![no_main]

use assay_fuzz::upstream;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| upstream::check(bytes));
