//! Any bytes as a holdings file.
#![no_main]

use assay_fuzz::holdings;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| holdings::check(bytes));
