//! Any text as identifiers.
#![no_main]

use assay_fuzz::values;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| values::ids(bytes));
