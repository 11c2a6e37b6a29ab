//! Any bytes as a table.
#![no_main]

use assay_fuzz::table;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| table::check(bytes));
