//! Any reports in any order as a chain.
#![no_main]

use assay_fuzz::chain;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| chain::check(bytes));
