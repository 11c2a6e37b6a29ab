//! Any bytes as a price file.
#![no_main]

use assay_fuzz::prices;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| prices::check(bytes));
