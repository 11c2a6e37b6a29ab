//! Small statements, proved and verified.
#![no_main]

use assay_fuzz::prove;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| prove::check(bytes));
