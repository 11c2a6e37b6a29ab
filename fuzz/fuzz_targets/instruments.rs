//! Any text as a CUSIP or ISIN.
#![no_main]

use assay_fuzz::instruments;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| instruments::check(bytes));
