//! Genuine evidence of a supply, changed.
#![no_main]

use assay_fuzz::evidence;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| evidence::check(bytes));
