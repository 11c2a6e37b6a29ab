//! Any bytes as a program.
#![no_main]

use assay_fuzz::program;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| program::check(bytes));
