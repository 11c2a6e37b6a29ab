//! Any bytes as CSV of another layout.
#![no_main]

use assay_fuzz::inputs;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| inputs::check_mapped(bytes));
