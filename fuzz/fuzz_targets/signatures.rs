//! Any bytes as a signature.
#![no_main]

use assay_fuzz::signatures;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| signatures::check(bytes));
